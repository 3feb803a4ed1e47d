# SPDX-License-Identifier: Apache-2.0
"""Commands that bring in files, as somebody types them at the machine of a world."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner, Result

from ngnprov.cli import main
from tests.support.live import NGNPROV, environ
from tests.support.world import World

FEW_BYTES = 4 << 20
"""By which a command may grow that brings in 10,000 records: less than they take, one object and its texts for each."""


class Ended(NamedTuple):
    """How a process ended, what it wrote, and the most bytes that it ever had in memory."""

    code: int
    stdout: str
    stderr: str
    peak: int


def run(world: World, *words: object, typed: str = "") -> Result:
    """A command on the database of a world, as it ends; ``words`` are the command, its options and files, ``typed`` what is
    written to its standard input."""
    result = CliRunner().invoke(main, [*map(str, words), *_where(world)], input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _where(world: World) -> list[str]:
    return ["--database", str(world.settings.database.url), "--key-file", str(world.settings.keys.file)]


def measured(world: World, *words: object) -> Ended:
    """The same in a process of its own: what others had in memory before says nothing of it."""
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        command = [*NGNPROV, *map(str, words), *_where(world)]
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr, env=environ())
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        stdout.seek(0), stderr.seek(0)
        unit = 1 if sys.platform == "darwin" else 1024
        return Ended(process.returncode, stdout.read().decode(), stderr.read().decode(), used.ru_maxrss * unit)


def done(world: World, *words: object) -> str:
    """The output of a command that succeeds and says nothing else."""
    result = run(world, *words)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def refused(world: World, *words: object) -> list[str]:
    """What a command tells that fails and changes nothing, the summary last."""
    before = world.fingerprint()
    result = run(world, *words)
    assert world.fingerprint() == before
    return problems(result)


def problems(result: Result) -> list[str]:
    """What a command that fails says; the summary is last."""
    assert result.exit_code == 1, result.output
    *told, summary = result.stderr.splitlines()
    assert summary.startswith("ngnprov: ")
    return [*told, summary.removeprefix("ngnprov: ")]


def written(place: Path, text: str | bytes) -> Path:
    """A file with this text."""
    file = place / "file"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def is_sound(world: World) -> bool:
    """Does ``ngnprov doctor`` find nothing wrong?"""
    return run(world, "doctor").exit_code == 0
