#!/usr/bin/env python3
"""What is set in the preferences counts from the very next request on.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import wait
from window_test import WindowTest


class PreferencesTest(WindowTest):

    def open_preferences(self):
        self.app.key('ctrl+comma')
        return self.app.dialog('Preferences')

    def close(self, dialog):
        self.app.press('Close', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the preferences to close')

    def open_answers(self):
        dialog = self.open_preferences()
        self.app.point(dialog.wait_for('list item', 'Answers'))
        dialog.wait_for('check box', 'Set Temperature')
        return dialog

    def toggle(self, dialog, name):
        """The row has the name too, and only the switch in it an action."""
        wait(lambda: next((node for node in dialog.find_all('check box', name) if node.actions()),
                          None), name).click()

    def set_system_prompt(self, text):
        dialog = self.open_preferences()
        self.app.point(dialog.wait_for('list item', 'System Prompt'))
        dialog.wait_for('text', 'System Prompt').set_text(text)
        self.close(dialog)

    def test_system_prompt(self):
        self.ask('echo', 'before')
        self.set_system_prompt('Answer like a pirate.')
        self.addCleanup(self.set_system_prompt, '')
        self.app.ask('after')
        before, after = self.wait_requests(2)
        self.assertEqual(self.turns(before), [('user', 'before')])
        self.assertEqual(self.turns(after)[0], ('system', 'Answer like a pirate.'))
        self.assertEqual(self.turns(after)[1:], [('user', 'before'), ('assistant', 'before'),
                                                 ('user', 'after')])

    def set_titles(self):
        dialog = self.open_preferences()
        self.toggle(dialog, 'Titles by the Model')
        self.close(dialog)

    def test_titles_by_the_model(self):
        self.ask('echo', 'named by its first words')
        self.assertEqual(self.app.title, 'named by its first words')
        self.set_titles()
        self.addCleanup(self.set_titles)
        self.prepare()
        self.ask('echo', 'named by its model')
        # the scripted model says again what it was asked, which begins so
        wait(lambda: self.app.title.startswith('Give this conversation a title'), 'a title')
        self.assertEqual(self.app.conversations()[0], self.app.title)
        self.assertEqual(self.answer(), 'named by its model')
        self.assertEqual(len(self.wait_requests(3)), 3)

    def test_temperature(self):
        self.ask('echo', 'before')
        dialog = self.open_answers()
        self.toggle(dialog, 'Set Temperature')
        self.app.point(dialog.wait_for('spin button', 'Temperature'))
        self.app.key('ctrl+a')
        self.app.keys('0.3')
        self.app.key('Return')
        self.close(dialog)
        self.app.ask('warm')

        dialog = self.open_answers()
        self.toggle(dialog, 'Set Temperature')
        wait(lambda: not dialog.find('spin button', 'Temperature'), 'no temperature')
        self.close(dialog)
        self.app.ask('after')
        self.assertEqual([request['body'].get('temperature') for request in self.wait_requests(3)],
                         [None, 0.3, None])

    def test_enter_breaks_the_line_when_ctrl_enter_sends(self):
        self.app.choose_model('echo')
        self.choose_send_key('Down')
        self.addCleanup(self.choose_send_key, 'Up')
        self.app.type('one')
        self.app.key('Return')
        wait(lambda: self.app.composer.text == 'one\n', 'the line to break')
        self.app.keys('two')
        wait(lambda: self.app.composer.text == 'one\ntwo', 'the second line')
        self.app.key('ctrl+Return')
        self.wait_answer('one two')
        self.assertEqual(self.turns(self.wait_requests(1)[0]), [('user', 'one\ntwo')])

    def choose_send_key(self, arrow):
        dialog = self.open_preferences()
        row = dialog.wait_for('combo box', 'Send With')
        self.app.point(row)
        wait(lambda: len(list(row.find_all('list item'))) > 1, 'the choices')
        self.app.key(arrow, 'Return')
        wait(lambda: len(list(row.find_all('list item'))) == 1, 'the choice')
        self.close(dialog)

    def test_model_by_its_name(self):
        self.app.choose_model('nobody-listed-this')
        self.app.say('Who are you?')
        self.wait_answer('Natter')
        self.app.stop()
        self.assertEqual(self.wait_requests(1)[0]['body']['model'], 'nobody-listed-this')
        self.app.choose_model('echo')
        self.app.picker.click()
        picker = self.app.picker.parent
        self.app.wait_for('entry', 'Search models', within=picker).set_text('nobody')
        self.app.wait_for('label', 'nobody-listed-this', within=picker)
        self.app.key('Escape')
        wait(lambda: not picker.find('entry', 'Search models'), 'the list to close')


if __name__ == '__main__':
    tap.main()
