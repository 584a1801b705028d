#!/usr/bin/env python3
""".ci/run ends on one line with the sums of all it ran, and fails where one of them did. What it
runs is played by a script here.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
# The verb's words and end come from files; the summary is the real one's arithmetic.
FAKE = '''#!/bin/sh
verb=$1
shift
if [ "$verb" = summary ]; then
  [ -e "$0.summary" ] && exec cat "$0.summary"
  exec "$(dirname "$0")/test-summary" "$(dirname "$0")/logs" "$@"
fi
cat "$0.$verb" 2>/dev/null
exit "$(cat "$0.$verb.status" 2>/dev/null || echo 0)"
'''
LOG = '{"name": "a", "result": "OK"}\n{"name": "b", "result": "SKIP"}\n'
FLATPAK = 'words\n4 passed, 0 failed, 1 skipped\n'

# name, what differs from a good run: a verb's words, its status; the line, whether it is a success
CASES = [
    ('all is well', {}, '6 passed, 0 failed, 2 skipped', True),
    ('a failed run', {'run.status': '1'}, '5 passed, 1 failed, 2 skipped', False),
    ('a failed check of the Flatpak', {'flatpak': '3 passed, 1 failed, 1 skipped\n',
                                       'flatpak.status': '1'},
     '5 passed, 1 failed, 2 skipped', False),
    ('a Flatpak that was not built', {'flatpak': 'dev: no\n', 'flatpak.status': '1'},
     '2 passed, 1 failed, 1 skipped', False),
    ('a Flatpak that says nothing', {'flatpak': ''}, '2 passed, 1 failed, 1 skipped', False),
    ('a Flatpak that is not uninstalled', {'flatpak.status': '1'},
     '6 passed, 1 failed, 2 skipped', False),
    ('failed tests', {'test.status': '1'}, '6 passed, 0 failed, 2 skipped', False),
    ('no summary', {'summary': 'what?\n'}, '5 passed, 1 failed, 1 skipped', False),
]


def play(folder, differences):
    (folder / '.ci').mkdir()
    (folder / 'build-aux' / 'logs').mkdir(parents=True)
    shutil.copy(TOP / '.ci' / 'run', folder / '.ci')
    shutil.copy(TOP / 'build-aux' / 'test-summary', folder / 'build-aux')
    (folder / 'build-aux/logs/testlog.json').write_text(LOG)
    (folder / 'build-aux/logs/testlog.junit.xml').write_text('<testsuites/>')
    program = folder / 'build-aux' / 'dev'
    program.write_text(FAKE)
    program.chmod(0o755)
    for name, words in {'flatpak': FLATPAK, **differences}.items():
        (folder / 'build-aux' / f'dev.{name}').write_text(words)
    return subprocess.run([folder / '.ci' / 'run'], capture_output=True, text=True, check=False)


def main():
    failed = 0
    print(f'1..{len(CASES)}')
    for number, (name, differences, expected, success) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            ended = play(pathlib.Path(folder), differences)
        good = (ended.stdout.splitlines()[-1:] == [expected] and (ended.returncode == 0) == success)
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {name}')
        if not good:
            print(f'# said {ended.stdout!r} and ended with {ended.returncode}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
