#!/usr/bin/env python3
"""Accounts on a scripted server, one for each dialect, in a profile's list of providers.

    scripted_accounts.py FOLDER SERVER-ADDRESS

FOLDER is the profile's, beside which its keys and conversations are. Other accounts and all else
that the list holds stay as they are; the scripted ones are set to the address.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import pathlib
import sys

PREFIX = 'scripted-'
# The dialect, what people call it, and where its servers have it in place of “/v1”.
DIALECTS = {
    'openai-chat': ('OpenAI Chat', '/v1'),
    'openai-responses': ('OpenAI Responses', '/v1'),
    'anthropic': ('Anthropic', '/v1'),
    'gemini': ('Gemini', '/v1beta'),
    'cohere-v2': ('Cohere', '/v2'),
    'ollama': ('Ollama', ''),
}


def name(dialect):
    return f'Scripted ({DIALECTS[dialect][0]})'


def account(dialect, url):
    base = url.removesuffix('/v1') + DIALECTS[dialect][1]
    return {'id': PREFIX + dialect, 'name': name(dialect), 'dialect': dialect, 'base-url': base}


def profile_folder(profile):
    config = os.environ.get('XDG_CONFIG_HOME') or pathlib.Path.home() / '.config'
    return pathlib.Path(config, 'natter', 'profiles', profile)


def profile_data(profile):
    """Where the profile's conversations are."""
    data = os.environ.get('XDG_DATA_HOME') or pathlib.Path.home() / '.local' / 'share'
    return pathlib.Path(data, 'natter', 'profiles', profile)


def read(path):
    """What Natter keeps there, or how that begins."""
    if not path.exists():
        return {'version': 1, 'providers': []}
    return json.loads(path.read_text())


def merge(old, url, dialects):
    """The scripted accounts behind the others, and a model to begin with where there is none."""
    kept = [one for one in old.get('providers', [])
            if not str(one.get('id', '')).startswith(PREFIX)]
    defaults = {'model': f'{PREFIX}{dialects[0]}/demo', **old.get('defaults', {})}
    return {**old, 'providers': kept + [account(one, url) for one in dialects],
            'defaults': defaults}


def write(folder, url, dialects=tuple(DIALECTS)):
    path = pathlib.Path(folder, 'providers.json')
    text = json.dumps(merge(read(path), url, dialects), indent=2, ensure_ascii=False)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_suffix('.new')
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w',
              encoding='utf-8') as file:
        file.write(text + '\n')
    new.replace(path)


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        write(sys.argv[1], sys.argv[2])
    except (OSError, ValueError) as error:
        # Whatever it is, it is not ours to replace.
        sys.exit(f'scripted_accounts: {error}')
