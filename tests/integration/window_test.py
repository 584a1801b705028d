"""What the tests of the built program have in common: a scripted server and a running Natter.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import pathlib
import sys
import tempfile
import unittest

from natter_driver import App, Server
from natter_tree import events, wait


class WindowTest(unittest.TestCase):
    """A class has one server and one program, each test a conversation of its own.

    After a failure the next test gets a fresh program, so that no test depends on another.
    """

    longMessage = True
    app = None
    profiles = 0
    # How the address of a question ends.
    asks_at = '/chat/completions'

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        cls.addClassCleanup(cls.end_program)

    @classmethod
    def start_program(cls):
        return cls.start()

    @classmethod
    def start(cls, *arguments, **options):
        return App('--endpoint', cls.server.url, *arguments, profile=cls.fresh_profile(),
                   **options)

    @classmethod
    def fresh_profile(cls):
        """A name that nothing was saved under."""
        WindowTest.profiles += 1
        return f'{cls.__name__}{WindowTest.profiles}'

    @classmethod
    def furnish(cls, app):
        """What a fresh program needs before its first test."""

    @classmethod
    def end_program(cls):
        if cls.app:
            cls.app.kill()
        cls.app = None

    def setUp(self):
        cls = type(self)
        if not cls.app or cls.app.process.poll() is not None:
            cls.app = cls.start_program()
            cls.furnish(cls.app)
        self.asked_before = len(self.server.requests(self.asks_at))
        self.said_before = len(events().announcements)
        self.prepare()

    def prepare(self):
        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')
        if self.app.composer.text:
            self.app.composer.set_text('')

    def report(self):
        """After a failure: what can be seen, for whoever reads the log."""
        if self.app:
            with contextlib.suppress(Exception):
                self.app.report(sys.stderr)
        self.end_program()

    def folder(self):
        found = tempfile.TemporaryDirectory(prefix='natter-test-')
        self.addCleanup(found.cleanup)
        return pathlib.Path(found.name)

    # What the server saw since the test began; it tells of a request when its answer has ended

    def requests(self):
        return self.server.requests(self.asks_at)[self.asked_before:]

    def wait_requests(self, count):
        wait(lambda: len(self.requests()) >= count, f'{count} requests at the server')
        found = self.requests()
        self.assertEqual(len(found), count, found)
        return found

    def turns(self, request):
        """Who said what in a request."""
        return [(message['role'], message['content']) for message in request['body']['messages']]

    # What assistive technologies were told

    def announcements(self):
        return events().announcements[self.said_before:]

    def wait_announced(self, words):
        wait(lambda: any(words in said for said in self.announcements()), f'“{words}” to be said')

    # What the window shows

    def answer(self):
        """The words of the last answer, without its header and footer."""
        return self.app.answer()

    def wait_answer(self, words):
        wait(lambda: words in self.app.answer(), f'“{words}” in the answer')

    def notice(self):
        """What stands below the last message."""
        return self.app.notice()

    def wait_notice(self, words):
        wait(lambda: words in self.app.notice(), f'“{words}” below the message')

    def ask(self, model, text):
        self.app.choose_model(model)
        self.app.say(text)
        self.app.wait_idle()
