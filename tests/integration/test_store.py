#!/usr/bin/env python3
"""What was said is there again: after a quit, and after a death in the middle of an answer.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sqlite3

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest


class StoreTest(WindowTest):
    asks_at = '/api/chat'  # whose models go on with an answer that stands last

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['ollama'])
        return App(profile=cls.profile)

    def prepare(self):
        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')

    def restart(self):
        self.end_program()
        type(self).app = App(profile=self.profile)

    def open_conversation(self, title):
        self.app.point(self.app.wait_for('list item', title))
        wait(self.app.rows, 'the conversation to be read')

    def quit(self):
        self.app.key('ctrl+q')
        self.app.wait_end()

    def database(self):
        return scripted_accounts.profile_data(self.profile) / 'conversations.db'

    def test_conversations_are_there_again(self):
        self.ask('echo', 'what is kept')
        self.assertEqual(self.answer(), 'what is kept')
        transcript = self.app.transcript()
        self.quit()
        self.restart()
        self.open_conversation('what is kept')
        self.assertEqual(self.app.transcript(), transcript)
        self.ask('echo', 'and goes on')
        self.assertEqual(self.turns(self.requests()[-1]),
                         [('user', 'what is kept'), ('assistant', 'what is kept'),
                          ('user', 'and goes on')])

    def test_answer_survives_a_kill(self):
        self.app.choose_model('long-10000')
        self.app.say('a long story')
        self.app.wait_text(600)
        self.restart()
        self.open_conversation('a long story')
        self.wait_notice('Natter was closed while this answer came')
        self.assertTrue(self.answer())
        with sqlite3.connect(f'file:{self.database()}?mode=ro', uri=True) as connection:
            self.assertEqual(connection.execute('PRAGMA integrity_check').fetchall(), [('ok',)])

    def last_stored(self):
        """The text of the last answer in the database that has its end."""
        with sqlite3.connect(f'file:{self.database()}?mode=ro', uri=True) as connection:
            rows = connection.execute(
                "SELECT (SELECT group_concat(p.text, '') FROM (SELECT text FROM part"
                "   WHERE message = m.key AND kind = 'text' ORDER BY position) p)"
                " FROM message m WHERE m.role = 'assistant' AND NOT m.streaming"
                " ORDER BY m.key DESC").fetchall()
        return rows[0][0] or '' if rows else ''

    def streamed(self):
        """How many characters of answers in flight are in the database."""
        with sqlite3.connect(f'file:{self.database()}?mode=ro', uri=True) as connection:
            return connection.execute('SELECT sum(length(text)) FROM journal').fetchone()[0] or 0

    def test_rest_survives_a_kill(self):
        """An answer that goes on is one text, wherever it was broken off."""
        self.app.choose_model('long-4000@400')
        self.app.say('a story in three parts')
        self.app.wait_text(300)
        self.app.stop()
        first = wait(self.last_stored, 'the first part to be stored')
        self.app.press_in_message('Continue')
        wait(lambda: self.streamed() > 600, 'more of it to come')
        self.restart()
        self.open_conversation('a story in three parts')
        self.wait_notice('Natter was closed while this answer came')
        second = self.last_stored()
        self.assertTrue(second.startswith(first))
        self.assertGreater(len(second), len(first))
        self.app.press_in_message('Continue')
        self.app.wait_idle(60)
        wait(lambda: len(self.last_stored()) > len(second), 'the rest to be stored')
        whole = self.last_stored()
        self.app.say('the whole story')
        self.app.wait_idle(60)
        wait(lambda: self.last_stored() == whole, 'the story without a seam')

    def test_draft_survives_a_kill(self):
        self.app.type('half a thought')
        wait(lambda: self.draft() == 'half a thought', 'the draft to be stored')
        self.restart()
        wait(lambda: self.app.composer.text == 'half a thought', 'the draft to be there again')
        self.app.composer.set_text('')

    def draft(self):
        with sqlite3.connect(f'file:{self.database()}?mode=ro', uri=True) as connection:
            rows = connection.execute("SELECT text FROM draft WHERE conversation = ''").fetchall()
        return rows[0][0] if rows else None

    def test_siblings_are_there_again(self):
        self.ask('echo', 'twice')
        self.app.press_in_message('Answer Again')
        self.app.wait_idle()
        self.wait_notice('2 / 2')
        self.app.press_in_message('Previous Answer')
        self.wait_notice('1 / 2')
        self.quit()
        self.restart()
        self.open_conversation('twice')
        self.wait_notice('1 / 2')


if __name__ == '__main__':
    tap.main()
