#!/usr/bin/env python3
"""The window reopens where it was: after a quit and after a death. Nobody quits unasked with words
that could not be stored.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import sqlite3
import subprocess

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import row_text, wait
from window_test import WindowTest

# isort: split: what comes from GLib only after natter_tree has set the scene
from fake_desktop import Desktop  # noqa: E402

PARAGRAPHS = [f'paragraph {number} of a long question' for number in range(1, 61)]
FIRST, LAST = PARAGRAPHS[0], PARAGRAPHS[-1]
SLOW = ' '.join(f'slow-{number}' for number in range(1, 9))
LINES = '\n\n'.join(PARAGRAPHS)


class ResumeTest(WindowTest):

    @classmethod
    def setUpClass(cls):
        # An answer that ends without a window is told in a notification.
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

    def restart(self):
        self.end_program()
        type(self).app = App(profile=self.profile)

    def quit(self):
        self.app.key('ctrl+q')
        self.app.wait_end()

    def settings(self):
        path = scripted_accounts.profile_folder(self.profile) / 'settings.ini'
        return path.read_text() if path.exists() else ''

    def wait_kept(self, words):
        wait(lambda: words in self.settings(), f'“{words}” among the settings')

    def seen(self):
        """The words of the rows that are in sight."""
        return [row_text(row) for row in self.app.rows() if row.showing]

    def scroll_up(self, clicks):
        x, y = self.app.message_list().middle()
        subprocess.run(['xdotool', 'mousemove', '--window', self.app.id, str(x), str(y),
                        'click', '--repeat', str(clicks), '4'], check=True)

    def stored(self, column):
        """What the database says of the conversation in which something was said last."""
        path = scripted_accounts.profile_data(self.profile) / 'conversations.db'
        with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True)) as database:
            return database.execute(f'SELECT {column} FROM conversation'
                                    ' ORDER BY updated DESC LIMIT 1').fetchone()[0]

    def place(self):
        """The words that the database says were at the top of the window."""
        scroll = self.stored('scroll')
        return scroll and f'paragraph {scroll.split()[1]} of a long question'

    def read_somewhere(self):
        """Leaves the end of a long conversation."""
        self.ask('echo', LINES)
        self.assertIsNone(self.place())
        self.scroll_up(12)
        wait(lambda: self.place() == self.seen()[0], 'the place to be kept')

    def test_conversation_is_open_again(self):
        self.ask('echo', 'the one that was left')
        self.app.new_chat()
        self.ask('echo', 'the one that stays open')
        self.quit()
        self.restart()
        wait(lambda: 'the one that stays open' in self.app.transcript(), 'the conversation')
        self.assertTrue(self.app.composer.focused)

        # and so is a new chat, with what was being written
        self.app.new_chat()
        self.app.type('half a thought')
        self.quit()
        self.restart()
        wait(lambda: self.app.composer.text == 'half a thought', 'the draft')
        self.assertFalse(self.app.rows())

    def test_conversation_is_open_again_after_a_kill(self):
        self.ask('echo', 'said before the end')
        self.wait_kept(self.stored('id'))
        self.app.new_chat()
        wait(lambda: self.stored('id') not in self.settings(), 'the new chat to be kept')
        self.app.open_chat('said before the end')
        self.wait_kept(self.stored('id'))
        self.app.kill()
        self.restart()
        wait(lambda: 'said before the end' in self.app.transcript(), 'the conversation')

    def test_place_is_there_again_after_a_kill(self):
        self.read_somewhere()
        self.app.kill()
        place = self.place()
        self.assertNotIn(place, (LAST, FIRST))
        self.restart()
        wait(lambda: self.seen()[:1] == [place], place)

    def test_place_of_each_conversation(self):
        self.read_somewhere()
        long = self.app.title
        place = self.seen()[0]
        self.app.new_chat()
        self.app.open_chat(long)
        wait(lambda: self.seen()[:1] == [place], place)
        self.app.key('ctrl+End')
        wait(lambda: LAST in self.seen(), 'the end')
        self.app.new_chat()
        self.app.open_chat(long)
        wait(lambda: LAST in self.seen(), 'the end')

    def test_sidebar_and_size(self):
        self.app.resize(900, 640)
        self.app.press('Chats', role='toggle button')
        self.app.wait_for('menu item')
        self.app.key('Down', 'Return')
        self.wait_kept("'archive'")
        wait(lambda: '(900, 640, false)' in self.settings(), 'the size to be kept')
        self.app.kill()
        self.restart()
        self.app.wait_for('toggle button', 'Archive')
        wait(lambda: self.app.size() == (900, 640), 'the size')

    def test_answer_goes_on_in_the_background_and_is_stored(self):
        self.app.choose_model('echo@10')
        self.app.send(SLOW)
        self.wait_answer('slow-1')
        self.app.close_window()
        wait(lambda: not self.app.frames(), 'the window to close')
        self.assertIsNone(self.app.process.poll(), 'the answer is still coming')
        self.app.wait_end()
        self.restart()
        wait(lambda: self.app.rows() and self.answer() == SLOW, 'the whole answer')
        self.assertNotIn('Interrupted', self.notice())

    # What can't be stored: another program holds the database

    def hold(self):
        path = scripted_accounts.profile_data(self.profile) / 'conversations.db'
        database = sqlite3.connect(path, isolation_level=None)
        self.addCleanup(database.close)
        database.execute('BEGIN IMMEDIATE')
        return database

    def say_what_is_not_stored(self):
        self.ask('echo', 'stored')
        database = self.hold()
        self.app.type('a draft that cannot be stored')
        self.app.wait_for('label', 'Another program holds your conversations. What is new is kept '
                          'in memory until it lets go.', patience=30)
        self.app.key('ctrl+q')
        self.app.dialog('Words Would Be Lost')
        return database

    def test_unsaved_words_keep_the_window_open(self):
        database = self.say_what_is_not_stored()
        self.app.press('Keep Open')
        self.app.wait_gone('button', 'Keep Open')
        self.app.check_alive()
        self.app.key('ctrl+q')
        self.app.dialog('Words Would Be Lost')

        # once they are stored there is nothing to ask any more
        database.execute('ROLLBACK')
        self.app.wait_end()
        self.restart()
        wait(lambda: self.app.composer.text == 'a draft that cannot be stored', 'the draft')

    def test_unsaved_words_are_lost_when_that_is_wanted(self):
        database = self.say_what_is_not_stored()
        self.app.press('Quit and Lose')
        self.app.wait_end()
        database.execute('ROLLBACK')
        self.restart()
        wait(lambda: 'stored' in self.app.transcript(), 'the conversation')
        self.assertEqual(self.app.composer.text, '')


if __name__ == '__main__':
    tap.main()
