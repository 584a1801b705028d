#!/usr/bin/env python3
"""The worst that Natter's forerunner, tinychat, did to people, each as a test of its own.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from keyring import forbid_keyring
from natter_tree import wait
from window_test import WindowTest

WORDS = ' '.join(f'word-{number}' for number in range(1, 21))
KEY = 'sk-natter-test-0123456789abcdef'


class RegressionTest(WindowTest):

    def test_failed_request_is_not_sent_twice(self):
        """A failed request left its question in the history, and the next one sent both."""
        self.app.choose_model('error-403')
        self.app.ask('the one that fails')
        self.wait_notice('The provider refuses access')
        self.ask('echo', 'the one after')
        self.assertEqual(self.answer(), 'the one after')
        self.assertEqual([self.turns(request) for request in self.wait_requests(2)],
                         [[('user', 'the one that fails')], [('user', 'the one after')]])

    def test_interrupted_reply_stays_in_history_and_export(self):
        """A reply that was cut off was shown, but not remembered and not exported."""
        self.app.choose_model('drop-600')
        self.app.send('first')
        self.wait_notice('Connection lost')
        partial = self.answer()
        self.ask('echo', 'second')
        self.assertEqual(self.turns(self.wait_requests(2)[1]),
                         [('user', 'first'), ('assistant', partial), ('user', 'second')])
        path = self.folder() / 'kept.txt'
        self.app.export(path)
        self.assertEqual(path.read_text(),
                         f'You: first\nLLM: {partial}\n\nYou: second\nLLM: second')

    def test_enter_while_streaming_starts_no_second_request(self):
        """Enter while an answer streamed started a second one, and their texts were mixed."""
        self.app.choose_model('stall')
        self.app.send('wait')
        self.wait_answer('This answer')
        begun = self.answer()
        self.app.type('patience')
        self.app.key('Return')
        self.wait_announced('An answer is still being written. Your text is kept')
        self.app.wait_for('label', lambda name: name.startswith('An answer is still'))
        self.assertEqual(self.app.composer.text, 'patience')
        self.assertNotIn('patience', self.app.transcript())
        self.app.stop()
        self.assertIn(begun, self.answer())
        kept = self.answer()

        self.app.choose_model('echo')
        self.app.key('Return')
        self.wait_answer('patience')
        self.app.wait_idle()
        self.assertEqual([self.turns(request) for request in self.wait_requests(2)],
                         [[('user', 'wait')],
                          [('user', 'wait'), ('assistant', kept), ('user', 'patience')]])

    def test_new_chat_while_streaming_takes_no_old_text(self):
        """New Chat while an answer streamed let it run on into the new chat."""
        self.app.choose_model('echo@10')
        self.app.send(WORDS)
        self.wait_answer('word-1')
        old = self.app.title
        self.app.new_chat()
        self.ask('echo', 'something else')
        self.wait_answer('something else')
        new, finished = sorted(self.wait_requests(2), key=lambda request: request['ended'])
        self.assertGreater(finished['ended'], new['ended'], 'the old answer came meanwhile')
        self.assertEqual(self.answer(), 'something else')
        self.assertNotIn('word', self.app.transcript())

        self.app.open_chat(old)
        self.app.wait_idle()
        self.assertEqual(self.answer(), WORDS)
        self.assertNotIn('something else', self.app.transcript())

    def test_prompt_survives_an_error(self):
        """The prompt was gone as soon as Send was pressed, whether or not it was answered."""
        self.app.choose_model('error-midstream')
        self.app.send('the question')
        self.app.type('the next thought')
        self.wait_notice('The provider has a problem')
        self.assertEqual(self.app.composer.text, 'the next thought')
        self.assertIn('\nYou:\nthe question', self.app.transcript())

        self.app.choose_model('echo')
        self.app.press_in_message('Retry')
        self.wait_answer('the question')
        self.app.wait_idle()
        self.assertEqual(self.app.composer.text, 'the next thought')
        self.assertEqual([self.turns(request) for request in self.wait_requests(2)],
                         [[('user', 'the question')]] * 2)


class KeyRegressionTest(WindowTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(forbid_keyring())

    @classmethod
    def furnish(cls, app):
        app.add_provider('Guarded', cls.server.url, KEY, keeps_in_memory=True)

    def test_servers_own_words_are_shown_and_no_key(self):
        """The server's own words were thrown away; a network error printed the key in the URL."""
        for model, words in (('error-401', 'Incorrect API key provided.'),
                             ('error-403', 'Country, region, or territory not supported')):
            self.app.choose_model(model)
            self.app.ask('May I?')
            self.wait_notice(words)
        path = self.folder() / 'refused.json'
        self.app.export(path)
        shown = self.app.transcript() + path.read_text() + self.app.said()
        self.assertIn('Incorrect API key provided.', shown)
        self.assertNotIn(KEY, shown)


if __name__ == '__main__':
    tap.main()
