#!/usr/bin/env python3
"""Import in the window: an archive of ChatGPT becomes a conversation, and a report tells of it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import zipfile

import scripted_accounts
import tap
from natter_driver import App
from natter_tree import wait
from window_test import WindowTest


def node(name, parent, role, content):
    return {'id': name, 'parent': parent, 'children': [], 'message': {
        'author': {'role': role}, 'create_time': 1700000000, 'content': content}}


def text(words):
    return {'content_type': 'text', 'parts': [words]}


ANSWER = 'Three kinds of apples.'

CONVERSATIONS = [{
    'title': 'Pie', 'conversation_id': 'c', 'create_time': 1700000000, 'current_node': 'a',
    'mapping': {
        'q': node('q', None, 'user', text('Which apples?')),
        'a': node('a', 'q', 'assistant', text(ANSWER)),
        'x': node('x', 'a', 'assistant', {'content_type': 'hologram', 'voxels': 7}),
    }}, {'strange': True}]


class ImportTest(WindowTest):

    @classmethod
    def start_program(cls):
        profile = cls.fresh_profile()
        scripted_accounts.write(scripted_accounts.profile_folder(profile), cls.server.url,
                                ['openai-chat'])
        return App(profile=profile)

    def write_archive(self):
        path = self.folder() / 'export.zip'
        with zipfile.ZipFile(path, 'w') as archive:
            archive.writestr('conversations.json', json.dumps(CONVERSATIONS))
            archive.writestr('chat.html', '<html>')
        return path

    def choose_files(self, path):
        chooser = self.app.dialog('Import Conversations')
        self.app.key('ctrl+l')
        chooser.wait_for('text').set_text(str(path))
        self.app.press('Import', within=chooser)
        wait(lambda: chooser.gone or not chooser.showing, 'the chooser to close')
        known = {window.id for window in self.app.app.windows}
        wait(lambda: known.issuperset(self.app.app.window_ids()), 'the chooser to go')
        self.app.focus_window()

    def import_archive(self, path, title):
        self.app.part('toggle button', 'Main Menu').click()
        self.app.wait_for('menu', 'Main Menu')
        self.app.key('i')
        dialog = self.app.dialog('Import')
        self.app.point(dialog.wait_for('button', 'Choose Files…'))
        self.choose_files(path)
        dialog.wait_for('label', title)
        return dialog

    def close(self, dialog):
        self.app.key('Escape')
        wait(lambda: dialog.gone or not dialog.showing, 'the dialog to close')

    def test_archive(self):
        path = self.write_archive()
        dialog = self.import_archive(path, '1 Conversation from ChatGPT')
        self.assertTrue(dialog.find('label', 'ChatGPT: hologram'))
        self.assertTrue(dialog.find('label', 'conversations.json, 2'))
        self.close(dialog)
        wait(lambda: self.app.conversations() == ['Pie'], 'the conversation in the sidebar')
        self.app.open_chat('Pie')
        wait(lambda: self.app.rows() and self.app.answer() == ANSWER, 'the answer')

        self.close(self.import_archive(path, 'Nothing New'))
        self.assertEqual(self.app.conversations(), ['Pie'])


if __name__ == '__main__':
    tap.main()
