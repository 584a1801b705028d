"""Runs a file's unittest cases and says how they went as TAP, a line for each test.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Writes a line as each test ends; whatever is known about a failure goes below it."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.number = 0
        self.running = False
        self.bad = False

    def line(self, verdict, test, comment=''):
        self.number += 1
        print(f'{verdict} {self.number} {test.id().removeprefix("__main__.")}{comment}',
              file=self.stream, flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.running = True
        self.bad = False

    def failure(self, test, error):
        text = ''.join(traceback.format_exception(*error))
        print('# ' + text.rstrip().replace('\n', '\n# '), file=self.stream, flush=True)
        if hasattr(test, 'report') and not self.bad:
            test.report()
        self.bad = True

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.failure(test, error)

    def addError(self, test, error):
        super().addError(test, error)
        if self.running:
            self.failure(test, error)
            return
        # Of a class, outside any of its tests: it gets a line of its own.
        self.bad = False
        self.failure(test, error)
        self.line('not ok', test)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            print(f'# {subtest}', file=self.stream)
            self.failure(test, error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if self.running:
            self.skipped_for = reason
        else:
            self.line('ok', test, f' # SKIP {reason}')

    def stopTest(self, test):
        super().stopTest(test)
        self.running = False
        reason = self.__dict__.pop('skipped_for', None)
        if self.bad:
            self.line('not ok', test)
        elif reason:
            self.line('ok', test, f' # SKIP {reason}')
        else:
            self.line('ok', test)


def main():
    """Arguments are the tests to run, `Class` or `Class.test_name`; none means all."""
    module = sys.modules['__main__']
    loader = unittest.TestLoader()
    names = sys.argv[1:]
    suite = (loader.loadTestsFromNames(names, module) if names
             else loader.loadTestsFromModule(module))
    # The plan's stream is for lines of ours alone.
    stream = os.fdopen(os.dup(sys.stdout.fileno()), 'w', encoding='utf-8')
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    print('TAP version 13', file=stream)
    result = TapResult(stream)
    suite.run(result)
    print(f'1..{result.number}', file=stream, flush=True)
    sys.exit(0 if result.wasSuccessful() else 1)
