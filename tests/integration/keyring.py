"""The keyring on the tests' own session bus: a real one, or none that can be used.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import shutil
import subprocess

from natter_tree import DriverError, wait

from gi.repository import Gio, GLib  # noqa: E402

NAME = 'org.freedesktop.secrets'
# Without a password a keyring would be plain text.
PASSWORD = 'tests only'


def is_owned(name):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    reply = bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                          'NameHasOwner', GLib.Variant('(s)', (name,)), None,
                          Gio.DBusCallFlags.NONE, -1)
    return reply.unpack()[0]


def forbid_keyring():
    """Holds the keyring's name with nothing behind it; returns what gives it back."""
    owned = []
    number = Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, None,
                              lambda *_: owned.append(True), None)
    wait(lambda: owned, f'the name {NAME}')
    return lambda: Gio.bus_unown_name(number)


def start_keyring():
    """Starts GNOME's keyring, unlocked; returns what stops it, or None where there is none."""
    program = shutil.which('gnome-keyring-daemon')
    if not program:
        return None
    daemon = subprocess.Popen([program, '--foreground', '--unlock', '--components=secrets'],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    daemon.stdin.write(PASSWORD.encode())
    daemon.stdin.close()

    def stop():
        daemon.terminate()
        daemon.wait()

    try:
        wait(lambda: is_owned(NAME), 'the keyring')
    except DriverError:
        stop()
        raise
    return stop
