"""Drives the built Natter from another process, through the accessibility bus.

Run it under build-aux/headless, with the built programs on PATH.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from natter_tree import FATAL, DriverError, Node, row_text, wait

# isort: split: what comes from GLib only after natter_tree has set the scene
from gi.repository import Atspi, GLib  # noqa: E402


class Server:
    """natter-test-server on a free port of this computer."""

    def __init__(self, *arguments):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='natter-server-'))
        self.log = self.folder / 'requests'
        self.process = subprocess.Popen(
            ['natter-test-server', '--until-stdin-closes', '--log', self.log, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith('http://127.0.0.1:'):
            self.stop()
            raise DriverError(f'natter-test-server said “{self.url}” instead of its address')

    def requests(self, path='/chat/completions'):
        """What was asked so far, oldest first."""
        if not self.log.exists():
            return []
        # A line without its end is still being written.
        lines = self.log.read_text().splitlines(keepends=True)
        found = [json.loads(line) for line in lines if line.endswith('\n')]
        return [request for request in found if request['path'].endswith(path)]

    def stop(self):
        self.process.stdin.close()
        self.process.stdout.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Window:
    """One window of a running Natter, and what a person does in it."""

    def __init__(self, app, frame):
        self.app = app
        self.frame = frame
        self.parts = {}
        app.windows.append(self)
        self.id = wait(self.find_id, 'a window on the display')

    # Finding

    def find(self, *arguments, **options):
        return self.frame.find(*arguments, **options)

    def find_all(self, *arguments, **options):
        return self.frame.find_all(*arguments, **options)

    def wait_for(self, role=None, name=None, patience=None, within=None):
        def look():
            self.app.check_alive()
            return (within or self).find(role, name)

        return wait(look, f'{role or "anything"} “{name or ""}”', patience)

    def wait_gone(self, role=None, name=None, patience=None):
        what = f'the end of {role or "anything"} “{name}”'
        wait(lambda: not self.find(role, name), what, patience)

    def part(self, role, name, key=None):
        """What stays as long as the window does: looking for it costs hundreds of questions."""
        key = key or name
        if key not in self.parts or self.parts[key].gone:
            self.parts[key] = self.wait_for(role, name, within=self.frame)
        return self.parts[key]

    def dialog(self, name):
        """Waits for a dialog, whatever its kind."""
        def look():
            self.app.check_alive()
            return self.app.node.find_near(('dialog', 'alert'), name)

        return wait(look, f'the dialog “{name}”')

    def press(self, name, role='button', patience=None, within=None):
        def ready():
            self.app.check_alive()
            node = (within or self).find(role, name)
            return node if node and node.sensitive else None

        wait(ready, f'{role} “{name}” to be ready', patience).click()

    # The display: without a window manager a window has the focus only if it is given

    def find_id(self):
        """The display's own name for the window."""
        taken = [window.id for window in self.app.windows if window is not self]
        free = [found for found in self.app.window_ids() if found not in taken]
        return free[0] if free else None

    def focus_window(self):
        subprocess.run(['xdotool', 'windowfocus', '--sync', self.id], check=True)

    def key(self, *keys):
        """Presses real keys, for example `ctrl+n`."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    def keys(self, text):
        """Types with real keys."""
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '5', text], check=True)

    def point(self, node):
        """Presses the pointer's button on what has no action of its own, such as a row."""
        x, y = node.middle()
        subprocess.run(['xdotool', 'mousemove', '--window', self.id, str(x), str(y), 'click', '1'],
                       check=True)

    def resize(self, width, height):
        subprocess.run(['xdotool', 'windowsize', self.id, str(width), str(height)], check=True)
        wait(lambda: self.size() == (width, height), f'a window of {width} × {height}')

    def size(self):
        extents = Atspi.Component.get_extents(self.frame.accessible, Atspi.CoordType.WINDOW)
        return extents.width, extents.height

    def screenshot(self, path):
        """The window alone, as a PNG file."""
        subprocess.run(['maim', '--hidecursor', '--window', self.id, str(path)], check=True)

    # Writing

    @property
    def composer(self):
        return self.part('text', 'Message')

    @property
    def button(self):
        """Send, which is Stop while an answer streams."""
        return self.part('button', lambda name: name in ('Send', 'Stop'), 'Send or Stop')

    @property
    def busy(self):
        return self.button.name == 'Stop'

    def type(self, text):
        self.composer.insert(text)
        wait(lambda: self.composer.text.endswith(text), 'the text to be in the composer')

    def send(self, text):
        """Types and presses Send; returns when the composer has let go of the text."""
        self.type(text)
        wait(lambda: self.button.name == 'Send' and self.button.sensitive, 'Send to be ready')
        self.button.click()
        wait(lambda: self.composer.text == '', 'the composer to be empty')

    def say(self, text):
        """Types and presses Enter: quicker, as a button looks pressed for a quarter second."""
        self.type(text)
        self.key('Return')
        wait(lambda: self.composer.text == '', 'the composer to be empty')

    def stop(self):
        wait(lambda: self.busy, 'Stop')
        self.button.click()
        self.wait_idle()

    def wait_idle(self, patience=None):
        """Until nothing streams in the conversation shown."""
        wait(lambda: self.app.check_alive() or not self.busy, 'the answer to end', patience)

    def ask(self, text, patience=None):
        self.send(text)
        self.wait_idle(patience)

    # Reading

    def message_list(self):
        return self.part('list', 'Transcript')

    def rows(self):
        """What the conversation shows, a row at a time; nothing in an empty one."""
        found = self.parts.get('Transcript') or self.frame.find('list', 'Transcript')
        if not found or found.gone or not found.showing:
            return []
        self.parts['Transcript'] = found
        return list(found.children())

    def transcript(self):
        """The conversation as it reads, oldest first: who speaks, and the words of each row."""
        return '\n'.join(filter(None, map(row_text, self.rows())))

    def answer(self):
        """The words of the last message, without its header and footer."""
        words = []
        for row in reversed(self.rows()[:-1]):
            text = row_text(row)
            if text.startswith('\n'):
                break
            words.insert(0, text)
        return '\n'.join(words)

    def notice(self):
        """What stands below the last message: how it ended, which of how many answers it is."""
        rows = self.rows()
        return row_text(rows[-1]) if rows else ''

    def wait_text(self, length, patience=None):
        """Until the transcript has so many characters."""
        wait(lambda: len(self.transcript()) >= length, f'{length} characters', patience)

    def wait_said(self, words, patience=None):
        """Until the transcript contains these words."""
        wait(lambda: words in self.transcript(), f'the words “{words}”', patience)

    def press_in_message(self, name):
        """Presses a button of the last message that has it."""
        def ready():
            found = list(self.message_list().find_all('button', name))
            return found[-1] if found and found[-1].sensitive else None

        wait(ready, f'“{name}” below a message').click()

    # Conversations and models

    def new_chat(self):
        self.part('button', 'New Chat').click()
        wait(lambda: not self.rows(), 'an empty conversation')

    @property
    def title(self):
        return self.frame.name.removesuffix(' – Natter')

    def conversations(self):
        """The titles in the sidebar, in its order, without its headings."""
        found = self.frame.find('list', 'Conversations')
        return [row.name for row in found.children() if row.role == 'list item'] if found else []

    def open_chat(self, title):
        listed = self.part('list', 'Conversations')
        self.point(self.wait_for('list item', title, within=listed))
        wait(lambda: self.title == title, f'the conversation “{title}”')

    @property
    def picker(self):
        return self.part('toggle button', lambda name: name.startswith('Model: '), 'Model')

    @property
    def model(self):
        return self.picker.name.removeprefix('Model: ')

    def choose_model(self, model):
        """Opens the model picker, and looks for the model, which need not be in its list."""
        if self.model == model:
            return
        listed = self.search_models(model)
        rows = (model, f'Use “{model}”')
        wait(lambda: listed.find('label', lambda name: name in rows), f'“{model}” in the list')
        self.key('Return')
        wait(lambda: self.model == model, f'the model “{model}”')

    def search_models(self, words):
        """Opens the model picker, and returns the list of those that are found."""
        # It is below the picker's button, not below the toggle inside.
        picker = self.picker.parent
        self.key('ctrl+m')
        search = wait(lambda: picker.find('entry', 'Search models'), 'the list of models')
        search.set_text(words)
        return wait(lambda: picker.find('list', 'Models'), 'the models')

    def menu(self, item):
        """Opens the main menu and takes an item."""
        self.part('toggle button', 'Main Menu').click()
        self.wait_for('menu item', item).click()

    # Accounts

    def add_provider(self, name, address, key=None, keeps_in_memory=False):
        """Adds an account through the dialog, and returns when its models are there."""
        self.key('ctrl+shift+a')
        dialog = self.dialog('Add a Provider')
        self.fill_provider(dialog, name, address, key)
        if keeps_in_memory:
            question = self.dialog('No Keyring for the Key')
            self.press('Keep Until Natter Quits', within=question)
        wait(lambda: dialog.gone or not dialog.showing, 'the provider to be added')

    def fill_provider(self, dialog, name, address, key=None):
        self.point(dialog.wait_for('list item', 'Other Server'))
        dialog.wait_for('text', 'Name').set_text(name)
        dialog.find('text', 'Address').set_text(address)
        if key:
            dialog.find('text', 'API Key').set_text(key)
        self.press('Add', within=dialog)

    # Exporting

    def export(self, path):
        """Exports the conversation through the save dialog."""
        path = pathlib.Path(path)
        self.start_export(path)
        wait(path.exists, f'{path} to be written')

    def start_export(self, path, replaces=False):
        self.part('button', 'Export…').click()
        self.press('Choose File…', within=self.dialog('Export'))
        self.save_dialog(path, replaces)

    def save_dialog(self, path, replaces=False):
        dialog = self.dialog('Export Conversation')
        dialog.wait_for('text', 'Name:').set_text(str(path))
        self.press('Save', within=dialog)
        if replaces:
            self.press('Replace', within=self.dialog(lambda name: name != 'Export Conversation'))
        wait(lambda: dialog.gone or not dialog.showing, 'the save dialog to close')
        # A window of its own, which had the focus and leaves it to nobody.
        known = {window.id for window in self.app.windows}
        wait(lambda: known.issuperset(self.app.window_ids()), 'the save dialog to go')
        self.focus_window()

    def close_window(self):
        """Presses the window's own button."""
        self.press('Close', within=self.frame)


class App(Window):
    """A running Natter, and its first window."""

    def __init__(self, *arguments, **options):
        self.start(*arguments, **options)
        self.attach()

    def start(self, *arguments, profile='test', env=None, program=('natter',)):
        """Runs it; a service has no window yet."""
        self.windows = []
        self.profile, self.look = profile, env
        self.output = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen(
            [*program, '--profile', profile, *arguments],
            stdin=subprocess.DEVNULL, stdout=self.output, stderr=self.output,
            env={**os.environ, **FATAL, **(env or {})})

    def attach(self):
        """Waits for the first window, and gives it the focus."""
        try:
            self.node = wait(self.find_application, 'Natter on the accessibility bus')
            super().__init__(self, wait(lambda: self.node.find('frame'), 'a window'))
            self.focus_window()
        except DriverError:
            self.kill()
            raise

    def find_application(self):
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == self.process.pid:
                # A role never changes; all else is asked anew, as a cached answer would be a guess.
                child.set_cache_mask(Atspi.Cache.ROLE)
                return Node(child)
        return None

    def check_alive(self):
        if self.process.poll() is not None:
            raise DriverError(f'Natter ended with {self.process.returncode}:\n{self.said()}')

    def said(self):
        """What Natter wrote to its terminal."""
        self.output.seek(0)
        return self.output.read()

    # In all of its windows

    def find(self, *arguments, **options):
        return self.node.find(*arguments, **options)

    def find_all(self, *arguments, **options):
        return self.node.find_all(*arguments, **options)

    def frames(self):
        return [child for child in self.node.children() if child.role == 'frame']

    def wait_for_window(self):
        """Another window than those that are known."""
        known = [window.frame.accessible for window in self.windows]
        frame = wait(lambda: next((frame for frame in self.frames()
                                   if frame.accessible not in known), None), 'another window')
        return Window(self, frame)

    def window_ids(self):
        found = subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
            capture_output=True, text=True, check=False)
        return found.stdout.split()

    # The end

    def wait_end(self):
        """Expects a clean end of the program."""
        wait(lambda: self.process.poll() is not None, 'Natter to end')
        if self.process.returncode != 0:
            raise DriverError(f'Natter ended with {self.process.returncode}:\n{self.said()}')

    def close(self):
        """Closes the window, and expects a clean end."""
        try:
            self.close_window()
            self.wait_end()
        finally:
            self.kill()

    def kill(self, number=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait()

    def report(self, stream=sys.stderr):
        """For a failure: what is on the bus and what Natter said."""
        with contextlib.suppress(GLib.Error, AttributeError):
            print(self.node.tree(), file=stream)
        print(self.said()[-4000:], file=stream)
