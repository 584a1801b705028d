#!/usr/bin/env python3
"""The translations: each is whole, none is for a text that has changed, and what a text has to keep
is kept: what is filled in, the key of a menu entry, the lines. Argument: the folder of the project.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3']
PLACE = re.compile(r"%(?:\d+\$)?[-+ #0'I]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t)?[a-zA-Z%]")
LINE = re.compile(r'"(.*)"')


def run(*command, folder):
    result = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    return result.returncode == 0, result.stderr


def write_template(top, pot):
    """What there is to translate now."""
    files = [line for line in (top / 'po/POTFILES.in').read_text().splitlines()
             if line and not line.startswith('#')]
    return run('xgettext', '--from-code=UTF-8', '--add-comments=Translators',
               *(f'--keyword={keyword}' for keyword in KEYWORDS), f'--output={pot}', *files,
               folder=top)


def entries(text):
    """Of a .po file: (context, text, plural) and its translations, the header left out."""
    for block in re.split(r'\n\s*\n', text):
        fields = collections.defaultdict(str)
        name = None
        for line in block.splitlines():
            if line.startswith('#~'):
                break
            found = re.match(r'(msg\w+(?:\[\d\])?)\s', line)
            name = found.group(1) if found else name
            if name and not line.startswith('#') and (quoted := LINE.search(line)):
                fields[name] += quoted.group(1)
        if fields.get('msgid'):
            texts = [fields[key] for key in sorted(fields) if key.startswith('msgstr')]
            yield fields['msgid'], fields.get('msgid_plural'), texts, block


def without_positions(places):
    return sorted(re.sub(r'^%\d+\$', '%', place) for place in places)


def complaints(po):
    """What msgfmt does not see."""
    for source, plural, texts, block in entries(po):
        is_time = 'no-c-format' in block or '%-e' in source or source == '%H:%M'
        for text in texts:
            wanted = without_positions(PLACE.findall(plural or source))
            found = without_positions(PLACE.findall(text))
            # A plural form may say "one" instead of the number.
            kept = found == wanted or (plural and not set(found) - set(wanted))
            if 'c-format' in block and not is_time and not kept:
                yield f'places: “{source}”: “{text}”'
            is_menu = re.search(r'(?<!_)_\w', source) and '__' not in source
            if is_menu and source.count('_') == 1 and text.count('_') != 1:
                yield f'mnemonic: “{source}”: “{text}”'
            if source.count('\\n') != text.count('\\n'):
                yield f'lines: “{source}”: “{text}”'
            # A wide comma has its blank in it.
            if source.strip() != source and text.strip() == text and text[-1:] not in '、，：':
                yield f'blanks: “{source}”: “{text}”'


def check(top, language, pot, folder):
    """Says what is wrong with a language, None for nothing."""
    merged = pathlib.Path(folder, language + '.po')
    path = top / 'po' / (language + '.po')
    good, words = run('msgfmt', '--check', '--output-file=/dev/null', str(path), folder=top)
    if not good:
        return words
    good, words = run('msgmerge', '--quiet', '--no-fuzzy-matching', f'--output={merged}', str(path),
                      str(pot), folder=top)
    if not good:
        return words
    for what, option in (('not translated', '--untranslated'), ('fuzzy', '--only-fuzzy')):
        left = subprocess.run(['msgattrib', option, '--no-obsolete', merged], text=True,
                              capture_output=True, check=True).stdout
        missing = [source for source, *_ in entries(left)]
        if missing:
            return f'{what}: {len(missing)}, as “{missing[0]}”'
    return '\n'.join(complaints(path.read_text())) or None


def main():
    top = pathlib.Path(sys.argv[1])
    languages = [line for line in (top / 'po/LINGUAS').read_text().split('\n')
                 if line and not line.startswith('#')]
    print(f'1..{len(languages) + 2}')
    with tempfile.TemporaryDirectory() as folder:
        pot = pathlib.Path(folder, 'natter.pot')
        good, words = write_template(top, pot)
        print(f'{"ok" if good else "not ok"} 1 template')
        if words:
            print('# ' + words.replace('\n', '\n# '))
        known = sorted(path.stem for path in (top / 'po').glob('*.po'))
        print(f'{"ok" if known == sorted(languages) else "not ok"} 2 each .po is in LINGUAS')
        for number, language in enumerate(languages, 3):
            wrong = check(top, language, pot, folder)
            print(f'{"not ok" if wrong else "ok"} {number} {language}')
            if wrong:
                print('# ' + wrong.replace('\n', '\n# '))


if __name__ == '__main__':
    main()
