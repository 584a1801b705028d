#!/usr/bin/env python3
"""Natter among the rest of the desktop: addresses, notifications, sleep, and the desktop's search.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import ctypes
import subprocess
import urllib.parse

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest

# isort: split: what comes from GLib only after natter_tree has set the scene
from fake_desktop import Desktop  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402

ID = 'io.github.natter_chat.Natter'
# Of the session manager's interface: logging out is 1, suspending 4.
LOGOUT_AND_SUSPEND = 1 | 4


class DesktopTest(WindowTest):
    """One program with the desktop around it."""

    @classmethod
    def setUpClass(cls):
        cls.desktop = Desktop()
        cls.addClassCleanup(cls.desktop.stop)
        wait(cls.desktop.is_ready, 'the desktop')
        super().setUpClass()

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
        return App(profile=cls.profile)

    def prepare(self):
        self.app.focus_window()
        super().prepare()
        wait(lambda: not self.desktop.notifications(), 'no notification')

    def look_away(self):
        """The focus is nobody's."""
        x = ctypes.CDLL('libX11.so.6')
        x.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x.XOpenDisplay(None))
        x.XSetInputFocus(display, ctypes.c_ulong(0), 0, ctypes.c_ulong(0))
        x.XCloseDisplay(display)

    # Addresses

    def open(self, *arguments):
        """As another program would: a second process, which hands over and ends."""
        return subprocess.run(['natter', '--profile', self.profile, *arguments],
                              capture_output=True, text=True, timeout=60, check=False)

    def address(self, text):
        return f'natter:new?text={urllib.parse.quote(text)}'

    def test_address_fills_the_composer(self):
        self.assertEqual(self.open(self.address('two\nlines & “more” 😀')).returncode, 0)
        wait(lambda: self.app.composer.text == 'two\nlines & “more” 😀', 'the text')
        self.assertFalse(self.app.busy)
        self.assertEqual(self.requests(), [])
        self.assertEqual(self.app.rows(), [])

    def test_address_keeps_what_was_written(self):
        self.app.type('a thought of mine')
        self.open(self.address('a stranger’s'))
        wait(lambda: self.app.composer.text == 'a thought of mine\n\na stranger’s', 'both')
        self.open(self.address('a stranger’s'))
        self.open('natter:new')
        self.assertEqual(self.app.composer.text, 'a thought of mine\n\na stranger’s')

    def test_address_leaves_another_conversation_alone(self):
        self.app.choose_model('echo')
        self.app.ask('something said')
        self.app.type('not sent yet')
        self.open(self.address('elsewhere'))
        wait(lambda: self.app.composer.text == 'elsewhere', 'a new chat')
        self.app.composer.set_text('')
        self.app.open_chat('something said')
        wait(lambda: self.app.composer.text == 'not sent yet', 'the draft')
        self.app.composer.set_text('')

    def test_hostile_addresses_do_nothing(self):
        for address in ('natter:', 'natter:send?text=now', 'natter:new?send=1', 'natter:new?text=',
                        'natter:new?text=%FF%FE', 'natter:new?text=%00', 'natter://host/new?text=a',
                        'natter:new?text=' + 'a' * 40000, 'NATTER:new#text=a',
                        'natter:new?text=%E2%80%AE'):
            with self.subTest(address=address[:40]):
                self.assertEqual(self.open(address).returncode, 0)
                self.assertEqual(self.app.composer.text, '')
        self.assertEqual(self.requests(), [])

    def test_what_is_not_an_address_is_refused(self):
        ended = self.open('https://example.org/')
        self.assertEqual(ended.returncode, 1)
        self.assertIn('https://example.org/', ended.stderr)

    # Actions of the desktop file and of notifications

    def act(self, name, *parameters):
        path = '/' + f'{ID}.{self.profile}'.replace('.', '/')
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            f'{ID}.{self.profile}', path, 'org.freedesktop.Application', 'ActivateAction',
            GLib.Variant('(sava{sv})', (name, parameters, {})), None, Gio.DBusCallFlags.NONE,
            -1, None)

    def test_new_chat_from_outside(self):
        self.app.choose_model('echo')
        self.app.ask('before the new one')
        self.act('new-chat')
        wait(lambda: not self.app.rows(), 'a new chat')

    # Notifications

    def test_answer_that_ends_unseen_is_told(self):
        self.app.choose_model('echo@8')
        self.app.say('who looks at three four five six seven')
        self.look_away()
        wait(self.desktop.notifications, 'a notification')
        ((number, (summary, body)),) = self.desktop.notifications().items()
        self.assertEqual(summary, 'who looks at three four five six seven')
        self.assertEqual(body, 'The answer is complete')

        self.act('new-chat')
        wait(lambda: not self.app.rows(), 'a new chat')
        self.desktop.click(number)
        wait(self.app.rows, 'the conversation')
        self.assertEqual(self.app.title, 'who looks at three four five six seven')
        self.app.focus_window()
        wait(lambda: not self.desktop.notifications(), 'the notification to go')

    def test_failure_is_told_and_seen_with_the_conversation(self):
        self.app.choose_model('drop-600@20')
        self.app.say('what is it that breaks off')
        self.look_away()
        wait(self.desktop.notifications, 'a notification')
        ((_, words),) = self.desktop.notifications().items()
        self.assertEqual(words, ('what is it that breaks off', 'Connection lost'))
        self.app.focus_window()
        wait(lambda: not self.desktop.notifications(), 'the notification to go')

    def test_nothing_is_told_to_who_looks(self):
        told = len(self.desktop.calls('Notify'))
        self.app.choose_model('echo')
        self.app.ask('I am here')
        self.assertEqual(len(self.desktop.calls('Notify')), told)

    def test_nothing_is_told_of_what_was_stopped(self):
        told = len(self.desktop.calls('Notify'))
        self.app.choose_model('echo@8')
        self.app.say('one two three four five six seven eight nine ten eleven twelve')
        self.wait_answer('one')
        self.look_away()
        self.app.stop()
        self.assertEqual(len(self.desktop.calls('Notify')), told)

    # Sleep

    def test_awake_while_an_answer_streams(self):
        self.app.choose_model('echo@8')
        self.app.say('stay awake for three four five six seven')
        self.wait_answer('stay')
        self.assertEqual(self.desktop.inhibitions(),
                         [(LOGOUT_AND_SUSPEND, 'An answer is being written')])
        self.app.wait_idle()
        wait(lambda: not self.desktop.inhibitions(), 'sleep to be allowed again')


class SearchProviderTest(WindowTest):
    """The desktop's search: the program is started for it, and has no window."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
        app = App(profile=cls.profile)
        try:
            for model, words in (('echo', 'where do green apples grow'),
                                 ('long-10000', 'a story about pears'),
                                 ('echo', 'are pears green')):
                app.key('ctrl+n')
                app.choose_model(model)
                app.ask(words)
            app.key('ctrl+q')
            app.wait_end()
        finally:
            app.kill()

    def setUp(self):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.name = f'{ID}.{self.profile}'
        self.asked_of_all = len(self.server.requests(''))
        self.app = App.__new__(App)
        self.app.start('--gapplication-service', profile=self.profile)
        self.addCleanup(self.app.kill)
        wait(self.has_owner, 'the service')

    def has_owner(self):
        return self.bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus',
                                  'NameHasOwner', GLib.Variant('(s)', (self.name,)), None,
                                  Gio.DBusCallFlags.NONE, -1, None).unpack()[0]

    def call(self, method, signature, *arguments):
        answer = self.bus.call_sync(
            self.name, '/' + self.name.replace('.', '/') + '/SearchProvider',
            'org.gnome.Shell.SearchProvider2', method, GLib.Variant(signature, arguments), None,
            Gio.DBusCallFlags.NONE, 20000, None).unpack()
        return answer[0] if answer else None

    def find(self, *terms):
        return self.call('GetInitialResultSet', '(as)', terms)

    def described(self, identifiers):
        return [(meta['name'], meta.get('description', ''))
                for meta in self.call('GetResultMetas', '(as)', identifiers)]

    def titles(self, identifiers):
        return sorted(name for name, _ in self.described(identifiers))

    def test_found_without_a_window(self):
        # Asked as soon as the name is there: the conversations may not be.
        found = self.find('pears')
        self.assertEqual(self.titles(found), ['a story about pears', 'are pears green'])
        found = self.call('GetSubsearchResultSet', '(asas)', found, ['pears', 'gre'])
        self.assertEqual(self.titles(found), ['are pears green'])
        self.assertEqual(self.find('nothing', 'like', 'that'), [])
        self.assertEqual(self.find(''), [])
        self.assertEqual(self.described(['no/such']), [])
        self.assertEqual(self.app.window_ids(), [])
        # Nor was any provider asked for anything.
        self.assertEqual(len(self.server.requests('')), self.asked_of_all)

    def test_a_search_that_another_one_follows_is_answered_with_nothing(self):
        self.find('pears')
        answers = []
        for terms in (['p'], ['pe'], ['pea'], ['pears']):
            self.bus.call(
                self.name, '/' + self.name.replace('.', '/') + '/SearchProvider',
                'org.gnome.Shell.SearchProvider2', 'GetInitialResultSet',
                GLib.Variant('(as)', (terms,)), None, Gio.DBusCallFlags.NONE, 20000, None,
                lambda bus, result: answers.append(bus.call_finish(result).unpack()[0]))
        wait(lambda: len(answers) == 4, 'an answer to each')
        self.assertEqual(self.titles(answers[-1]), ['a story about pears', 'are pears green'])

    def test_opened(self):
        found = self.find('pears', 'story')
        self.call('ActivateResult', '(sasu)', found[0], ['pears', 'story'], 0)
        self.app.attach()
        wait(lambda: self.app.title == 'a story about pears', 'the conversation')
        wait(self.app.rows, 'its messages')

    def test_searched_in_the_window(self):
        self.call('LaunchSearch', '(asu)', ['green'], 0)
        self.app.attach()
        wait(lambda: self.app.find('list', 'Search Results'), 'the results')
        self.assertEqual(self.app.part('entry', 'Search').text, 'green')


if __name__ == '__main__':
    tap.main()
