#!/usr/bin/env python3
"""Every surface of the window, walked as a screen reader and a finger do: what can have the focus
says what it is, and is large enough to be hit.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib

import tap
from natter_tree import Atspi, GLib, wait
from window_test import WindowTest

TARGET = 24
# What stands in lines of text is as high as they are, and text is not pressed.
TEXT_ROLES = {'link', 'paragraph', 'heading', 'label', 'static', 'table cell', 'column header',
              'text', 'entry', 'math'}
# GTK's own: what is inside a row, an entry or a button speaks for it, or the other way about.
SPOKEN_FOR = {'list', 'scroll pane', 'scroll bar', 'grouping', 'panel'}


def problems(surface):
    """What is wrong with what can have the focus."""
    found = []
    for node in surface.walk():
        with contextlib.suppress(GLib.Error):
            if not node.has(Atspi.StateType.FOCUSABLE, Atspi.StateType.SHOWING):
                continue
            found += list(wrongs(node))
    return found


def wrongs(node):
    where = f'{node.role} “{node.text}” in {path(node)}'
    if node.role in ('unknown', 'invalid', ''):
        yield f'no role: {where}'
    if not named(node) and node.role not in SPOKEN_FOR:
        yield f'no name: {where}'
    extents = Atspi.Component.get_extents(node.accessible, Atspi.CoordType.WINDOW)
    if node.role in TEXT_ROLES | SPOKEN_FOR or extents.width == 0:
        return
    if min(extents.width, extents.height) < TARGET:
        yield f'{extents.width} × {extents.height} is too small: {where}'


def named(node):
    """By itself, or by another; an item of a menu is, by the label in it."""
    kinds = [relation.get_relation_type() for relation in node.accessible.get_relation_set()]
    return node.name or node.text or Atspi.RelationType.LABELLED_BY in kinds


def path(node):
    names = []
    while (node := node.parent) and node.role != 'application' and len(names) < 6:
        names.append(f'{node.role} “{node.name}”' if node.name else node.role)
    return ' < '.join(names)


class SurfacesTest(WindowTest):

    def prepare(self):
        if not self.app.rows():
            self.ask('echo', 'A **word** and a [link](https://example.com).\n\n```c\nint a;\n```')

    def check(self, surface):
        self.assertEqual(problems(surface), [])

    def close(self, dialog):
        """From a page of it, too."""
        def closed():
            if not dialog.gone and dialog.showing:
                self.app.key('Escape')
            return dialog.gone or not dialog.showing

        wait(closed, 'the dialog to close')

    def check_dialog(self, keys, name):
        self.app.key(*keys)
        dialog = self.app.dialog(name)
        self.check(dialog)
        return dialog

    def test_window(self):
        self.check(self.app.frame)

    def test_main_menu(self):
        self.app.part('toggle button', 'Main Menu').click()
        self.app.wait_for('button', 'Zoom In')
        self.check(self.app.frame)
        for name in ('Zoom In', 'Zoom Out', 'Reset Zoom: 100%'):
            self.assertTrue(self.app.find('button', name), name)
        self.app.key('Escape')
        wait(lambda: not self.app.find('button', 'Zoom In'), 'the menu to close')

    def test_provider_dialog(self):
        dialog = self.check_dialog(['ctrl+shift+a'], 'Add a Provider')
        self.app.point(dialog.wait_for('list item', 'Other Server'))
        dialog.wait_for('text', 'Address')
        self.check(dialog)
        self.close(dialog)

    def test_models(self):
        self.app.search_models('e')
        self.check(self.app.picker.parent)
        self.app.key('Escape')
        wait(lambda: not self.app.find('entry', 'Search models'), 'the list to close')

    def test_details(self):
        dialog = self.check_dialog(['ctrl+i'], 'Details')
        self.close(dialog)

    def test_find(self):
        self.app.key('ctrl+f')
        self.app.wait_for('entry', 'Find in Conversation')
        self.check(self.app.frame)
        self.app.key('Escape')
        wait(lambda: not self.app.find('entry', 'Find in Conversation'), 'the bar to close')

    def test_focus_goes_round(self):
        """Tab comes by all parts of the window, in the order in which they stand, and back."""
        seen = []
        self.app.key('ctrl+l')
        wait(lambda: self.app.composer.focused, 'the composer to have the focus')
        for _ in range(40):
            self.app.key('Tab')
            focused = wait(self.focused, 'a focus')
            seen.append((focused.role, focused.name or focused.text))
            if focused.role == 'text' and focused.name == 'Message':
                break
        self.assertEqual(seen[-1], ('text', 'Message'), seen)
        names = [name for _, name in seen]
        for name in ('New Chat', 'Main Menu', 'Export…', 'You', 'echo', 'Copy Message'):
            self.assertIn(name, names)

    def focused(self):
        return next((node for node in self.app.frame.walk() if node.focused), None)


if __name__ == '__main__':
    tap.main()
