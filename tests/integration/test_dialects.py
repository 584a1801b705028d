#!/usr/bin/env python3
"""A conversation in dialects other than OpenAI's: what the window shows of each end, and of a wait.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import re
import tempfile
import unittest

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest

LOST = 'was lost before the answer was complete.'


class DialectTest:
    """The same in each dialect, with an account that was saved before the program began."""

    @classmethod
    def start_program(cls):
        profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(profile), cls.server.url,
                                [cls.dialect])
        return App(profile=profile)

    def buttons(self):
        """Below the last message."""
        return [node.name for node in self.app.rows()[-1].find_all('button')]

    def ask_next(self, count):
        """The next message works, and the model is told what was said before, and by whom."""
        kept = self.answer()
        self.ask('echo', 'and now?')
        self.assertEqual(self.answer(), 'and now?')
        turns = self.turns(self.wait_requests(count)[-1])
        self.assertEqual(turns[-1], ('user', 'and now?'))
        self.assertEqual([who for who, _ in turns[:-1]], ['user', self.assistant] if kept else [])

    def test_answer(self):
        self.ask('echo', 'Grüße')
        self.assertEqual(self.answer(), 'Grüße')
        self.wait_announced('Response complete')
        self.assertNotIn('Retry', self.buttons())
        self.assertEqual(self.turns(self.wait_requests(1)[0]), [('user', 'Grüße')])
        self.ask_next(2)

    def test_reasoning(self):
        self.ask('thinker@500', 'Think.')
        self.assertIn('I thought about it, and the short answer is enough.', self.answer())
        self.ask_next(2)

    def test_models_are_listed(self):
        self.app.choose_model('markdown')
        self.assertTrue(self.server.requests(self.lists_at))

    def test_bad_key(self):
        self.app.choose_model('error-401')
        self.app.say('a question')
        self.wait_notice('The key was not accepted')
        self.assertIn(self.bad_key, self.notice())
        self.assertIn('Check the API key in Preferences.', self.notice())
        self.assertIn('Retry', self.buttons())
        self.assertEqual(self.answer(), '')
        self.wait_announced('The key was not accepted')
        self.ask_next(2)

    def test_wait_ends_by_itself(self):
        self.app.choose_model('busy-1')
        self.app.say('a question')
        self.wait_announced('Trying again in')
        self.wait_answer('This answer comes from a scripted server')
        self.app.wait_idle()
        self.assertNotIn('Trying again', self.notice())
        self.assertNotIn('Retry Now', self.buttons())
        self.ask_next(3)

    def seconds_left(self):
        """What the countdown below the last message says, None where there is none."""
        found = re.search(r'Trying again in (\d+) seconds?', self.notice())
        return int(found.group(1)) if found else None

    def test_wait_counts_down_and_is_shortened(self):
        self.app.choose_model('wait-100')
        self.app.say('a question')
        first = wait(self.seconds_left, 'a countdown')
        self.assertGreater(first, 60)
        self.assertIn('Too many requests', self.notice())
        self.assertIn(self.too_many, self.notice())
        self.wait_announced('Trying again in')
        wait(lambda: self.seconds_left() < first, 'another second to pass')
        self.assertTrue(self.app.busy)

        self.app.press_in_message('Retry Now')
        self.wait_answer('This answer comes from a scripted server')
        self.app.wait_idle()
        self.assertIsNone(self.seconds_left())
        self.ask_next(3)

    def test_wait_is_cancelled(self):
        self.app.choose_model('error-429')
        self.app.say('a question')
        wait(self.seconds_left, 'a countdown')
        self.app.press_in_message('Cancel')
        self.app.wait_idle()
        wait(lambda: 'Retry' in self.buttons(), 'Retry')
        self.wait_notice('Too many requests')
        self.assertIsNone(self.seconds_left())
        self.assertNotIn('Retry Now', self.buttons())
        self.assertEqual(self.answer(), '')
        self.ask_next(2)

    def test_drop(self):
        self.app.choose_model('drop-900')
        self.app.say('a question')
        self.wait_notice(LOST)
        self.assertIn('Connection lost', self.notice())
        self.assertIn('Retry', self.buttons())
        self.assertIn('Form', self.answer())
        self.ask_next(2)

    def test_error_midstream(self):
        self.app.choose_model('error-midstream')
        self.app.say('a question')
        self.wait_notice('The provider has a problem')
        self.assertIn(self.problem, self.notice())
        self.assertIn('This answer comes', self.answer())
        self.ask_next(2)


class ProfileTest(WindowTest):
    """The accounts that a profile to try things in has: one for each dialect."""

    @classmethod
    def start_program(cls):
        profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(profile), cls.server.url)
        return App(profile=profile)

    def test_each_dialect_lists_its_models(self):
        listed = self.app.search_models('thinker')
        for dialect in scripted_accounts.DIALECTS:
            name = scripted_accounts.name(dialect)
            wait(lambda name=name: listed.find('label', name, showing=False), name)
        self.app.key('Escape')

    def test_first_model_answers(self):
        self.assertEqual(self.app.model, 'demo')
        self.app.say('What can you do?')
        self.wait_answer('That is the tour.')


class ScriptedAccountsTest(unittest.TestCase):
    """Written again and again, they leave all else as it is."""

    def write(self, *urls, old=None):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'providers.json')
            if old:
                path.write_text(json.dumps(old))
            for url in urls:
                scripted_accounts.write(folder, url)
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            return json.loads(path.read_text())

    def test_addresses(self):
        found = self.write('http://127.0.0.1:1/v1', 'http://127.0.0.1:2/v1')['providers']
        self.assertEqual({one['dialect']: one['base-url'] for one in found}, {
            'openai-chat': 'http://127.0.0.1:2/v1', 'openai-responses': 'http://127.0.0.1:2/v1',
            'anthropic': 'http://127.0.0.1:2/v1', 'gemini': 'http://127.0.0.1:2/v1beta',
            'cohere-v2': 'http://127.0.0.1:2/v2', 'ollama': 'http://127.0.0.1:2'})
        self.assertEqual(len(found), 6)

    def test_what_is_there_stays(self):
        old = {'version': 1, 'providers': [{'id': 'mine', 'name': 'Mine'}],
               'favourites': ['mine/m'],
               'defaults': {'model': 'mine/m', 'system-prompt': 'Be brief.'}}
        new = self.write('http://127.0.0.1:1/v1', old=old)
        self.assertEqual(new['providers'][0], old['providers'][0])
        self.assertEqual(len(new['providers']), 7)
        self.assertEqual(new | {'providers': None}, old | {'providers': None})


class AnthropicTest(DialectTest, WindowTest):
    dialect = 'anthropic'
    assistant = 'assistant'
    asks_at = '/v1/messages'
    lists_at = '/v1/models?limit=1000'
    bad_key = 'invalid x-api-key'
    too_many = "exceed your organization's rate limit"
    problem = 'Internal server error'

    def turns(self, request):
        return [(turn['role'], words(turn['content'])) for turn in request['body']['messages']]


class GeminiTest(DialectTest, WindowTest):
    dialect = 'gemini'
    assistant = 'model'
    asks_at = ':streamGenerateContent?alt=sse'
    lists_at = '/v1beta/models?pageSize=1000'
    bad_key = 'Request had invalid authentication credentials.'
    too_many = 'You exceeded your rate limit.'
    problem = 'An internal error has occurred.'

    def turns(self, request):
        return [(turn['role'], words(turn['parts'])) for turn in request['body']['contents']]


def words(content):
    """Of a string, or of parts of which some are text."""
    if isinstance(content, str):
        return content
    return ''.join(part.get('text', '') for part in content)


if __name__ == '__main__':
    tap.main()
