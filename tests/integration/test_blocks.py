#!/usr/bin/env python3
"""What the blocks of an answer are for those who do not see them.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import Atspi, wait
from window_test import WindowTest

ANSWER = """# First

## Second

Some *prose* with a [link](https://example.com/page).

- [x] done
- [ ] open

1. one
2. two

> quoted

| Name | Size |
|------|-----:|
| ant  | 3    |

```python
print(1)
```

$$
x^2
$$

![A map](https://example.com/map.png)

The end."""


class BlocksTest(WindowTest):

    def prepare(self):
        """One answer for all."""
        if not self.app.rows():
            # What is out of sight is not on the bus: all of it in small letters.
            self.app.resize(1000, 1000)
            self.app.key(*['ctrl+minus'] * 5)
            self.app.choose_model('echo')
            self.app.say(ANSWER)
            self.app.wait_idle()
            self.wait_answer('The end.')

    def find(self, role, name=None):
        # The question has the same words, but is no Markdown.
        return self.app.message_list().find(role, name, showing=False)

    def find_all(self, role, name=None):
        return list(self.app.message_list().find_all(role, name, showing=False))

    def test_headings_have_their_levels(self):
        found = [(node.text, node.accessible.get_attributes().get('level'))
                 for node in self.find_all('heading')]
        self.assertEqual(found, [('First', '1'), ('Second', '2')])

    def test_prose_and_links(self):
        said = [node.text for node in self.find_all('paragraph')]
        for words in ('Some prose with a link.', 'done', 'one', 'quoted', 'The end.'):
            self.assertIn(words, said)
        self.assertTrue(self.find('link', 'link'))

    def test_tasks_are_checked_or_not(self):
        found = [(node.name, node.has(Atspi.StateType.CHECKED))
                 for node in self.find_all('check box')]
        self.assertEqual(found, [('Task', True), ('Task', False)])

    def test_table_has_headers_and_cells(self):
        table = self.find('table')
        self.assertTrue(table, 'no table')
        self.assertEqual(table.name, 'Table, 2 columns, 1 row')
        # GTK 4.18 has no word on the bus for the header of a column.
        header = next(table.find_all('table row', showing=False))
        self.assertEqual([node.text for node in header.children()], ['Name', 'Size'])
        cells = list(table.find_all('table cell', showing=False))
        self.assertEqual([node.text for node in cells], ['ant', '3'])
        self.assertEqual([node.description for node in cells], ['Name', 'Size'])

    def test_code_math_and_images(self):
        code = next((node for node in self.find_all('grouping') if 'ython' in node.name), None)
        self.assertTrue(code, 'no code')
        self.assertEqual(code.text, 'print(1)')
        self.assertTrue(code.find('button', 'Copy Code', showing=False))
        formula = self.find('math')
        self.assertTrue(formula, 'no formula')
        self.assertIn('x', formula.name)
        self.assertTrue(self.find('label', 'A map'))
        self.assertTrue(self.find('button', 'Load Image'))


class AnnouncementTest(WindowTest):

    def test_error_is_said(self):
        self.app.choose_model('error-401')
        self.app.say('x')
        self.app.wait_idle()
        wait(lambda: len(self.announcements()) == 2, 'two announcements')
        self.assertEqual(self.announcements()[0], 'Generating response')
        self.assertEqual(self.announcements()[1], 'The key was not accepted')

    def test_reasoning_is_folded_and_says_so(self):
        self.ask('thinker@500', 'Think.')
        fold = self.app.message_list().wait_for('toggle button',
                                                lambda name: name.startswith('Thought for'))
        self.assertFalse(fold.has(Atspi.StateType.EXPANDED))
        fold.click()
        wait(lambda: fold.has(Atspi.StateType.EXPANDED), 'what was thought to unfold')
        fold.click()
        wait(lambda: not fold.has(Atspi.StateType.EXPANDED), 'it to fold')
        self.app.press_in_message('Copy Message')
        self.wait_pasted('I thought about it, and the short answer is enough.')

    def wait_pasted(self, text):
        def pasted():
            if self.app.composer.text == text:
                return True
            self.app.composer.set_text('')
            self.app.key('ctrl+l', 'ctrl+v')
            return self.app.composer.text == text

        wait(pasted, f'“{text}” to be pasted')


if __name__ == '__main__':
    tap.main()
