"""What is on the accessibility bus: waiting for it to change, and the objects in it.

Nothing here sleeps: waiting means running the main loop until an accessibility event makes a
condition true, or its time is over.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os

# Fatal warnings are for Natter, not for libatspi in this process: out before GLib comes in.
FATAL = {'G_DEBUG': os.environ.pop('G_DEBUG')} if 'G_DEBUG' in os.environ else {}

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

# Seconds. Sanitizers and slow machines want more.
PATIENCE = 30 * float(os.environ.get('NATTER_TEST_PATIENCE', '1'))
# Milliseconds: a change that sends no event is seen at the latest then.
RECHECK = 100
# Looking costs round trips: at most this part of the time is spent on it, the rest waiting.
LOOKING = 0.5
EVENTS = ('object:children-changed', 'object:state-changed', 'object:property-change',
          'object:text-changed', 'object:announcement', 'object:visible-data-changed',
          'window:create', 'window:activate', 'window:destroy')

# AT-SPI 2.56 renamed the role `push button` to `button`.
CLICKS = ('click', 'activate', 'press', 'toggle')
ROLES = {'button': {'button', 'push button'}, 'label': {'label', 'static'}}


class DriverError(Exception):
    """A step that did not come true; the message says which."""


class Events:
    """Wakes the main loop when anything accessible changes, and keeps the announcements."""

    def __init__(self):
        self.announcements = []
        self.changed = False
        self.listener = Atspi.EventListener.new(self.on_event)
        for name in EVENTS:
            self.listener.register(name)

    def on_event(self, event):
        self.changed = True
        if event.type.startswith('object:announcement'):
            self.announcements.append(event.any_data)


# libatspi complains about applications that are only just starting.
GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)

_events = None


def events():
    global _events
    if _events is None:
        _events = Events()
    return _events


def wait(condition, what, patience=None):
    """Runs the main loop until condition () is true, and returns its value."""
    seen = events()
    end = GLib.get_monotonic_time() + int((patience or PATIENCE) * GLib.USEC_PER_SEC)
    while True:
        seen.changed = False
        start = GLib.get_monotonic_time()
        # An object may go away while it is looked at.
        with contextlib.suppress(GLib.Error):
            value = condition()
            if value:
                return value
        now = GLib.get_monotonic_time()
        if now > end:
            raise DriverError(f'waited in vain for {what}')
        run_until_change(seen, now + int((now - start) / LOOKING))


def run_until_change(seen, earliest):
    """Runs the main loop until something has changed, and the time is not before earliest."""
    context = GLib.MainContext.default()
    late = []
    tick = GLib.timeout_add(RECHECK, lambda: late.append(True) or GLib.SOURCE_CONTINUE)
    pause = max(0, earliest - GLib.get_monotonic_time()) // 1000
    early = GLib.timeout_add(pause, lambda: GLib.SOURCE_CONTINUE) if pause else 0
    while GLib.get_monotonic_time() < earliest or not (seen.changed or late):
        context.iteration(True)
    for source in filter(None, (tick, early)):
        GLib.source_remove(source)


def matches(text, wanted):
    """wanted is a string, a function over the text, or None for any."""
    if callable(wanted):
        return wanted(text)
    return wanted is None or text == wanted


class Node:
    """An accessible object, with the few questions that tests ask."""

    def __init__(self, accessible):
        self.accessible = accessible

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def description(self):
        return self.accessible.get_description() or ''

    def has(self, *states):
        found = self.accessible.get_state_set()
        return all(found.contains(state) for state in states)

    @property
    def showing(self):
        return self.has(Atspi.StateType.SHOWING)

    @property
    def sensitive(self):
        return self.has(Atspi.StateType.SENSITIVE)

    @property
    def focused(self):
        return self.has(Atspi.StateType.FOCUSED)

    @property
    def busy(self):
        return self.has(Atspi.StateType.BUSY)

    @property
    def gone(self):
        """Whether there is no such object any more."""
        try:
            return not self.accessible.get_role_name()
        except GLib.Error:
            return True

    @property
    def text(self):
        """What it says: the content of a text, else the name."""
        if self.accessible.is_text():
            length = Atspi.Text.get_character_count(self.accessible)
            return Atspi.Text.get_text(self.accessible, 0, length)
        return self.name

    def set_text(self, text):
        if not Atspi.EditableText.set_text_contents(self.accessible, text):
            raise DriverError(f'{self} takes no text')

    def insert(self, text, position=None):
        """Types: inserts at the end, or at a position in characters."""
        if position is None:
            position = Atspi.Text.get_character_count(self.accessible)
        length = len(text.encode())
        if not Atspi.EditableText.insert_text(self.accessible, position, text, length):
            raise DriverError(f'{self} takes no text')

    def actions(self):
        count = Atspi.Action.get_n_actions(self.accessible)
        return [Atspi.Action.get_action_name(self.accessible, i) for i in range(count)]

    def click(self):
        names = self.actions()
        wanted = next((i for i, name in enumerate(names) if name in CLICKS), None)
        if wanted is None or not Atspi.Action.do_action(self.accessible, wanted):
            raise DriverError(f'{self} cannot be clicked (actions: {names})')

    def middle(self):
        """Where a pointer would press it, in its window."""
        extents = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
        return extents.x + extents.width // 2, extents.y + extents.height // 2

    def height(self):
        return Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW).height

    @property
    def parent(self):
        found = self.accessible.get_parent()
        return Node(found) if found else None

    def children(self):
        for i in range(self.accessible.get_child_count()):
            with contextlib.suppress(GLib.Error):
                child = self.accessible.get_child_at_index(i)
                if child:
                    yield Node(child)

    def walk(self):
        """All that is below, in reading order. What is hidden GTK does not put on the bus."""
        for child in self.children():
            with contextlib.suppress(GLib.Error):
                yield child
                yield from child.walk()

    def find_all(self, role=None, name=None, showing=True):
        roles = ROLES.get(role, {role})
        for node in self.walk():
            with contextlib.suppress(GLib.Error):
                if role and node.role not in roles:
                    continue
                if not matches(node.name, name):
                    continue
                if showing and not node.showing:
                    continue
                yield node

    def find(self, role=None, name=None, showing=True):
        return next(self.find_all(role, name, showing), None)

    def find_near(self, roles, name=None, depth=3):
        """Like find (), but level by level and not deep: dialogs lie near their window."""
        level = [self]
        for _ in range(depth):
            level = [child for node in level for child in node.children()]
            for node in level:
                if node.role in roles and matches(node.name, name) and node.showing:
                    return node
        return None

    def wait_for(self, role=None, name=None, patience=None):
        return wait(lambda: self.find(role, name), f'{role or "anything"} “{name}”', patience)

    def tree(self, depth=0):
        """The whole tree as text, for a failure's report; without its many nameless boxes."""
        box = not self.name and self.role in ('panel', 'grouping')
        hidden = '' if self.showing else ' (hidden)'
        lines = [] if box else [f'{"  " * depth}{self.role} “{self.text}”{hidden}']
        for child in self.children():
            with contextlib.suppress(GLib.Error):
                lines += filter(None, [child.tree(depth if box else depth + 1)])
        return '\n'.join(lines)

    def __str__(self):
        return f'{self.role} “{self.name}”'


def row_text(row):
    """A header row is a group named after who speaks; in the others the labels are the words."""
    for group in row.find_all('grouping', showing=False):
        if group.name:
            return f'\n{group.name}:'
    spoken = ROLES['label'] | {'heading', 'paragraph', 'text'}
    words = [node.text for node in row.walk() if node.role in spoken]
    return ' '.join(filter(None, words))
