#!/usr/bin/env python3
"""Several conversations and windows: no word goes where it does not belong.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import wait
from window_test import WindowTest

# isort: split: what comes from GLib only after natter_tree has set the scene
from fake_desktop import Desktop  # noqa: E402

SLOW = ' '.join(f'slow-{number}' for number in range(1, 21))


class ConversationTest(WindowTest):

    def test_switch_while_streaming(self):
        self.app.choose_model('echo@10')
        self.app.send(SLOW)
        self.wait_answer('slow-2')
        slow = self.app.title
        self.app.new_chat()
        self.app.choose_model('echo')
        self.app.send('quick')
        self.wait_answer('quick')
        self.app.wait_idle()
        self.app.open_chat(slow)
        self.wait_answer('slow-4')
        self.assertNotIn('quick', self.app.transcript())
        self.app.open_chat('quick')
        self.assertEqual(self.answer(), 'quick')
        self.assertNotIn('slow', self.app.transcript())
        self.app.open_chat(slow)
        self.app.wait_idle()
        self.assertEqual(self.answer(), SLOW)
        self.assertCountEqual([self.turns(request) for request in self.wait_requests(2)],
                              [[('user', 'quick')], [('user', SLOW)]])

    def test_each_conversation_keeps_its_draft_and_its_model(self):
        self.ask('echo', 'the first of two')
        self.app.type('a draft')
        self.app.new_chat()
        self.assertEqual(self.app.composer.text, '')
        self.ask('echo@500', 'the second of two')
        self.app.open_chat('the first of two')
        wait(lambda: self.app.composer.text == 'a draft', 'the draft')
        self.assertEqual(self.app.model, 'echo')
        self.app.composer.set_text('')
        self.app.open_chat('the second of two')
        self.assertEqual(self.app.composer.text, '')
        self.assertEqual(self.app.model, 'echo@500')

    def test_stop_stops_only_the_conversation_shown(self):
        self.app.choose_model('stall')
        self.app.send('the one that goes on')
        self.wait_answer('This answer')
        self.app.new_chat()
        self.app.send('the one that stops')
        self.wait_answer('This answer')
        self.app.stop()
        self.wait_notice('Stopped by you')
        self.app.open_chat('the one that goes on')
        self.assertTrue(self.app.busy)
        self.assertNotIn('Stopped by you', self.app.transcript())
        self.app.stop()
        self.wait_requests(2)


class MessageTest(WindowTest):

    def delete(self, *keys):
        """From the menu below the last message."""
        buttons = list(self.app.message_list().find_all('toggle button', 'More Actions'))
        buttons[-1].click()
        self.app.wait_for('menu item')
        self.app.key(*keys, 'Return')

    def test_delete_and_undo(self):
        self.ask('echo', 'the first question')
        self.ask('echo', 'the second question')
        self.delete('Up', 'Up')
        self.app.wait_for('label', 'Message deleted')
        self.assertEqual(self.app.transcript().count('the second question'), 1)
        self.app.press('Undo')
        wait(lambda: self.app.transcript().count('the second question') == 2, 'the answer again')
        self.delete('Up', 'Up')
        wait(lambda: self.app.transcript().count('the second question') == 1, 'the deletion')
        self.ask('echo', 'the third question')
        self.assertEqual(self.turns(self.wait_requests(3)[-1])[-1],
                         ('user', 'the second question\n\nthe third question'))

    def test_edit_an_answer(self):
        self.ask('echo', 'what was said')
        self.app.press_in_message('Edit')
        self.app.wait_for('text', 'Edit Message').set_text('what was meant')
        self.app.key('ctrl+Return')
        self.wait_answer('what was meant')
        self.ask('echo', 'and now?')
        self.assertEqual(self.turns(self.wait_requests(2)[-1]),
                         [('user', 'what was said'), ('assistant', 'what was meant'),
                          ('user', 'and now?')])

    def test_edit_a_question_and_ask(self):
        self.ask('echo', 'a question')
        next(self.app.message_list().find_all('button', 'Edit')).click()
        self.app.wait_for('text', 'Edit Message').set_text('another question')
        self.app.key('ctrl+Return')
        self.wait_answer('another question')
        self.app.wait_idle()
        self.assertEqual([self.turns(request) for request in self.wait_requests(2)],
                         [[('user', 'a question')], [('user', 'another question')]])
        next(self.app.message_list().find_all('button', 'Previous Answer')).click()
        self.wait_answer('a question')

    def test_escape_leaves_the_words(self):
        self.ask('echo', 'as it was')
        self.app.press_in_message('Edit')
        self.app.wait_for('text', 'Edit Message').set_text('as it is not')
        self.app.key('Escape')
        self.app.wait_gone('text', 'Edit Message')
        self.assertEqual(self.answer(), 'as it was')


class SidebarTest(WindowTest):

    def prepare(self):
        super().prepare()
        self.ask('echo', 'why the sky is blue')
        self.app.new_chat()
        self.ask('echo', 'bread without kneading')

    def focus_row(self, title):
        self.app.open_chat(title)
        self.app.key('F9')
        self.wait_row_focus(title)

    def wait_row_focus(self, title):
        wait(lambda: any(row.focused and row.name == title
                         for row in self.app.part('list', 'Conversations').children()),
             f'the focus on “{title}”')

    def wait_titles(self, *titles):
        wait(lambda: self.app.conversations()[:len(titles)] == list(titles), f'{titles}')

    def second_of_menu(self):
        """Pin, or Unpin: the keys choose it, as GTK gives the items no names."""
        self.app.key('shift+F10')
        self.app.wait_for('menu item')
        self.app.key('Down', 'Return')

    def test_rename_in_place(self):
        self.focus_row('why the sky is blue')
        self.app.key('F2')
        entry = self.app.wait_for('text', 'Title')
        entry.set_text('Rayleigh')
        self.app.key('Return')
        wait(lambda: self.app.title == 'Rayleigh', 'the new title')
        self.wait_row_focus('Rayleigh')
        self.app.key('F2')
        self.app.wait_for('text', 'Title').set_text('nothing')
        self.app.key('Escape')
        self.wait_row_focus('Rayleigh')
        self.assertEqual(self.app.title, 'Rayleigh')

    def test_rename_from_the_menu(self):
        self.focus_row('why the sky is blue')
        self.app.key('Menu')
        self.app.wait_for('menu item')
        self.app.key('Return')
        self.app.wait_for('text', 'Title').set_text('Rayleigh')
        self.app.key('Return')
        wait(lambda: self.app.title == 'Rayleigh', 'the new title')
        self.wait_row_focus('Rayleigh')

    def test_trash_and_undo(self):
        self.focus_row('bread without kneading')
        before = self.app.conversations()
        self.app.key('Delete')
        wait(lambda: self.app.conversations() == before[1:], 'the row to go')
        # what was open is not what is written on in, and the focus stays in the list
        wait(lambda: self.app.title == 'Natter' and not self.app.rows(), 'a new chat')
        self.wait_row_focus('why the sky is blue')
        self.app.press('Undo')
        wait(lambda: self.app.conversations() == before, 'the row to come back')
        self.app.open_chat('bread without kneading')
        self.assertEqual(self.answer(), 'bread without kneading')

    def test_pin(self):
        self.focus_row('why the sky is blue')
        self.second_of_menu()
        self.wait_titles('why the sky is blue', 'bread without kneading')
        self.assertTrue(self.app.find('label', 'Pinned'))
        wait(lambda: not self.app.find('menu item'), 'the menu to close')
        self.wait_row_focus('why the sky is blue')
        self.second_of_menu()
        self.wait_titles('bread without kneading', 'why the sky is blue')

    def test_trash_goes_on_answering(self):
        self.app.new_chat()
        self.app.choose_model('echo@10')
        self.app.send(SLOW)
        self.wait_answer('slow-2')
        title = self.app.title
        self.focus_row(title)
        self.app.key('Delete')
        wait(lambda: self.app.title == 'Natter', 'a new chat')
        self.app.press('Undo')
        self.app.open_chat(title)
        self.app.wait_idle()
        self.assertEqual(self.answer(), SLOW)

    def test_typing_in_the_list_searches(self):
        self.focus_row('bread without kneading')
        self.app.keys('sky')
        wait(lambda: set(self.app.conversations()) == {'why the sky is blue'}, 'what is found')
        self.app.key('Escape')
        self.wait_titles('bread without kneading', 'why the sky is blue')

    def test_search(self):
        self.app.key('ctrl+shift+f')
        entry = self.app.wait_for('entry', 'Search')
        self.app.keys('SKY')
        wait(lambda: set(self.app.conversations()) == {'why the sky is blue'}, 'what is found')
        self.app.key('Return')
        wait(lambda: self.app.title == 'why the sky is blue', 'what was found')
        entry.set_text('')
        self.wait_titles('bread without kneading', 'why the sky is blue')


class WindowsTest(WindowTest):

    def test_two_windows(self):
        first = self.app
        first.choose_model('echo')
        first.ask('said in the first window')
        first.key('ctrl+shift+n')
        second = first.wait_for_window()
        second.focus_window()
        self.assertEqual(second.transcript(), '')
        second.ask('said in the second window')
        self.assertEqual(second.answer(), 'said in the second window')
        self.assertNotIn('second', first.transcript())
        self.assertNotIn('first', second.transcript())
        wait(lambda: first.conversations() == second.conversations()
             and len(first.conversations()) == 2, 'both conversations in both sidebars')

        second.close_window()
        wait(lambda: len(first.frames()) == 1, 'the second window to close')
        first.focus_window()
        first.ask('the first goes on')
        self.assertEqual(first.answer(), 'the first goes on')


class CloseTest(WindowTest):

    WORDS = 'slow-1 slow-2 slow-3 slow-4 slow-5 slow-6 slow-7 slow-8'

    @classmethod
    def setUpClass(cls):
        # An answer that ends without a window is told in a notification.
        cls.desktop = Desktop()
        cls.addClassCleanup(cls.desktop.stop)
        wait(cls.desktop.is_ready, 'the desktop')
        super().setUpClass()

    def test_answer_ends_before_the_program_does(self):
        self.app.choose_model('echo@10')
        self.app.send(self.WORDS)
        self.wait_answer('slow-1')
        self.app.close_window()
        wait(lambda: not self.app.frames(), 'the window to close')
        self.assertIsNone(self.app.process.poll(), 'the answer is still coming')
        self.app.wait_end()
        self.assertFalse(self.wait_requests(1)[0]['closed_early'])

    def test_idle_program_ends_with_its_window(self):
        self.ask('echo', 'goodbye')
        self.app.close()

    def test_quit_while_streaming(self):
        self.app.choose_model('echo@10')
        self.app.send(self.WORDS)
        self.wait_answer('slow-1')
        self.app.key('ctrl+q')
        self.app.wait_end()
        self.assertFalse(self.wait_requests(1)[0]['closed_early'])


class LinkTest(WindowTest):

    @classmethod
    def start_program(cls):
        return cls.start('natter:new?text=Hello%20from%20a%20link%26more&send=1')

    def prepare(self):
        """As the link left it."""

    def test_link_fills_and_never_sends(self):
        wait(lambda: self.app.composer.text == 'Hello from a link&more', 'the text of the link')
        self.assertFalse(self.app.busy)
        self.assertEqual(self.app.rows(), [])
        self.app.choose_model('echo')
        self.assertEqual(self.app.composer.text, 'Hello from a link&more')
        self.assertEqual(self.requests(), [])
        self.app.key('Return')
        self.wait_answer('Hello from a link&more')
        self.wait_requests(1)


if __name__ == '__main__':
    tap.main()
