#!/usr/bin/env python3
"""The main job, done as a person would on a virtual display: type, send, read, export, look.

    build-aux/headless tests/integration/tour.py --output FOLDER [-- NATTER ARGUMENTS]

Prints the paths of the exported conversation and of the screenshot, then the transcript.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import pathlib
import subprocess
import sys

import scripted_accounts
from natter_driver import App, DriverError, Server

PROMPT = 'What can you do?'
# What the list shows of the scripted answer is longer than this.
ANSWER_LENGTH = 400


def plain(markdown):
    return markdown.translate(str.maketrans('', '', '*_`#>'))


def agrees(exported, shown):
    """The list shows the end of a long answer; the file has all of it, and the question."""
    paragraphs = [line for line in shown.split('\n') if len(line) > 60]
    return PROMPT in exported and any(line in plain(exported) for line in paragraphs)


def tour(app, folder):
    conversation, picture = folder / 'conversation.md', folder / 'window.png'
    for path in (conversation, picture):
        path.unlink(missing_ok=True)

    app.ask(PROMPT, patience=120)
    shown = app.transcript()
    if app.find('button', 'Retry') or len(shown) < ANSWER_LENGTH:
        raise DriverError(f'the window shows no good answer:\n{shown}')
    app.screenshot(picture)
    app.export(conversation)
    exported = conversation.read_text()
    if not agrees(exported, shown):
        raise DriverError(f'the exported conversation lacks what the window shows:\n{exported}')
    app.close()
    return conversation, picture, exported


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--output', type=pathlib.Path, required=True)
    parser.add_argument('arguments', nargs='*', help='arguments for natter')
    options = parser.parse_args()
    folder = options.output.resolve()
    folder.mkdir(parents=True, exist_ok=True)

    server = app = None
    try:
        server = Server()
        print(f'A scripted server answers at {server.url}', flush=True)
        scripted_accounts.write(scripted_accounts.profile_folder('dev'), server.url)
        app = App(*options.arguments, profile='dev')
        conversation, picture, text = tour(app, folder)
    except (DriverError, OSError, subprocess.CalledProcessError) as error:
        if app:
            app.report()
        print(f'The tour failed: {error}', file=sys.stderr)
        return 1
    finally:
        if app:
            app.kill()
        if server:
            server.stop()

    print(f'Conversation: {conversation}\nScreenshot: {picture}\n\n{text}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
