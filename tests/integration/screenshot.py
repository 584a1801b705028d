#!/usr/bin/env python3
"""A picture of the window in one of its states.

    build-aux/headless tests/integration/screenshot.py FILE [OPTIONS]

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import pathlib
import subprocess
import sys

from natter_driver import App, DriverError, Server

PROMPT = 'What can you do?'


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


SCENES = {scene.__name__: scene for scene in (
    welcome, empty, streaming, finished, retrying, error, preferences)}


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
        endpoint = [] if options.scene == 'welcome' else ['--endpoint', server.url]
        app = App(*endpoint, profile='screenshot', env=look(options))
        app.resize(width, height)
        SCENES[options.scene](app)
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
