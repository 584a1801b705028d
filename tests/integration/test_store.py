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

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
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
