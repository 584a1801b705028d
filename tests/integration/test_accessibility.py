#!/usr/bin/env python3
"""What those who do not see the window are told.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import wait
from window_test import WindowTest


class AccessibilityTest(WindowTest):

    def test_parts_have_their_names(self):
        for role, name in (('text', 'Message'), ('button', 'Send'), ('button', 'New Chat'),
                           ('button', 'Export…'), ('toggle button', 'Main Menu')):
            self.assertTrue(self.app.find(role, name), f'{role} “{name}”')
        self.app.choose_model('stall')
        self.app.send('x')
        self.wait_answer('This answer')
        self.assertTrue(self.app.find('button', 'Stop'))
        self.assertFalse(self.app.find('button', 'Send'))
        self.app.stop()

    def test_who_speaks(self):
        self.ask('echo', 'first\n\nsecond')
        rows = self.app.rows()
        groups = [next(row.find_all('grouping')) for row in rows]
        self.assertEqual([group.name for group in groups if group.name], ['You', 'echo'])
        described = [group.description for group in groups if not group.name]
        self.assertEqual(described[:2].count('Your message'), 2)
        self.assertEqual(set(described[2:]), {'Message from echo'})

    def test_models_in_the_list_have_names(self):
        picker = self.app.picker.parent
        self.app.key('ctrl+m')
        listed = wait(lambda: picker.find('list', 'Models'), 'the models')
        wait(lambda: listed.find('list item', 'echo'), 'a row named echo')
        self.app.key('Escape')
        wait(lambda: not picker.find('list', 'Models'), 'the list to close')

    def test_last_row_is_busy_while_streaming(self):
        self.app.choose_model('stall')
        self.app.send('x')
        self.wait_answer('This answer')

        def busy():
            return [node for row in self.app.rows() for node in row.find_all('grouping')
                    if node.busy]

        wait(lambda: len(busy()) == 1, 'a busy row')
        last = self.app.rows()[-1]
        self.assertTrue(any(node.busy for node in last.find_all('grouping')))
        self.app.stop()
        wait(lambda: not busy(), 'no row to be busy')

    def test_beginning_and_end_are_said(self):
        self.app.choose_model('echo')
        self.app.ask('x')
        self.wait_announced('Response complete')
        self.assertEqual(self.announcements(), ['Generating response', 'Response complete'])


if __name__ == '__main__':
    tap.main()
