# SPDX-License-Identifier: Apache-2.0
"""What all commands that bring in files have in common: options, pipes, and what is told."""

import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from ngnprov.cli import main
from tests.support.commands import done, problems, run, written
from tests.support.world import World

NUMBERS = "number\n4930\n"
RECORDS = "zone,name,type,value\nexample.com,a,A,192.0.2.1\nexample.com,b,A,192.0.2.1\n"
MASTER = (
    "example.net. 60 SOA ns.p.test. h.example.net. 1 1 1 1 1\nexample.net. NS ns.p.test.\na.example.net. A 192.0.2.1\n"
)
COMMANDS = [
    (("enum", "import"), NUMBERS, "added 1 number with 0 mappings\n"),
    (("zone", "import-records"), RECORDS, "added 2 records\n"),
    (("zone", "import"), MASTER, "added example.net with 1 record\n"),
]


@pytest.fixture
def world(sqlite_world: World) -> World:
    """A zone and a range."""
    sqlite_world.call().dns.addZone(zone={"name": "example.com", "nameservers": ["ns1.provider.test"]})
    sqlite_world.call().enum.addRange(range={"id": {"prefix": "49", "tld": "e164.arpa"}})
    return sqlite_world


@pytest.mark.parametrize(("command", "text", "told"), COMMANDS)
def test_a_pipe_is_read_though_only_once(
    world: World, tmp_path: Path, command: tuple[str, ...], text: str, told: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(text,))
    writer.start()
    assert done(world, *command, pipe) == told
    writer.join()


@pytest.mark.parametrize(("command", "text", "told"), COMMANDS)
def test_each_command_has_the_options_of_all(
    world: World, tmp_path: Path, command: tuple[str, ...], text: str, told: str
) -> None:
    help_text = CliRunner().invoke(main, [*command, "--help"]).stdout
    for option in ("--dry-run", "--customer ID"):
        assert option in help_text
    file = written(tmp_path, text)
    assert done(world, *command, file, "--customer", 0, "--dry-run") == told.replace("added", "would add")
    assert problems(run(world, *command, file, "--customer", 9)) == ["there is no customer 9"]
    assert run(world, *command, file, "--customer", "x").exit_code == 2
    assert run(world, *command, tmp_path / "nowhere").exit_code == 2
    if command != ("zone", "import"):
        assert "--each" in help_text
        assert "as many cells as the first" in " ".join(help_text.split())
        assert done(world, *command, file, "--each", "--dry-run") == told.replace("added", "would add")
        assert done(world, *command, file, "--each") == told


def test_what_a_file_holds_does_not_drive_a_terminal(world: World, tmp_path: Path) -> None:
    told = problems(run(world, "zone", "import-records", written(tmp_path, "zone,\x1b[31mred\n")))
    assert "\x1b" not in "".join(told)
    assert told[0].startswith("line 1, column \\x1b[31mred: is not one of the columns")
