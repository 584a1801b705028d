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

# options, the line expected of one test that passed
ALSO = [
    (['--also-passed', '2', '--also-failed', '3', '--also-skipped', '4'],
     '3 passed, 3 failed, 4 skipped'),
    (['--also-skipped', '1'], '1 passed, 0 failed, 1 skipped'),
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


def check(programs, options, expected):
    """Returns: what is wrong, or nothing"""
    with tempfile.TemporaryDirectory() as folder:
        if programs is not None:
            write(pathlib.Path(folder), programs)
        run = subprocess.run([PROGRAM, folder, *options], capture_output=True, text=True,
                             check=False)
    if run.stdout == expected + '\n' and (run.returncode == 0) == (' 0 failed' in expected):
        return None
    return f'said {run.stdout!r} and ended with {run.returncode}, expected {expected!r}'


def main():
    cases = [(name, programs, [], expected) for name, programs, expected in CASES]
    cases += [(' '.join(options), [('a', 'OK', None)], options, expected)
              for options, expected in ALSO]
    failed = 0
    print(f'1..{len(cases)}')
    for number, (name, programs, options, expected) in enumerate(cases, 1):
        wrong = check(programs, options, expected)
        failed += bool(wrong)
        print(f'{"not ok" if wrong else "ok"} {number} {name}')
        if wrong:
            print(f'# {wrong}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
