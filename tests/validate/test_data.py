#!/usr/bin/env python3
"""What the desktop reads of Natter is of one mind: names, paths, icons, actions and versions.

    test_data.py TOP BUILT-DATA APPLICATION-ID VERSION PROGRAMS

SPDX-License-Identifier: GPL-3.0-or-later
"""

import configparser
import pathlib
import re
import sys
import xml.etree.ElementTree

SVG = '{http://www.w3.org/2000/svg}'

NOT_SYMBOLIC = ('linearGradient', 'radialGradient', 'image', 'filter', 'text')


def keyfile(path):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(path.read_text())
    return parser


def check_desktop_file(built, name):
    entry = keyfile(built / f'{name}.desktop')
    main = entry['Desktop Entry']
    action = entry['Desktop Action new-chat']
    return (main['Icon'] == name and main['DBusActivatable'] == 'true' and
            main['Actions'] == 'new-chat;' and main['MimeType'] == 'x-scheme-handler/natter;' and
            main['Exec'] == 'natter %u' and action['Name'] == 'New Chat')


def check_action(top):
    """An action of the desktop file is one of the program's."""
    return '{ .name = "new-chat"' in (top / 'src/ui/application/natter-application.c').read_text()


def check_service(built, name, programs):
    service = keyfile(built / f'{name}.service')['D-BUS Service']
    return (service['Name'] == name and
            service['Exec'] == f'{programs}/natter --gapplication-service')


def check_search_provider(built, name):
    provider = keyfile(built / f'{name}.search-provider.ini')['Shell Search Provider']
    return dict(provider) == {
        'DesktopId': f'{name}.desktop', 'BusName': name,
        'ObjectPath': '/' + name.replace('.', '/') + '/SearchProvider', 'Version': '2'}


def check_metainfo(top, built, name, version):
    root = xml.etree.ElementTree.parse(built / f'{name}.metainfo.xml').getroot()
    images = [pathlib.PurePosixPath(image.text).name for image in root.iter('image')]
    release = root.find('releases/release')
    return (root.findtext('id') == name and root.findtext('launchable') == f'{name}.desktop' and
            release.get('version') == version and release.get('date') and images and
            all((top / 'data/screenshots' / image).is_file() for image in images))


def check_schema(top):
    """Each key says what it is for."""
    root = xml.etree.ElementTree.parse(next((top / 'data').glob('*.gschema.xml'))).getroot()
    return all(key.findtext('summary') for key in root.iter('key'))


def view_box(root):
    box = root.get('viewBox') or f'0 0 {root.get("width")} {root.get("height")}'
    return [float(number) for number in box.split()]


def check_icon(path, size):
    root = xml.etree.ElementTree.parse(path).getroot()
    return root.tag == f'{SVG}svg' and view_box(root) == [0, 0, size, size]


def check_symbolic(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    colours = set(re.findall(r'#[0-9a-fA-F]{3,8}', path.read_text()))
    return (check_icon(path, 16) and len(colours) <= 1 and
            not any(list(root.iter(f'{SVG}{tag}')) for tag in NOT_SYMBOLIC))


def main():
    top, built = (pathlib.Path(argument) for argument in sys.argv[1:3])
    name, version, programs = sys.argv[3:]
    icons = top / 'data/icons'
    checks = {
        'desktop file': check_desktop_file(built, name),
        'its action is the program’s': check_action(top),
        'service of the bus': check_service(built, name, programs),
        'search provider': check_search_provider(built, name),
        'metainfo': check_metainfo(top, built, name, version),
        'schema': check_schema(top),
    }
    for icon in sorted(icons.glob('*.svg')):
        checks[icon.name] = (check_symbolic(icon) if icon.stem.endswith('-symbolic')
                             else check_icon(icon, 128))
    for icon in sorted((top / 'src/ui/icons').rglob('*.svg')):
        checks[icon.name] = check_symbolic(icon)

    print(f'1..{len(checks)}')
    for number, (what, good) in enumerate(checks.items(), 1):
        print(f'{"ok" if good else "not ok"} {number} - {what}')
    return 0 if all(checks.values()) else 1


if __name__ == '__main__':
    sys.exit(main())
