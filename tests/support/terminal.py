# SPDX-License-Identifier: Apache-2.0
"""Commands with a terminal of their own, as a person has one."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.support.world import World


class Session(NamedTuple):
    """How a command ended, what it wrote to standard output, and what its terminal got on standard error."""

    code: int
    stdout: str
    screen: str


def on_terminal(world: World, *words: object, term: str = "xterm-256color", shows_output: bool = False) -> Session:
    """Run a command on the database of a world whose standard error is a terminal; ``shows_output``: standard output, too."""
    settings = world.settings
    where = ["--database", str(settings.database.url), "--key-file", str(settings.keys.file)]
    inner, outer = os.openpty()
    environment = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "ngnprov", *map(str, words), *where],
        stdin=subprocess.DEVNULL,
        stdout=outer if shows_output else subprocess.PIPE,
        stderr=outer,
        cwd=Path(str(settings.keys.file)).parent,
        env={**environment, "TERM": term},
    )
    os.close(outer)
    screen = _all_of(inner)
    written = b"" if process.stdout is None else process.stdout.read()
    code = process.wait()
    if process.stdout is not None:
        process.stdout.close()
    return Session(code, written.decode(), screen.decode())


def _all_of(terminal: int) -> bytes:
    """What is written until nobody has the other end open; Linux tells that by EIO."""
    pieces = []
    try:
        while piece := os.read(terminal, 65536):
            pieces.append(piece)
    except OSError:
        pass
    finally:
        os.close(terminal)
    return b"".join(pieces)
