#!/usr/bin/env python3
"""A backup of everything in one file, and an empty Natter that has all of it afterwards.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sqlite3

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest


class BackupTest(WindowTest):

    @classmethod
    def start_program(cls):
        cls.profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(cls.profile), cls.server.url,
                                ['openai-chat'])
        # libadwaita measures the text of some alerts two pixels short, with a warning.
        return App(profile=cls.profile, env={'G_DEBUG': ''})

    def open_backups(self):
        self.app.key('ctrl+comma')
        dialog = self.app.dialog('Preferences')
        self.app.point(dialog.wait_for('list item', 'Backups'))
        dialog.wait_for('check box', 'Back Up Every Day')
        dialog.wait_for('spin button', 'Size Limit in GB')
        return dialog

    def choose_file(self, title, button, path):
        chooser = self.app.dialog(title)
        if button == 'Save':
            chooser.wait_for('text', 'Name:').set_text(str(path))
        else:
            self.app.key('ctrl+l')
            chooser.wait_for('text').set_text(str(path))
        self.app.press(button, within=chooser)
        wait(lambda: chooser.gone or not chooser.showing, 'the chooser to close')
        known = {window.id for window in self.app.app.windows}
        wait(lambda: known.issuperset(self.app.app.window_ids()), 'the chooser to go')
        self.app.focus_window()

    def close(self, heading):
        told = self.app.dialog(heading)
        words = ' '.join(label.name for label in told.find_all('label'))
        self.app.press('Close', within=told)
        wait(lambda: told.gone or not told.showing, f'“{heading}” to close')
        return words

    def quit(self):
        self.app.key('ctrl+q')
        self.app.wait_end()

    def test_back_up_and_restore_elsewhere(self):
        path = self.folder() / 'mine.natter-backup'
        self.ask('echo', 'what is kept')
        self.app.key('ctrl+n')
        self.ask('echo', 'and this as well')
        dialog = self.open_backups()
        self.app.point(dialog.wait_for('button', 'Back Up Now…'))
        self.choose_file('Back Up Now', 'Save', path)
        self.close('Backup Made')
        with sqlite3.connect(f'file:{path}?mode=ro', uri=True) as connection:
            self.assertEqual(connection.execute('PRAGMA integrity_check').fetchall(), [('ok',)])
        self.assertEqual([found.name for found in path.parent.iterdir()], [path.name])
        self.assertNotIn(b'api-key', path.read_bytes())
        self.end_program()

        type(self).app = self.start_program()
        self.assertEqual(self.app.conversations(), [])
        dialog = self.open_backups()
        self.app.point(dialog.wait_for('button', 'Restore…'))
        self.app.point(dialog.wait_for('button', 'Choose a File…'))
        self.choose_file('Restore a Backup', 'Open', path)
        question = self.app.dialog('Restore This Backup?')
        self.app.press('Restore', within=question)
        words = self.close('Backup Restored')
        self.assertIn('2 conversations', words)
        self.assertIn('4 messages', words)
        self.app.press('Close', within=dialog)
        wait(lambda: dialog.gone or not dialog.showing, 'the preferences to close')
        for title in ('what is kept', 'and this as well'):
            self.app.point(self.app.wait_for('list item', title))
            wait(lambda: self.app.rows() and self.answer() == title, f'“{title}” to be read')


if __name__ == '__main__':
    tap.main()
