#!/usr/bin/env python3
"""Whatever a server does: the right words below the message, and the next message works.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import wait
from window_test import WindowTest

BEGINNING = 'This answer comes from a scripted server on this computer.'
WHOLE = BEGINNING + (' It has a few sentences, so that there is something to read before the scene '
                     'takes its turn. Nothing left the machine to make it.')
LOST = ('Connection lost', 'What came so far is kept. Try again.')

# The scene, what is to be read below the message, and how the answer begins.
FAILURES = {
    'error-401': (('The key was not accepted', 'Incorrect API key provided.',
                   'Check the API key in Preferences.'), ''),
    'error-403': (('The provider refuses access', 'Country, region, or territory not supported',
                   'Check what this account and key may use.'), ''),
    'error-404': (('There is no such model', 'The model does not exist or you do not have access',
                   'Choose another model.'), ''),
    'error-429': (('Too many requests', 'Rate limit reached for requests per min (RPM)',
                   'The provider asks to wait 20 seconds.'), ''),
    'error-500': (('The provider has a problem', 'The server had an error while processing',
                   'It is on their side. Try again later.'), ''),
    'error-503': (('The provider is overloaded', 'The engine is currently overloaded',
                   'Wait a little, then try again.'), ''),
    'error-529': (('The provider is overloaded', 'Overloaded',
                   'Wait a little, then try again.'), ''),
    'error-midstream': (('The provider has a problem', 'The server had an error while processing'),
                        'This answer comes'),
    'html': (('This is not a model server’s answer', 'A web page came instead of an answer.'), ''),
    'no-done@1000': (('The connection ended before the answer was whole.', *LOST), WHOLE),
    'drop-600': (('was lost before the answer was complete.', *LOST), 'Form draw'),
    'reset-600': (('was lost before the answer was complete.', *LOST), 'Form draw'),
}

# Asked three times more before it counts, after short waits.
REPEATED = ('error-500', 'error-503', 'error-529')

# Scenes that are strange, and yet answers.
SUCCESSES = {
    'not-sse': WHOLE,
    'malformed-json@1000': WHOLE,
    'crlf@1000': WHOLE,
    'bom@1000': WHOLE,
    'split-utf8@1000': 'Zürich, naïve café, Ελληνικά, Привет, 你好世界, こんにちは, 🚀',
}


class ErrorTest(WindowTest):

    def ask_next(self, before=1):
        """The next message works, and sends nothing that was never answered."""
        self.ask('echo', 'and now?')
        self.assertEqual(self.answer(), 'and now?')
        self.assertEqual(self.turns(self.wait_requests(before + 1)[-1])[-1], ('user', 'and now?'))

    def check_failure(self, scene):
        words, beginning = FAILURES[scene]
        self.app.choose_model(scene)
        self.app.say('a question')
        if scene == 'error-429':
            self.app.press_in_message('Cancel')
        self.wait_notice(words[0])
        self.app.wait_idle()
        for part in words:
            self.assertIn(part, self.notice())
        self.assertIn('\nYou:\na question', self.app.transcript())
        self.assertIn('Retry', [node.name for node in self.app.rows()[-1].find_all('button')])
        if beginning:
            self.assertIn(beginning, self.answer())
        else:
            self.assertEqual(self.answer(), '')
        title = next(word for word in words if word[0].isupper() and not word.endswith('.'))
        self.wait_announced(title)
        kept = self.answer()
        self.ask_next(4 if scene in REPEATED else 1)
        self.assertEqual('a question' in str(self.turns(self.requests()[-1])), bool(kept))

    def check_success(self, scene):
        self.app.choose_model(scene)
        self.app.say('a question')
        self.wait_answer(SUCCESSES[scene])
        self.wait_announced('Response complete')
        self.assertNotIn('Retry', [node.name for node in self.app.rows()[-1].find_all('button')])
        self.ask_next()

    def test_busy_server_is_asked_again(self):
        self.app.choose_model('busy-1')
        self.app.say('a question')
        self.wait_notice('Trying again in')
        self.assertIn('Too many requests', self.notice())
        self.wait_announced('Too many requests')
        self.wait_answer(WHOLE)
        self.app.wait_idle()
        self.assertNotIn('Trying again', self.notice())
        self.ask_next(2)

    def test_retry_now(self):
        self.app.choose_model('error-429')
        self.app.say('a question')
        for attempt in range(3):
            self.app.press_in_message('Retry Now')
            self.wait_requests(attempt + 2)
        self.wait_notice('Rate limit reached for requests per min (RPM)')
        self.app.wait_idle()
        self.ask_next(4)

    def test_stop_ends_the_wait(self):
        self.app.choose_model('error-429')
        self.app.say('a question')
        self.wait_notice('Trying again in')
        self.app.stop()
        self.assertNotIn('Trying again', self.notice())
        self.assertIn('Too many requests', self.notice())
        self.ask_next()

    def test_empty_answer(self):
        self.app.choose_model('empty')
        self.app.say('a question')
        self.wait_notice('The model answered without a word')
        self.ask_next()

    def test_slow_start_counts_the_seconds(self):
        self.app.choose_model('slow-start')
        self.app.say('a question')
        self.wait_notice(' seconds')
        self.wait_answer(BEGINNING)
        self.app.wait_idle()
        self.assertNotIn('seconds', self.notice())
        self.ask_next()

    def test_stall_can_be_stopped(self):
        self.app.choose_model('stall')
        self.app.say('a question')
        self.wait_answer('This answer')
        kept = self.answer()
        self.app.stop()
        self.wait_notice('Stopped by you')
        self.assertIn(kept, self.answer())
        self.ask_next()

    def test_huge_line(self):
        self.app.choose_model('huge-line')
        self.app.say('a question')
        self.wait_answer('One line of an event that is two mebibytes long.')
        self.app.wait_idle()
        self.ask_next()

    def test_server_that_is_away(self):
        self.app.choose_model('echo')
        self.server.stop()
        self.addCleanup(self.restart_server)
        self.app.say('a question')
        self.wait_notice('The provider can’t be reached')
        self.assertIn('No server answers at 127.0.0.1:', self.notice())

    def restart_server(self):
        self.end_program()
        type(self).server = type(self.server)()
        self.addClassCleanup(self.server.stop)


def add_tests(scenes, check):
    for scene in scenes:
        name = 'test_' + scene.partition('@')[0].replace('-', '_')
        setattr(ErrorTest, name, lambda self, scene=scene: getattr(self, check)(scene))


add_tests(FAILURES, 'check_failure')
add_tests(SUCCESSES, 'check_success')


if __name__ == '__main__':
    tap.main()
