#!/usr/bin/env python3
"""The Flatpak manifests: what they may, where they get their sources, and that the development
variant is the release but for its name and how it is built.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import re
import sys

ID = 'io.github.natter_chat.Natter'
PERMISSIONS = ['--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11',
               '--device=dri']
ARCHIVE = re.compile(r'https://\S+\.tar\.(gz|xz)')


def sources(manifest):
    return [source for module in manifest['modules'] for source in module['sources']]


def same_but_for_build(release, devel):
    """Whether one is the other without what may differ."""
    release, devel = (json.loads(json.dumps(one)) for one in (release, devel))
    for manifest in (release, devel):
        manifest.pop('id')
        manifest['modules'][-1].pop('config-opts')
    return release == devel


def main():
    folder = pathlib.Path(sys.argv[1]) / 'flatpak'
    release, devel = (json.loads((folder / f'{name}.json').read_text())
                      for name in (ID, f'{ID}.Devel'))
    archives = [source for source in sources(release) if source['type'] == 'archive']
    checks = {
        'ids': (release['id'], devel['id']) == (ID, f'{ID}.Devel'),
        'permissions': release['finish-args'] == PERMISSIONS,
        'archives have a public address and a checksum': all(
            ARCHIVE.fullmatch(source['url']) and re.fullmatch(r'[0-9a-f]{64}', source['sha256'])
            for source in archives),
        'the last module is this tree': sources(release)[-1]['path'] == '..',
        'the development variant says so': '-Ddevel=true' in devel['modules'][-1]['config-opts'],
        'and is the same otherwise': same_but_for_build(release, devel),
    }

    print(f'1..{len(checks)}')
    for number, (name, good) in enumerate(checks.items(), 1):
        print(f'{"ok" if good else "not ok"} {number} - {name}')
    return 0 if all(checks.values()) else 1


if __name__ == '__main__':
    sys.exit(main())
