#!/usr/bin/env python3
"""Natter is killed at random moments of an answer; what was said is there, up to the last quarter
second of it.

    NATTER_KILLS=200 build-aux/dev test kill

SPDX-License-Identifier: GPL-3.0-or-later
"""

import itertools
import json
import os
import pathlib
import random
import sqlite3
import time
import urllib.request

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest

KILLS = int(os.environ.get('NATTER_KILLS', '20'))
RATE = 200  # tokens a second
MODEL = f'long-20000@{RATE}'
MAY_MISS = 0.25  # seconds
LONGEST = 1.5  # seconds from the question to the moment from which the words count


def tokens_of(server):
    """The answer as it will be streamed, a token each."""
    question = {'model': 'long-20000@10000000', 'stream': True,
                'messages': [{'role': 'user', 'content': 'go on'}]}
    request = urllib.request.Request(server.url + '/chat/completions',
                                     json.dumps(question).encode(),
                                     {'Content-Type': 'application/json'})
    with urllib.request.urlopen(request) as body:
        events = [line[6:] for line in body.read().decode().splitlines()
                  if line.startswith('data: {')]
    deltas = [json.loads(event)['choices'][0]['delta'] for event in events]
    return [delta['content'] for delta in deltas if delta.get('content')]


def is_drained(server):
    """Whether the program has read all that came over its connections to the server."""
    port = int(server.url.split(':')[2].split('/')[0])
    for line in pathlib.Path('/proc/net/tcp').read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == '01' and int(fields[2].split(':')[1], 16) == port:
            if int(fields[4].split(':')[1], 16) > 0:
                return False
    return True


class KillTest(WindowTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tokens = tokens_of(cls.server)
        cls.ends = list(itertools.accumulate(len(token) for token in cls.tokens))
        cls.worst = 0
        cls.random = random.Random(1)
        cls.told = {}

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
        return App(profile=cls.profile)

    def connect(self):
        path = scripted_accounts.profile_data(self.profile) / 'conversations.db'
        return sqlite3.connect(path)

    def texts(self, connection):
        """Of each message what is stored of it, folded or not yet."""
        rows = connection.execute(
            "SELECT m.id, (SELECT group_concat(p.text, '') FROM (SELECT text FROM part"
            "   WHERE message = m.key AND kind = 'text' ORDER BY position) p),"
            " (SELECT group_concat(j.text, '') FROM (SELECT text FROM journal"
            "   WHERE message = m.key AND kind = 'text' ORDER BY key) j) FROM message m")
        return {name: (part or '') + (journal or '') for name, part, journal in rows}

    def stream_and_kill(self):
        """Returns the moments from which on words may be missing, and of the kill."""
        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')
        self.app.choose_model(MODEL)
        self.app.say('go on')
        deadline = time.monotonic() + self.random.uniform(0.05, LONGEST)
        while time.monotonic() < deadline:
            time.sleep(0.005)  # a random moment is what is wanted here
        wait(lambda: is_drained(self.server), 'the program to have read what came')
        counted = time.time()
        while time.time() < counted + MAY_MISS:
            time.sleep(0.005)
        killed = time.time()
        self.app.kill()
        return counted, killed

    def check(self, counted, killed):
        started = wait(self.requests, 'the request to be told of')[-1]['started']
        with self.connect() as connection:
            self.assertEqual(connection.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
            texts = self.texts(connection)
        for name, text in self.told.items():
            self.assertEqual(texts[name], text)
        fresh = [text for name, text in texts.items()
                 if name not in self.told and text != 'go on']
        self.assertEqual(len(fresh), 1, 'one new answer')
        self.assertTrue(''.join(self.tokens).startswith(fresh[0]))
        stored = sum(end <= len(fresh[0]) for end in self.ends)
        sent = int((counted - started) * RATE)
        type(self).worst = max(self.worst, (killed - started - stored / RATE) * 1000)
        self.assertGreaterEqual(stored, min(sent, len(self.tokens)),
                                f'{sent - stored} tokens that had been read are missing')
        type(self).told = texts

    def test_kills(self):
        for _ in range(KILLS):
            before = len(self.server.requests())
            counted, killed = self.stream_and_kill()
            wait(lambda before=before: len(self.server.requests()) > before, 'the end of a request')
            self.check(counted, killed)
            type(self).app = App(profile=self.profile)
        print(f'# {KILLS} kills: at worst {self.worst:.0f} ms of words were missing')


if __name__ == '__main__':
    tap.main()
