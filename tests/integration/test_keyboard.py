#!/usr/bin/env python3
"""The main job with nothing but a keyboard.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import tap
from natter_tree import wait
from window_test import WindowTest


class KeyboardTest(WindowTest):

    def prepare(self):
        """With a key, too."""
        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')

    def choose_by_keys(self, model):
        self.app.key('ctrl+m')
        self.app.wait_for('entry', 'Search models', within=self.app.picker.parent)
        self.app.keys(model)
        wait(lambda: self.app.find('label', f'Use “{model}”'), f'“{model}” in the list')
        self.app.key('Return')
        wait(lambda: self.app.model == model, f'the model “{model}”')

    def test_ask_stop_retry_and_look_back(self):
        self.choose_by_keys('stall@77')
        self.app.keys('by hand')
        self.app.key('Return')
        self.wait_answer('This answer')
        self.app.key('Escape')
        self.wait_notice('Stopped by you')
        self.assertFalse(self.app.busy)
        stopped = self.answer()

        self.choose_by_keys('echo@77')
        self.app.key('ctrl+r')
        self.wait_answer('by hand')
        self.app.wait_idle()
        self.wait_notice('2 / 2')
        self.app.key('alt+Left')
        self.wait_notice('1 / 2')
        self.assertEqual(self.answer(), stopped)
        self.app.key('alt+Right')
        self.wait_notice('2 / 2')

        self.app.key('ctrl+n')
        wait(lambda: not self.app.rows(), 'an empty conversation')
        self.app.keys('another')
        self.app.key('Return')
        self.wait_answer('another')
        self.app.wait_idle()
        self.app.key('ctrl+Page_Down')
        wait(lambda: self.app.title == 'by hand', 'the conversation before')
        self.app.key('ctrl+Page_Up')
        wait(lambda: self.app.title == 'another', 'the conversation after')
        self.assertEqual([self.turns(request)[-1][1] for request in self.wait_requests(3)],
                         ['by hand', 'by hand', 'another'])

    def test_listed_model_is_reached_with_the_arrows(self):
        self.app.key('ctrl+m')
        self.app.wait_for('entry', 'Search models', within=self.app.picker.parent)
        self.app.keys('mark')
        wait(lambda: self.app.picker.parent.find('label', 'markdown'), '“markdown” in the list')
        self.app.key('Down', 'Return')
        wait(lambda: self.app.model == 'markdown', 'the model')

    def test_escape_leaves_the_list_of_models(self):
        before = self.app.model
        self.app.key('ctrl+m')
        picker = self.app.picker.parent
        self.app.wait_for('entry', 'Search models', within=picker)
        self.app.key('Escape')
        wait(lambda: not picker.find('entry', 'Search models'), 'the list to close')
        self.assertEqual(self.app.model, before)

    def test_shortcuts_are_shown(self):
        self.app.key('ctrl+question')
        self.app.wait_for('label', '⏎ Send the message')
        self.app.key('Escape')
        wait(lambda: not self.app.find('label', '⏎ Send the message'), 'the shortcuts to close')


if __name__ == '__main__':
    tap.main()
