#!/usr/bin/env python3
"""Accounts: added in the dialog, used, kept; and their keys, which no file ever holds.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import stat
import subprocess
import unittest

import tap
from keyring import forbid_keyring, start_keyring
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest

KEY = 'sk-natter-test-0123456789abcdef'
# The parent of all the folders that build-aux/headless makes for a run.
HOME = pathlib.Path(os.environ['HOME']).parent


def files_that_hold(secret):
    found = []
    for folder, _, names in os.walk(HOME):
        for path in (pathlib.Path(folder) / name for name in names):
            if stat.S_ISREG(path.lstat().st_mode) and secret.encode() in path.read_bytes():
                found.append(path)
    return found


class FreshTest(WindowTest):
    """Each test begins with a program that knows no account."""

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        return App(profile=cls.profile)

    def setUp(self):
        self.end_program()
        super().setUp()

    def providers_file(self):
        return pathlib.Path(os.environ['XDG_CONFIG_HOME'], 'natter', 'profiles', self.profile,
                            'providers.json')

    def run_again(self, *arguments):
        """Starts the program once more, which hands over to the one that runs."""
        subprocess.run(['natter', '--profile', self.profile, *arguments], check=True, timeout=30)

    def check_key_is_used_and_not_written(self):
        self.ask('echo', 'open sesame')
        self.assertEqual(self.wait_requests(1)[0]['headers']['authorization'], '<set>')
        models = self.server.requests('/models')
        self.assertEqual(models[-1]['headers']['authorization'], '<set>')
        path = self.folder() / 'conversation.json'
        self.app.export(path)
        self.app.close()
        self.assertTrue(json.loads(path.read_text()))
        self.assertNotIn(KEY, path.read_text())
        self.assertNotIn(KEY, self.app.said())
        self.assertEqual(files_that_hold(KEY), [])
        # The search itself works.
        self.assertIn(self.providers_file(), files_that_hold(self.server.url))


class AccountTest(FreshTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(forbid_keyring())

    def test_nothing_is_lost_without_a_provider(self):
        self.app.type('to whom?')
        self.app.key('Return')
        self.wait_announced('Choose a model first.')
        self.app.wait_for('label', 'Choose a model first.')
        self.assertEqual(self.app.composer.text, 'to whom?')
        self.assertEqual(self.app.rows(), [])

    def test_server_without_a_key(self):
        self.app.press('Add a Provider')
        dialog = self.app.dialog('Add a Provider')
        self.app.fill_provider(dialog, 'Mine', self.server.url)
        wait(lambda: dialog.gone or not dialog.showing, 'the provider to be added')
        self.ask('echo', 'hello')
        self.assertEqual(self.answer(), 'hello')
        self.assertNotIn('authorization', self.wait_requests(1)[0]['headers'])

        saved = self.providers_file()
        self.assertEqual(stat.S_IMODE(saved.stat().st_mode), 0o600)
        self.assertIn(self.server.url, saved.read_text())
        self.app.close()
        type(self).app = App(profile=self.profile)
        self.assertEqual(self.app.model, 'echo')
        self.app.ask('again')
        self.assertEqual(self.answer(), 'again')

    def test_wrong_address_is_explained(self):
        self.app.key('ctrl+shift+a')
        dialog = self.app.dialog('Add a Provider')
        self.app.fill_provider(dialog, 'Away', 'http://127.0.0.1:9/v1')
        dialog.wait_for('label', 'The provider is saved, but its models could not be loaded')
        self.assertTrue(dialog.find('label', lambda name: 'answers at 127.0.0.1:9' in name))

    def test_key_without_a_keyring_stays_in_memory(self):
        self.app.add_provider('Guarded', self.server.url, KEY, keeps_in_memory=True)
        self.check_key_is_used_and_not_written()

    def test_key_refused_to_be_kept_saves_nothing(self):
        self.app.key('ctrl+shift+a')
        dialog = self.app.dialog('Add a Provider')
        self.app.fill_provider(dialog, 'Guarded', self.server.url, KEY)
        question = self.app.dialog('No Keyring for the Key')
        self.app.press('Cancel', within=question)
        wait(lambda: question.gone or not question.showing, 'the question to close')
        self.assertEqual(dialog.find('text', 'Address').text, self.server.url)
        self.assertFalse(self.providers_file().exists())

    def test_new_window_of_the_running_program(self):
        self.run_again('--new-window')
        second = self.app.wait_for_window()
        self.assertEqual(len(self.app.frames()), 2)
        self.assertEqual(second.rows(), [])

    def test_link_fills_the_running_program_and_never_sends(self):
        self.app.add_provider('Mine', self.server.url)
        self.app.choose_model('echo')
        self.app.type('mine')
        self.run_again('natter:new?text=from%20a%20link')
        wait(lambda: self.app.composer.text == 'mine\n\nfrom a link', 'the text of the link')
        self.assertEqual(len(self.app.frames()), 1)
        self.app.key('ctrl+Return')
        self.wait_answer('mine')
        self.wait_requests(1)


class KeyringTest(FreshTest):
    """With a real keyring on the bus."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        stop = start_keyring()
        if not stop:
            raise unittest.SkipTest('there is no gnome-keyring-daemon')
        cls.addClassCleanup(stop)

    def test_key_in_the_keyring(self):
        self.app.add_provider('Guarded', self.server.url, KEY)
        self.ask('echo', 'hello')
        self.app.close()
        type(self).app = App(profile=self.profile)
        self.asked_before += 1
        self.check_key_is_used_and_not_written()


if __name__ == '__main__':
    tap.main()
