#!/usr/bin/env python3
"""A picture of the window in one of its states.

    build-aux/headless tests/integration/screenshot.py FILE [OPTIONS]

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import pathlib
import subprocess
import sys

import damaged_scenes
import long_answer
import scripted_accounts
from natter_driver import App, DriverError, Server
from natter_tree import wait

PROMPT = 'What can you do?'
PROFILE = 'screenshot'
SAID = (
    'Which apples are best for a pie?',
    'My grandmother, who was never wrong about cakes, said that one should take three kinds of '
    'apples: a sour one for the taste, a sweet one against the sugar, and for the scent whatever '
    'apple grows nearest. Is that so?',
    'ما هو أفضل نوع من التفاح لفطيرة apple pie؟',
    '林檎のレシピを教えてください (apple pie)',
)


def look(options):
    """libadwaita's own switches, so that no desktop setting is needed."""
    env = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if options.dark else 'prefer-light'}
    if options.contrast:
        env['ADW_DEBUG_HIGH_CONTRAST'] = '1'
    if options.locale:
        env['LC_ALL'] = options.locale
    return env


def welcome(app):
    app.wait_for('button', 'Add a Provider')


def empty(app):
    app.wait_for('button', 'Send')


def streaming(app):
    app.send(PROMPT)
    app.wait_for('button', 'Stop')
    app.wait_text(400)


def finished(app):
    app.ask(PROMPT, patience=120)


def blocks(app):
    """An answer with a block of each kind."""
    app.choose_model('echo')
    app.say(long_answer.ANSWER)
    app.wait_idle()
    app.wait_said('The end.')
    app.key('ctrl+End')


def retrying(app):
    app.choose_model('error-429')
    app.send(PROMPT)
    app.wait_for('button', 'Retry Now')


def error(app):
    app.choose_model('error-401')
    app.send(PROMPT)
    app.wait_for('button', 'Retry')


def preferences(app):
    app.key('ctrl+comma')
    app.wait_for('label', 'Answers')


def talk(app):
    """Conversations to look through."""
    app.choose_model('echo')
    for text in SAID:
        app.key('ctrl+n')
        app.ask(text)


def search(app):
    talk(app)
    app.key('ctrl+shift+f')
    app.wait_for('entry', 'Search').set_text('apple')
    wait(lambda: app.find('list', 'Search Results'), 'what is found')


def nothing(app):
    search(app)
    app.wait_for('entry', 'Search').set_text('zebra')
    app.wait_for('label', 'Nothing found')


def found(app):
    search(app)
    app.key('Return')
    wait(lambda: app.rows(), 'the message')


SCENES = {scene.__name__: scene for scene in (
    welcome, empty, streaming, finished, blocks, retrying, error, preferences, search, nothing,
    found)}
# With what is stored, which a server on the command line has not.
STORED = ('search', 'nothing', 'found')

# What is kept is damaged, or can't be written; each is its name in damaged_scenes.
DAMAGED = {scene.__name__: scene for scene in (
    damaged_scenes.full, damaged_scenes.newer, damaged_scenes.recovered, damaged_scenes.unreadable,
    damaged_scenes.unsaved)}
SCENES |= DAMAGED
STORED += tuple(DAMAGED)


def main():
    parser = argparse.ArgumentParser(prog='build-aux/dev screenshot')
    parser.add_argument('file', type=pathlib.Path)
    parser.add_argument('--scene', choices=SCENES, default='finished')
    parser.add_argument('--dark', action='store_true')
    parser.add_argument('--contrast', action='store_true', help='high contrast')
    parser.add_argument('--locale', help='for example ar_EG.UTF-8')
    parser.add_argument('--size', default='1000x760', help='WIDTHxHEIGHT, for example 360x640')
    options = parser.parse_args()
    width, height = map(int, options.size.split('x'))

    server = app = None
    try:
        server = Server()
        endpoint = [] if options.scene in ('welcome', *STORED) else ['--endpoint', server.url]
        if options.scene in STORED:
            scripted_accounts.write(scripted_accounts.profile_folder(PROFILE), server.url,
                                    ['openai-chat'])
        app = App(*endpoint, profile=PROFILE, env=look(options))
        app.resize(width, height)
        # A scene may need another start.
        app = SCENES[options.scene](app) or app
        app.screenshot(options.file.resolve())
    except (DriverError, OSError, subprocess.CalledProcessError) as problem:
        if app:
            app.report()
        print(f'No screenshot: {problem}', file=sys.stderr)
        return 1
    finally:
        if app:
            app.kill()
        if server:
            server.stop()

    print(options.file)
    return 0


if __name__ == '__main__':
    sys.exit(main())
