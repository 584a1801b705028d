"""Scenes in which what is kept is damaged, or cannot be written: made with the real store.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import atexit
import contextlib
import sqlite3
import subprocess

import scripted_accounts
from natter_driver import App
from natter_tree import wait

TALK = ('Which apples are best for a pie?', 'And how many of them?', 'Thank you!')


def database(app):
    return scripted_accounts.profile_data(app.profile) / 'conversations.db'


def change(app, statements):
    with contextlib.closing(sqlite3.connect(database(app))) as connection:
        connection.executescript(statements)


def reopen(app, width, height):
    again = App(profile=app.profile, env=app.look)
    again.resize(width, height)
    wait(lambda: len(again.rows()) > 1, 'the conversation')
    return again


def leave(app):
    """Ends the program with a conversation of three questions open; returns the window's size."""
    size = app.size()
    app.choose_model('echo')
    for text in TALK:
        app.ask(text)
    app.key('ctrl+q')
    app.wait_end()
    return size


def unreadable(app):
    """One message is of a kind that nobody knows."""
    size = leave(app)
    change(app, "UPDATE part SET kind = 'hologram' WHERE message ="
                " (SELECT key FROM message WHERE role = 'assistant' ORDER BY time LIMIT 1)")
    return reopen(app, *size)


def newer(app):
    size = leave(app)
    change(app, 'PRAGMA user_version = 999')
    return reopen(app, *size)


def recovered(app):
    """The header of the file is gone."""
    size = leave(app)
    with open(database(app), 'r+b') as file:
        file.write(b'\0' * 100)
    again = App(profile=app.profile, env=app.look)
    again.resize(*size)
    again.wait_for('label', 'Your Conversations Were Damaged')
    return again


def full(app):
    """A file system of two megabytes with a file that takes the rest; only root may make one."""
    size = leave(app)
    folder = database(app).parent
    subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=2m', 'none', folder], check=True)
    atexit.register(subprocess.run, ['umount', '--lazy', folder], check=False)
    again = App(profile=app.profile, env=app.look)
    again.resize(*size)
    again.choose_model('echo')
    again.ask(TALK[0])
    with contextlib.suppress(OSError), open(folder / 'ballast', 'wb', buffering=0) as file:
        while True:
            file.write(b'\0' * 512)
    again.ask('What is said while there is no room? ' * 200)
    again.wait_for('label', 'The disk is full. What is new is kept in memory and stored once there '
                   'is space.', patience=30)
    return again


def unsaved(app):
    """Somebody would quit with what could not be stored."""
    again = full(app)
    again.key('ctrl+q')
    keep = again.dialog('Words Would Be Lost').wait_for('button', 'Keep Open')
    wait(lambda: keep.focused, 'the question')
    return again
