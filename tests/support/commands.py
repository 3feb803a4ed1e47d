# SPDX-License-Identifier: Apache-2.0
"""Commands that bring in files, as somebody types them at the machine of a world."""

from pathlib import Path

from click.testing import CliRunner, Result

from ngnprov.cli import main
from tests.support.world import World


def run(world: World, *words: object) -> Result:
    """A command on the database of a world, as it ends; ``words`` are the command, its options and files."""
    settings = world.settings
    where = ["--database", str(settings.database.url), "--key-file", str(settings.keys.file)]
    result = CliRunner().invoke(main, [*map(str, words), *where])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


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
