#!/usr/bin/env python3
"""The main job: send, read while it streams, stop, try again, copy.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import wait
from window_test import WindowTest

WORDS = 'one two three four five six seven eight nine ten eleven twelve'


class ChatTest(WindowTest):

    def test_answer_streams_before_it_ends(self):
        self.app.choose_model('echo@8')
        self.app.send(WORDS)
        self.wait_answer('one two')
        self.assertTrue(self.app.busy)
        self.assertTrue(WORDS.startswith(self.answer()), self.answer())
        self.assertNotEqual(self.answer(), WORDS)
        self.app.wait_idle()
        self.assertEqual(self.answer(), WORDS)
        self.assertEqual(self.turns(self.wait_requests(1)[0]), [('user', WORDS)])

    def test_stop_keeps_the_text(self):
        self.app.choose_model('echo@8')
        self.app.send(WORDS)
        self.wait_answer('one two')
        self.app.stop()
        self.wait_notice('Stopped by you')
        kept = self.answer()
        self.assertTrue(kept.startswith('one two') and kept != WORDS, kept)
        self.assertTrue(self.wait_requests(1)[0]['closed_early'])
        self.assertIsNone(self.app.message_list().find('button', 'Retry'))

        self.ask('echo', 'and then?')
        self.assertEqual(self.answer(), 'and then?')
        self.assertEqual(self.turns(self.wait_requests(2)[1]),
                         [('user', WORDS), ('assistant', kept), ('user', 'and then?')])

    def test_retry_after_a_drop_adds_a_sibling(self):
        self.app.choose_model('drop-600')
        self.app.send('Will it hold?')
        self.wait_notice('Connection lost')
        partial = self.answer()
        self.assertTrue(partial)

        self.app.choose_model('echo')
        self.app.press_in_message('Retry')
        self.wait_answer('Will it hold?')
        self.app.wait_idle()
        self.wait_notice('2 / 2')
        self.assertNotIn('Connection lost', self.app.transcript())
        self.assertNotIn(partial, self.app.transcript())

        self.app.press_in_message('Previous Answer')
        self.wait_notice('1 / 2')
        self.assertEqual(self.answer(), partial)
        self.assertIn('Connection lost', self.notice())
        self.app.press_in_message('Next Answer')
        self.wait_notice('2 / 2')
        self.assertEqual(self.answer(), 'Will it hold?')
        for request in self.wait_requests(2):
            self.assertEqual(self.turns(request), [('user', 'Will it hold?')])

    def test_double_enter_sends_once(self):
        self.app.choose_model('echo@8')
        self.app.type('once and only once')
        self.app.key('Return', 'Return')
        self.wait_answer('once and only once')
        self.app.wait_idle()
        self.assertEqual(self.app.transcript().count('\nYou:'), 1)
        self.ask('echo', 'next')
        self.assertEqual([self.turns(request)[-1] for request in self.wait_requests(2)],
                         [('user', 'once and only once'), ('user', 'next')])

    def test_text_is_sent_as_it_was_written(self):
        self.app.choose_model('echo')
        self.app.type('a caret inside')
        self.app.key('Left', 'Left', 'Return')
        self.wait_answer('a caret inside')
        self.app.wait_idle()
        self.app.type('first')
        self.app.key('shift+Return')
        self.app.type('second 😀')
        self.app.key('Return')
        self.wait_answer('first second 😀')
        self.app.wait_idle()
        sent = [self.turns(request)[-1][1] for request in self.wait_requests(2)]
        self.assertEqual(sent, ['a caret inside', 'first\nsecond 😀'])

    def test_reasoning_stands_apart_from_the_answer(self):
        self.ask('thinker@500', 'Think.')
        self.assertIn('I thought about it, and the short answer is enough.', self.answer())
        self.ask('echo', 'next')
        self.assertEqual(self.turns(self.wait_requests(2)[1])[1],
                         ('assistant', 'I thought about it, and the **short** answer is enough.'))

    def test_copied_as_text_and_as_markdown(self):
        self.ask('echo', 'a **bold** word')
        for button, text in (('Copy Message', 'a bold word'),
                             ('Copy as Markdown', 'a **bold** word')):
            self.app.press_in_message(button)
            wait(lambda text=text: self.pastes(text), f'“{text}” to be pasted')

    def pastes(self, text):
        """A button does its work a moment after it was pressed, and nothing shows when it has."""
        if self.app.composer.text == text:
            return True
        self.app.composer.set_text('')
        self.app.key('ctrl+v')
        return False


if __name__ == '__main__':
    tap.main()
