#!/usr/bin/env python3
"""Reads streams as a chat client in Python does: lines of a response of requests, then json.

    seed-stack.py FOLDER

FOLDER holds what bench-parse has written: a file for each dialect. Prints one JSON object: the MB
of stream a second of CPU for each, in the best of some rounds. No network: the response reads the
file.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import io
import json
import pathlib
import sys
import time

try:
    import requests
except ImportError:
    sys.exit("seed-stack: skipped, requests is not installed (Debian: python3-requests)")

ROUNDS = 5
FIELD = b"data: "


def payloads(body):
    """What such clients do with a stream: each line that is an event's data, or JSON itself."""
    response = requests.Response()
    response.status_code = 200
    response.raw = io.BytesIO(body)
    for line in response.iter_lines():
        data = line.removeprefix(FIELD)
        if data.startswith(b"{"):
            yield json.loads(data)


def seconds(body):
    began = time.process_time()
    if sum(1 for _ in payloads(body)) < 2:
        sys.exit("seed-stack: the stream has no events")
    return time.process_time() - began


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    result = {}
    for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        body = path.read_bytes()
        best = min(seconds(body) for _ in range(ROUNDS))
        result[path.name] = round(len(body) / 1e6 / best, 1)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
