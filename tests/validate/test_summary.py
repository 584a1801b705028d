#!/usr/bin/env python3
"""build-aux/test-summary counts what meson records.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / 'build-aux' / 'test-summary'

# name, programs: (name, meson's result, TAP lines or None), the line expected
CASES = [
    ('plain programs', [('a', 'OK', None), ('b', 'FAIL', None), ('c', 'SKIP', None)],
     '1 passed, 1 failed, 1 skipped'),
    ('TAP lines count one by one', [('a', 'OK', ['passed', 'passed', 'skipped'])],
     '2 passed, 0 failed, 1 skipped'),
    ('a failed line is not counted twice', [('a', 'ERROR', ['passed', 'failed'])],
     '1 passed, 1 failed, 0 skipped'),
    ('a crash after good lines is a failure', [('a', 'ERROR', ['passed', 'passed'])],
     '2 passed, 1 failed, 0 skipped'),
    ('out of time', [('a', 'TIMEOUT', None)], '0 passed, 1 failed, 0 skipped'),
    ('a skipped TAP program', [('a', 'SKIP', ['skipped'])], '0 passed, 0 failed, 1 skipped'),
    ('nothing ran', None, '0 passed, 1 failed, 0 skipped'),
]

MARKS = {'passed': '', 'failed': '<failure/>', 'skipped': '<skipped/>'}


def write(folder, programs):
    suites = ''
    for name, _, lines in programs:
        if lines:
            cases = ''.join(f'<testcase name="{i}">{MARKS[line]}</testcase>'
                            for i, line in enumerate(lines))
            suites += f'<testsuite name="project.{name}">{cases}</testsuite>'
    (folder / 'testlog.junit.xml').write_text(f'<testsuites>{suites}</testsuites>')
    (folder / 'testlog.json').write_text(''.join(
        json.dumps({'name': name, 'result': result}) + '\n' for name, result, _ in programs))


def main():
    failed = 0
    print(f'1..{len(CASES)}')
    for number, (name, programs, expected) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            if programs is not None:
                write(pathlib.Path(folder), programs)
            run = subprocess.run([PROGRAM, folder], capture_output=True, text=True, check=False)
        good = run.stdout == expected + '\n' and (run.returncode == 0) == (' 0 failed' in expected)
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {name}')
        if not good:
            print(f'# said {run.stdout!r} and ended with {run.returncode}, expected {expected!r}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
