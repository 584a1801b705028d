#!/usr/bin/env python3
"""`meson install` puts a whole Natter into a prefix, which starts from there and opens its window.

The tree is installed with another prefix than it was configured with: what is in it must not be
found where it was built.

    build-aux/headless tests/validate/test_install.py TOP BUILD

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ID = 'io.github.natter_chat.Natter'
PATIENCE = 60 * float(os.environ.get('NATTER_TEST_PATIENCE', '1'))
FILES = (
    'bin/natter',
    'share/applications/{id}.desktop',
    'share/dbus-1/services/{id}.service',
    'share/glib-2.0/schemas/' + ID + '.gschema.xml',
    'share/glib-2.0/schemas/gschemas.compiled',
    'share/gnome-shell/search-providers/{id}.search-provider.ini',
    'share/icons/hicolor/scalable/apps/{id}.svg',
    'share/icons/hicolor/symbolic/apps/{id}-symbolic.svg',
    'share/man/man1/natter.1',
    'share/metainfo/{id}.metainfo.xml',
)


def introspect(build, what):
    ended = subprocess.run(['meson', 'introspect', what, build], capture_output=True, text=True,
                           check=True)
    return json.loads(ended.stdout)


def install(build, folder):
    """Returns: the folder that stands for the prefix"""
    options = {option['name']: option['value'] for option in introspect(build, '--buildoptions')}
    environment = {**os.environ, 'DESTDIR': str(folder)}
    subprocess.run(['meson', 'install', '-C', build, '--no-rebuild', '--quiet'], check=True,
                   env=environment, stdout=sys.stderr)
    prefix = folder / pathlib.Path(options['prefix']).relative_to('/')
    # Nothing runs after an installation to a folder that is packed up first.
    subprocess.run(['glib-compile-schemas', prefix / options['datadir'] / 'glib-2.0/schemas'],
                   check=True)
    return prefix


def paints(prefix):
    """Whether its window comes up, with nothing of the build's in reach."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ('GSETTINGS_SCHEMA_DIR', 'NATTER_HIGHLIGHTER', 'G_TEST_BUILDDIR')}
    environment['XDG_DATA_DIRS'] = f'{prefix}/share:/usr/share'
    environment['PATH'] = f'{prefix}/bin:/usr/bin:/bin'
    environment['G_DEBUG'] = 'fatal-criticals'
    process = subprocess.Popen(['natter'], env=environment, stdout=sys.stderr)
    try:
        # Ends as soon as a window is to be seen.
        subprocess.run(['xdotool', 'search', '--sync', '--onlyvisible', '--pid', str(process.pid)],
                       check=True, timeout=PATIENCE, stdout=sys.stderr)
        return process.poll() is None and is_painted(process.pid)
    except subprocess.TimeoutExpired:
        return False
    finally:
        process.terminate()
        process.wait()


def is_painted(number):
    """More than one colour is seen of it."""
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(number)],
                           capture_output=True, text=True, check=True).stdout.split()
    for _ in range(int(PATIENCE)):
        picture = subprocess.run(['maim', '--format', 'bmp', '--window', found[0]],
                                 capture_output=True, check=True).stdout
        pixels = picture[54:]
        if pixels.count(pixels[:4]) * 4 < len(pixels):
            return True
    return False


def main():
    _, build = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix='natter-install-') as folder:
        prefix = install(build, pathlib.Path(folder))
        name = next((prefix / 'share/applications').glob('*.desktop')).stem
        checks = {path: (prefix / path.format(id=name)).is_file() for path in FILES}
        checks['the highlighter'] = any(prefix.rglob('natter-highlighter'))
        checks['a window'] = paints(prefix)

    print(f'1..{len(checks)}')
    for number, (what, good) in enumerate(checks.items(), 1):
        print(f'{"ok" if good else "not ok"} {number} - {what}')
    return 0 if all(checks.values()) else 1


if __name__ == '__main__':
    sys.exit(main())
