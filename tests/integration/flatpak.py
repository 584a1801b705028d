#!/usr/bin/env python3
"""The installed Flatpak, used in its sandbox as a person would: a conversation with a scripted
server over loopback, an export through the file portal, a start by the bus; and what the sandbox
may reach. The last line counts what was checked.

    build-aux/headless tests/integration/flatpak.py APPLICATION-ID

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

import scripted_accounts
from natter_driver import App, DriverError, Server
from natter_tree import Node, wait

# isort: split: what comes from GLib only after the driver has set the scene
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PROMPT = 'What can you do?'
# “fallback-x11” is kept as both words: X11 only where there is no Wayland.
ALLOWED = {
    'shared': {'network', 'ipc'},
    'sockets': {'wayland', 'x11', 'fallback-x11'},
    'devices': {'dri'},
}
# Where the portals look for who answers: there is no desktop that would say it.
PORTALS = '[preferred]\ndefault=gtk;gnome-keyring\n'
# Files that are handed over have this path on both sides of the sandbox's wall, and no other.
RUNTIME = pathlib.Path('/run/user', str(os.getuid()))


class SandboxedApp(App):
    """Natter in its sandbox: its process has another number there than here."""

    def __init__(self, identity, *arguments):
        self.identity = identity
        super().__init__(*arguments, profile='test',
                         program=('flatpak', 'run', '--user', identity))

    def find_application(self):
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_name() in ('natter', self.identity):
                child.set_cache_mask(Atspi.Cache.ROLE)
                return Node(child)
        return None

    def window_ids(self):
        found = subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--class', '^natter$'],
            capture_output=True, text=True, check=False)
        return found.stdout.split()

    def kill(self, number=None):
        if self.process.poll() is None:
            subprocess.run(['flatpak', 'kill', self.identity], check=False)
            self.process.wait()


def in_sandbox(identity, script, *options):
    """What a shell in the program's sandbox prints."""
    return subprocess.run(
        ['flatpak', 'run', '--user', *options, '--command=sh', identity, '-c', script],
        capture_output=True, text=True, check=False).stdout


def check_permissions(identity):
    """The manifest's permissions and no others."""
    words = subprocess.run(['flatpak', 'info', '--user', '--show-permissions', identity],
                           capture_output=True, text=True, check=True).stdout
    found = {}
    for line in words.splitlines():
        if '=' in line:
            name, values = line.split('=', 1)
            found[name] = set(filter(None, values.split(';')))
    if found != ALLOWED:
        raise DriverError(f'the sandbox has other permissions than meant:\n{words}')
    print('Permissions:', '; '.join(f'{name} {" ".join(sorted(values))}'
                                    for name, values in found.items()))


def check_files(identity):
    """The home folder is there for a program that may see it, and not for Natter."""
    home = pathlib.Path(tempfile.mkdtemp(prefix='.natter-flatpak-', dir=pathlib.Path.cwd()))
    secret = home / 'secret'
    try:
        secret.write_text('a letter')
        script = f'cat {secret} 2>/dev/null; cat {pathlib.Path.home()}/secret 2>/dev/null'
        shutil.copy(secret, pathlib.Path.home() / 'secret')
        seen = in_sandbox(identity, script)
        allowed = in_sandbox(identity, script, f'--filesystem={home}')
    finally:
        shutil.rmtree(home)
    if allowed != 'a letter':
        raise DriverError('the check itself is wrong: a program with the permission reads nothing')
    if seen:
        raise DriverError(f'the sandbox reads files of the person’s: {seen!r}')
    print('Files: none of the home folder; with the permission the same command reads them')
    print('Of its own:', ' '.join(in_sandbox(identity, 'ls -A ~/.var/app/*').split()))


def may_have_portals():
    """A desktop's own portals are left alone."""
    return RUNTIME.is_dir() and os.access(RUNTIME, os.W_OK) and not (RUNTIME / 'doc').exists()


class Portals:
    """The desktop's side of the sandbox: who shows a file dialog and hands over the file."""

    def __init__(self):
        os.environ['XDG_RUNTIME_DIR'] = str(RUNTIME)
        folder = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / 'xdg-desktop-portal'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'portals.conf').write_text(PORTALS)
        self.running = []
        for name in ('xdg-permission-store', 'xdg-document-portal', 'xdg-desktop-portal-gtk',
                     'xdg-desktop-portal'):
            self.running.append(subprocess.Popen([f'/usr/libexec/{name}'],
                                                 stdout=subprocess.DEVNULL,
                                                 stderr=subprocess.DEVNULL))

    def stop(self):
        for process in reversed(self.running):
            process.terminate()
            process.wait()


def save_through_portal(app, path):
    """Answers the portal's own dialog, which belongs to another program."""
    def find():
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and 'portal' in (child.get_name() or ''):
                node = Node(child).find_near(('dialog', 'frame', 'file chooser'), lambda name: True)
                if node:
                    return node
        return None

    app.part('button', 'Export…').click()
    app.press('Choose File…', within=app.dialog('Export'))
    dialog = wait(find, 'the portal’s file dialog')
    name = wait(lambda: dialog.find('text'), 'the entry for a name')
    name.set_text(str(path))
    dialog.find('button', lambda label: label in ('Save', '_Save')).click()
    wait(lambda: path.exists() and path.read_text(), f'{path} to be written')


def export(app, path):
    save_through_portal(app, path)
    if PROMPT not in path.read_text():
        raise DriverError('the exported file lacks the question')
    print(f'Export through the portal: {path.stat().st_size} bytes')


def exported(identity, path):
    """A file that the desktop sees of it."""
    found = pathlib.Path(os.environ['FLATPAK_USER_DIR'], 'exports/share', path)
    if not found.exists():
        raise DriverError(f'the desktop does not see {path}')
    return found.read_text()


def check_activation(identity):
    """What the bus would start, started; it then answers where the desktop asks."""
    service = exported(identity, f'dbus-1/services/{identity}.service')
    provider = exported(identity, f'gnome-shell/search-providers/{identity}.search-provider.ini')
    exported(identity, f'applications/{identity}.desktop')
    command = next(line for line in service.splitlines() if line.startswith('Exec='))
    path = next(line for line in provider.splitlines() if line.startswith('ObjectPath='))
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def answers():
        return bus.call_sync(
            identity, path.removeprefix('ObjectPath='), 'org.gnome.Shell.SearchProvider2',
            'GetInitialResultSet', GLib.Variant('(as)', (['nothing'],)), None,
            Gio.DBusCallFlags.NO_AUTO_START, 10000, None).unpack() == ([],)

    process = subprocess.Popen(shlex.split(command.removeprefix('Exec=')))
    try:
        wait(answers, 'the desktop’s search to be answered', 60)
    finally:
        subprocess.run(['flatpak', 'kill', identity], check=False)
        process.wait()
    print('Started by the bus, it answers the desktop’s search without a window')


def converse(identity, folder):
    """The main job; it ends with an export into the folder, if there is one."""
    server = Server()
    app = None
    try:
        own = pathlib.Path.home() / '.var/app' / identity
        scripted_accounts.write(own / 'config/natter/profiles/test', server.url)
        app = SandboxedApp(identity)
        app.ask(PROMPT, patience=120)
        shown = app.transcript()
        if len(shown) < 400:
            raise DriverError(f'the window shows no good answer:\n{shown}')
        print(f'Conversation: {len(shown)} characters from {len(server.requests())} request')
        if folder:
            export(app, folder / 'conversation.md')
        app.close()
        kept = own / 'data/natter/profiles/test'
        print('Kept in the sandbox’s own folder:', ' '.join(sorted(os.listdir(kept))))
    except DriverError:
        if app:
            app.report()
        raise
    finally:
        if app:
            app.kill()
        server.stop()


def succeeds(check, identity):
    try:
        check(identity)
    except (DriverError, OSError, subprocess.CalledProcessError) as error:
        print(f'The Flatpak does not do what it should: {error}', file=sys.stderr)
        return False
    return True


def main():
    identity = sys.argv[1]
    # In the sandbox dialogs are the portal's.
    for name in ('GDK_DEBUG', 'ADW_DISABLE_PORTAL', 'GSETTINGS_SCHEMA_DIR'):
        os.environ.pop(name, None)
    portals = folder = None
    counts = {'passed': 0, 'failed': 0, 'skipped': 0}
    if may_have_portals():
        portals = Portals()
        folder = pathlib.Path(tempfile.mkdtemp(prefix='natter-flatpak-'))
    else:
        counts['skipped'] += 1
        print('Export: not tried, as this desktop has portals of its own')
    try:
        for check in (check_permissions, check_files, check_activation,
                      lambda identity: converse(identity, folder)):
            counts['passed' if succeeds(check, identity) else 'failed'] += 1
    finally:
        if portals:
            portals.stop()
            shutil.rmtree(folder)
    print(', '.join(f'{number} {word}' for word, number in counts.items()))
    return 1 if counts['failed'] else 0


if __name__ == '__main__':
    sys.exit(main())
