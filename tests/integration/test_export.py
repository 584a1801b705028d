#!/usr/bin/env python3
"""Export through the save dialog, and the file read back.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import re
import shutil
import stat
import subprocess
import unittest

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest


class ExportTest(WindowTest):

    """One conversation for all: an answer, then one that was lost and given again."""

    @classmethod
    def furnish(cls, app):
        app.choose_model('echo')
        app.ask('A *first* question')
        app.choose_model('drop-600')
        app.ask('And a second one?')
        cls.partial = app.answer()
        app.choose_model('echo')
        app.press_in_message('Retry')
        wait(lambda: '2 / 2' in app.notice(), 'the second answer')
        app.wait_idle()

    def prepare(self):
        self.path = self.folder()
        if '1 / 2' in self.notice():
            self.app.press_in_message('Next Answer')
        self.wait_notice('2 / 2')

    def test_plain_text(self):
        path = self.path / 'conversation.txt'
        self.app.export(path)
        self.assertEqual(path.read_text(),
                         'You: A *first* question\n'
                         'LLM: A *first* question\n'
                         '\n'
                         'You: And a second one?\n'
                         'LLM: And a second one?')

    def test_markdown(self):
        path = self.path / 'conversation.md'
        self.app.press_in_message('Previous Answer')
        self.wait_notice('1 / 2')
        self.app.export(path)
        text = re.sub(r'\d{4}-\d\d-\d\d \d\d:\d\d', 'TIME', path.read_text())
        text = re.sub(r'127\.0\.0\.1:\d+', 'HOST', text)
        self.assertEqual(text,
                         '# A \\*first\\* question\n\n'
                         '## You\n\n*TIME*\n\nA *first* question\n\n'
                         '## echo\n\n*TIME*\n\nA *first* question\n\n'
                         '## You\n\n*TIME*\n\nAnd a second one?\n\n'
                         f'## drop-600\n\n*TIME*\n\n{self.partial}\n\n'
                         '*Connection lost: The connection to HOST was lost before the answer was '
                         'complete.*\n')

    @staticmethod
    def said(message):
        return ''.join(part['text'] for part in message['parts'] if part['kind'] == 'text')

    def test_json_has_the_whole_tree(self):
        path = self.path / 'conversation.json'
        self.app.export(path)
        read = json.loads(path.read_text())
        messages = {message['id']: message for message in read['messages']}
        self.assertEqual((read['format'], read['version']), ('natter-conversation', 2))
        self.assertEqual([self.said(messages[name]) for name in read['path']],
                         ['A *first* question'] * 2 + ['And a second one?'] * 2)
        lost = next(message for message in messages.values() if message['model'] == 'drop-600')
        self.assertEqual((self.said(lost), lost['end'], lost['parent']),
                         (self.partial, 'connection-lost', messages[read['path'][3]]['parent']))
        self.assertNotIn(lost['id'], read['path'])

    def choose(self, place):
        """Asks for a format by its place in the dialog, and leaves that open."""
        self.app.part('button', 'Export…').click()
        dialog = self.app.dialog('Export')
        row = dialog.wait_for('combo box', 'Format')
        self.app.point(row)
        wait(lambda: len(list(row.find_all('list item'))) > 1, 'the formats')
        self.app.key('Home', *['Down'] * place, 'Return')
        wait(lambda: len(list(row.find_all('list item'))) == 1, 'the choice')
        return dialog

    def test_html(self):
        path = self.path / 'conversation.html'
        dialog = self.choose(1)
        self.app.press('Choose File…', within=dialog)
        self.app.save_dialog(path)
        wait(path.exists, 'the file')
        text = path.read_text()
        self.assertIn("default-src 'none'", text)
        self.assertNotIn('<script', text)
        self.assertIn('A <em>first</em> question', text)
        self.assertEqual(text.count('<article'), 4)

    def test_pdf(self):
        path = self.path / 'conversation.pdf'
        self.app.export(path)
        self.assertTrue(path.read_bytes().startswith(b'%PDF-'))
        if shutil.which('pdftotext'):
            text = subprocess.check_output(['pdftotext', path, '-'], text=True)
            self.assertIn('And a second one?', text)
            self.assertRegex(text, r'1 ?/ ?1')

    def test_print_asks_where(self):
        self.app.key('ctrl+p')
        dialog = self.app.dialog('Print')
        self.app.press('Cancel', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the dialog to close')
        self.app.focus_window()

    def test_cancel_leaves_nothing(self):
        dialog = self.choose(2)
        self.app.press('Cancel', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the dialog to close')
        self.app.part('button', 'Export…').click()
        self.app.press('Choose File…', within=self.app.dialog('Export'))
        dialog = self.app.dialog('Export Conversation')
        self.app.press('Cancel', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the save dialog to close')
        self.app.focus_window()
        self.assertEqual(os.listdir(self.path), [])

    def test_file_is_replaced(self):
        path = self.path / 'conversation.txt'
        path.write_text('an older file, which is longer than the new one ' * 50)
        self.app.start_export(path, replaces=True)
        wait(lambda: path.read_text().startswith('You: A *first* question'), 'the new file')
        self.assertNotIn('older', path.read_text())
        self.assertEqual(os.listdir(self.path), ['conversation.txt'])


class RefusedExportTest(WindowTest):
    """root may write anywhere, so Natter runs here without that privilege."""

    @classmethod
    def start_program(cls):
        program = ['natter']
        if os.getuid() == 0:
            if not shutil.which('setpriv'):
                raise unittest.SkipTest('root without setpriv')
            program = ['setpriv', '--inh-caps=-all', '--bounding-set=-all', *program]
        # libadwaita measures the text of some alerts two pixels short, with a warning.
        return cls.start(program=program, env={'G_DEBUG': ''})

    def test_failed_export_keeps_the_old_file_and_says_why(self):
        folder = self.folder()
        path = folder / 'conversation.txt'
        path.write_text('the old file')
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        self.addCleanup(folder.chmod, stat.S_IRWXU)
        self.ask('echo', 'precious')
        self.app.start_export(path, replaces=True)
        dialog = self.app.dialog('The Conversation Was Not Exported')
        dialog.wait_for('label', lambda name: 'Save it in another folder.' in name
                        and 'conversation.txt' in name)
        self.app.press('Close', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the warning to close')
        self.assertEqual(path.read_text(), 'the old file')
        self.assertEqual(os.listdir(folder), ['conversation.txt'])
        self.ask('echo', 'and on it goes')
        self.assertEqual(self.answer(), 'and on it goes')


class BatchExportTest(WindowTest):
    """Several conversations, which the program has not read since its start."""

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
        return App(profile=cls.profile)

    @classmethod
    def furnish(cls, app):
        app.choose_model('echo')
        for words in ('the first', 'the second', 'the third', 'the second'):
            app.key('ctrl+n')
            wait(lambda: not app.rows(), 'an empty conversation')
            app.say(words)
            app.wait_idle()
        app.key('ctrl+q')
        app.wait_end()
        cls.app = App(profile=cls.profile)
        wait(lambda: len(cls.app.conversations()) == 4, 'the conversations')

    def prepare(self):
        self.path = self.folder()

    def choose_folder(self, title):
        self.app.press('Choose Folder…', within=self.app.dialog(title))
        dialog = self.app.dialog('Export to Folder')
        known = {window.id for window in self.app.windows}
        window = wait(lambda: next((one for one in self.app.window_ids() if one not in known),
                                   None), 'the window of the dialog')
        subprocess.run(['xdotool', 'windowfocus', '--sync', window], check=True)
        self.app.key('slash')  # opens a place to write the folder's path
        dialog.wait_for('text').set_text(str(self.path))
        self.app.press('Export', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the dialog to close')
        wait(lambda: known.issuperset(self.app.window_ids()), 'its window to go')
        self.app.focus_window()

    def test_selected(self):
        self.app.press('Select Conversations')
        self.app.wait_for('button', 'Cancel')
        for count, words in enumerate(('the first', 'the third'), 1):
            self.app.point(self.app.wait_for('list item', words))
            self.app.wait_for('label', f'{count} selected')
        (self.path / 'the first.md').write_text('of somebody else')
        buttons = self.app.find_all('button', 'Export…')
        min(buttons, key=lambda button: button.middle()[0]).click()
        self.choose_folder('Export 2 Conversations')
        self.app.wait_for(None, '2 conversations exported')
        self.assertEqual(sorted(path.name for path in self.path.iterdir()),
                         ['the first (2).md', 'the first.md', 'the third.md'])
        self.assertEqual((self.path / 'the first.md').read_text(), 'of somebody else')
        self.assertIn('# the third', (self.path / 'the third.md').read_text())
        self.assertIn('the first', (self.path / 'the first (2).md').read_text())


if __name__ == '__main__':
    tap.main()
