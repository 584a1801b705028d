#!/usr/bin/env python3
"""Of a temporary chat nothing comes to the disk: no word of it is in any file of the profile, while
it lives, after a quit, and after a death in the middle of an answer.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest

NOTICE = 'Temporary chat. Nothing of it is kept'
WORDS = ('quizzaciously', 'sesquipedalian', 'floccinaucinihili')


def folders():
    """Where the program may write: all that it is given for a home, and its profiles."""
    names = ('HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME',
             'XDG_RUNTIME_DIR')
    return [pathlib.Path(os.environ[name]) for name in names if os.environ.get(name)]


def files_with(words):
    """The files that hold any of the words, in UTF-8 or UTF-16."""
    needles = [word.encode(code) for word in words for code in ('utf-8', 'utf-16-le')]
    found = set()
    for folder in folders():
        for path in folder.rglob('*'):
            if path.is_file() and not path.is_symlink():
                data = path.read_bytes()
                if any(needle in data for needle in needles):
                    found.add(str(path))
    return found


class TemporaryTest(WindowTest):

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
        return App(profile=cls.profile)

    def begin(self):
        self.app.key('ctrl+shift+t')
        self.app.wait_for('label', lambda name: name.startswith(NOTICE))
        self.app.wait_for(None, 'Temporary Chat')

    def stored(self, title):
        """Whether an ordinary chat is in the database: what comes after it would be as well."""
        path = scripted_accounts.profile_data(self.profile)
        return any(title.encode() in file.read_bytes() for file in path.glob('conversations.db*'))

    def say_all(self):
        first, second, third = WORDS
        self.app.choose_model('echo')
        self.app.say(f'{first} he wrote')
        self.app.wait_idle()
        self.assertEqual(self.answer(), f'{first} he wrote')
        # a draft, and another question while an ordinary chat is written to the disk
        self.app.type(f'{second} is a draft')
        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')
        self.app.say('an ordinary question')
        self.app.wait_idle()
        wait(lambda: self.stored('an ordinary question'), 'the ordinary chat to be stored')
        self.app.open_chat(f'{first} he wrote')
        wait(lambda: self.app.composer.text == f'{second} is a draft', 'the draft to be there')
        self.app.composer.set_text('')
        self.app.choose_model('long-400@200')
        self.app.say(third)
        self.app.wait_said(third)
        self.assertTrue(files_with(('an ordinary question',)), 'what is kept is found')

    def test_leaves_nothing_after_a_quit(self):
        self.begin()
        self.say_all()
        self.app.wait_idle()
        self.assertEqual(files_with(WORDS), set())
        self.app.key('ctrl+q')
        self.app.wait_end()
        self.assertEqual(files_with(WORDS), set())
        type(self).app = App(profile=self.profile)
        wait(lambda: self.app.conversations() == ['an ordinary question'], 'only what was kept')

    def test_leaves_nothing_after_a_kill(self):
        self.begin()
        self.say_all()
        self.app.kill()
        self.assertEqual(files_with(WORDS), set())

    def test_is_said_and_comes_back(self):
        """The notice is there while it is open, and a draft as long as nothing was said."""
        self.begin()
        self.app.type('not yet')
        self.app.key('ctrl+n')
        self.app.wait_gone('label', lambda name: name.startswith(NOTICE))
        self.assertEqual(self.app.composer.text, '')
        self.begin()
        self.assertEqual(self.app.composer.text, 'not yet')
        self.app.composer.set_text('')


if __name__ == '__main__':
    tap.main()
