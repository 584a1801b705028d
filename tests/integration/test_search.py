#!/usr/bin/env python3
"""What was said is found again while it is typed, and opened where it was said.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import row_text, wait
from window_test import WindowTest

APPLES = 'where do green apples grow'
NEEDLE = 'a needle lies here'
QUINCES = 'what quinces taste like'
WEATHER = '明日の天気は晴れ'


class SearchTest(WindowTest):

    @classmethod
    def start_program(cls):
        profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(profile), cls.server.url,
                                ['openai-chat'])
        return App(profile=profile)

    @classmethod
    def furnish(cls, app):
        app.choose_model('echo')
        app.ask(APPLES)
        app.key('ctrl+n')
        app.ask(WEATHER)
        # Two answers in one place: the one that repeats the words is not the one that is shown.
        app.key('ctrl+n')
        app.ask(QUINCES)
        app.choose_model('long-200')
        app.key('ctrl+r')
        wait(lambda: not app.busy and QUINCES not in app.answer(), 'the other answer')
        # So long that its beginning is out of sight.
        app.key('ctrl+n')
        app.choose_model('echo')
        app.ask(NEEDLE)
        app.choose_model('long-10000')
        app.ask('and now a story')

    def prepare(self):
        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')
        self.app.key('ctrl+shift+f')
        wait(lambda: self.entry.focused, 'the search to have the focus')
        self.entry.set_text('')
        wait(lambda: self.app.find('list', 'Conversations'), 'the conversations')

    @property
    def entry(self):
        return self.app.part('entry', 'Search')

    def results(self):
        """What is found: a description of each row."""
        found = self.app.find('list', 'Search Results')
        return [row.description for row in found.children()] if found else []

    def wait_results(self, *wanted):
        """Until each of these is in a row of its own, whatever the order, and nothing else."""
        def found():
            rows = self.results()
            return len(rows) == len(wanted) and all(
                any(words in row for row in rows) for words in wanted)

        wait(found, f'the results {wanted}')

    def wait_in_view(self, words):
        """Until the row of the transcript that says so can be read."""
        def look():
            for row in self.app.rows():
                if row.showing and words in row_text(row):
                    return 0 < row.middle()[1] < self.app.size()[1]
            return False

        wait(look, f'“{words}” in sight')

    def resize(self, width, height):
        """What moves to a page of its own is another object for the bus."""
        self.app.resize(width, height)
        self.app.parts.clear()

    def test_message_is_opened_where_it_is(self):
        self.app.keys('NEED')
        self.wait_results('You: a needle lies here', 'echo: a needle lies here',
                          'Title of the conversation')
        self.app.keys('le from:me')
        self.wait_results('You: a needle lies here')
        self.wait_announced('1 match in 1 conversation')
        self.app.key('Return')
        wait(lambda: self.app.title == NEEDLE, 'the conversation')
        self.wait_in_view(NEEDLE)
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')

    def test_branch_is_shown(self):
        self.app.open_chat(QUINCES)
        wait(self.app.rows, 'the conversation to be read')
        self.assertNotIn('quinces', self.answer())
        self.app.key('ctrl+shift+f')
        self.app.keys('quinces from:model')
        self.wait_results('echo: what quinces taste like')
        self.app.key('Return')
        self.wait_answer(QUINCES)
        self.wait_notice('1 / 2')
        self.wait_in_view(QUINCES)
        self.app.key('ctrl+shift+f')
        self.app.key('Escape')
        self.app.press_in_message('Next Answer')
        wait(lambda: QUINCES not in self.answer(), 'the other answer')

    def test_operators(self):
        for text, *wanted in (
            ('"green apples" from:me', 'You: where do green apples grow'),
            ('"apples green"',),
            ('from:model model:echo apples', 'echo: where do green apples grow'),
            ('model:long needle',),
            ('apples after:2020 from:me', 'You: where do green apples grow'),
            ('apples before:2020',),
            ('apples has:code',),
            ('apples in:nowhere',),
        ):
            with self.subTest(text):
                self.entry.set_text(text)
                self.wait_results(*wanted)
                if not wanted:
                    self.app.wait_for('label', 'Nothing found')

    def test_two_characters_without_spaces(self):
        self.entry.set_text('天気 from:me')
        self.wait_results(f'You: {WEATHER}')
        self.app.key('Return')
        wait(lambda: self.app.title == WEATHER, 'the conversation')

    def test_nothing_found(self):
        self.app.keys('zebra')
        self.wait_announced('Nothing found')
        self.app.wait_for('label', lambda name: 'from:me' in name and 'has:code' in name)
        self.app.key('BackSpace', 'Escape')
        wait(lambda: self.app.find('list', 'Conversations'), 'the conversations')

    def test_keys_alone(self):
        self.app.composer.insert('a draft')
        self.app.key('ctrl+l')
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')
        self.app.key('ctrl+shift+f')
        self.app.keys('appl')
        wait(lambda: len(self.results()) == 3, 'what is found')
        self.app.key('Down', 'Down')
        row = wait(lambda: next((row for row in self.app.find('list', 'Search Results').children()
                                 if row.focused), None), 'a result to have the focus')
        second = self.results()[1]
        self.assertEqual(row.description, second)
        # Whoever writes on writes on in the entry.
        self.app.keys('es')
        wait(lambda: self.entry.text == 'apples' and self.entry.focused, 'the entry')
        self.app.key('Down', 'Up')
        wait(lambda: self.entry.focused, 'the entry')
        self.app.key('Escape')
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')
        self.assertEqual(self.entry.text, '')
        self.assertEqual(self.app.composer.text, 'a draft')
        self.app.composer.set_text('')
        self.app.key('ctrl+shift+f')
        self.app.keys('apples from:me')
        self.wait_results(f'You: {APPLES}')
        self.app.key('Down', 'Return')
        wait(lambda: self.app.title == APPLES, 'the conversation')

    def test_narrow_window(self):
        """The search has a page of its own then, from which the keys lead back."""
        self.app.key('Escape')
        width, height = self.app.size()
        self.resize(360, 640)
        self.app.key('ctrl+l')
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')
        self.app.key('ctrl+shift+f')
        wait(lambda: self.entry.focused, 'the search to have the focus')
        self.app.keys('needle')
        wait(lambda: len(self.results()) == 3, 'what is found')
        self.app.key('Escape')
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')
        self.app.key('ctrl+shift+f')
        self.app.keys('needle from:me')
        self.wait_results('You: a needle lies here')
        self.app.key('Return')
        self.wait_in_view(NEEDLE)
        self.resize(width, height)

    def test_escape_does_not_stop_the_answer(self):
        self.app.key('Escape')
        self.app.choose_model('stall')
        self.app.send('what goes on')
        self.wait_answer('This answer')
        self.app.key('ctrl+shift+f')
        self.app.keys('apples')
        wait(self.results, 'what is found')
        self.app.key('Escape')
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')
        self.assertTrue(self.app.busy)
        self.app.key('Escape')
        self.app.wait_idle()
        self.app.choose_model('echo')

    def test_what_is_new_is_found(self):
        self.entry.set_text('rhubarb')
        self.app.wait_for('label', 'Nothing found')
        self.app.key('ctrl+l')
        self.app.choose_model('echo')
        self.app.ask('how to bake rhubarb')
        # The question was stored before it was sent.
        self.app.key('ctrl+shift+f')
        wait(lambda: 'You: how to bake rhubarb' in self.results(), 'what is found')


if __name__ == '__main__':
    tap.main()
