#!/usr/bin/env python3
"""Reading an answer: finding words in it, selecting, copying, and what is told of both.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import Atspi, wait
from window_test import WindowTest

SAID = 'First words of it.\n\nThe **second** paragraph, of two words.'


class ReadingTest(WindowTest):

    def paragraph(self, words):
        """The last row of the transcript that says this."""
        def look():
            found = [node for row in self.app.rows() for node in row.find_all('paragraph')
                     if words in node.text]
            return found[-1] if found else None

        return wait(look, f'a paragraph with “{words}”')

    def pasted(self):
        """What the clipboard has, as the composer takes it."""
        self.app.key('ctrl+l', 'ctrl+a', 'ctrl+v')
        wait(lambda: self.app.composer.text != '', 'the clipboard’s text')
        text = self.app.composer.text
        self.app.composer.set_text('')
        return text

    def selected(self, node):
        if Atspi.Text.get_n_selections(node.accessible) == 0:
            return ''
        found = Atspi.Text.get_selection(node.accessible, 0)
        return node.text[found.start_offset:found.end_offset]

    def test_find(self):
        self.ask('echo', SAID)
        self.app.key('ctrl+f')
        entry = self.app.wait_for('entry', 'Find in Conversation')
        wait(lambda: entry.focused, 'the focus in the entry')
        self.app.keys('words')
        wait(lambda: self.app.find('label', lambda name: name.endswith(' of 4')), '4 places')
        self.app.key('Return')
        self.app.key('shift+Return')
        self.app.key('Escape')
        wait(lambda: self.app.composer.focused, 'the focus in the composer')

    def test_copy(self):
        self.ask('echo', SAID)
        second = self.paragraph('paragraph, of two words.')
        self.app.point(second)
        self.app.key('ctrl+a', 'ctrl+c')
        self.assertEqual(self.pasted(),
                         'First words of it.\n\nThe second paragraph, of two words.')
        self.app.point(second)
        self.app.key('ctrl+a', 'ctrl+shift+c')
        self.assertEqual(self.pasted(), SAID)

    def test_selection_is_told(self):
        self.ask('echo', SAID)
        second = self.paragraph('paragraph, of two words.')
        self.assertEqual(self.selected(second), '')
        self.app.point(second)
        self.app.key('ctrl+a')
        wait(lambda: self.selected(second) == second.text, 'the paragraph to be selected')
        self.app.key('Escape')
        wait(lambda: self.selected(second) == '', 'nothing to be selected')
        word = Atspi.Text.get_string_at_offset(second.accessible, 5, Atspi.TextGranularity.WORD)
        self.assertEqual(word.content.strip(), 'second')
        line = Atspi.Text.get_string_at_offset(second.accessible, 5, Atspi.TextGranularity.LINE)
        self.assertEqual(line.content, second.text)


if __name__ == '__main__':
    tap.main()
