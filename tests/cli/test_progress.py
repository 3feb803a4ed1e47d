# SPDX-License-Identifier: Apache-2.0
"""Progress: shown to a person at a terminal by every command that can take long, and to nobody else."""

import io
from pathlib import Path

import pytest

from ngnprov.cli import bars, progress
from tests.support.commands import run, written
from tests.support.scene import Scene, prop
from tests.support.terminal import on_terminal
from tests.support.world import World

RECORDS = "zone,name,type,value\nexample.com,a,A,192.0.2.1\nexample.com,b,A,192.0.2.1\n"
MASTER = "example.net. 60 SOA ns.p.test. h.example.net. 1 1 1 1 1\nexample.net. NS ns.p.test.\n"
NUMBERS = "number\n4930\n"


@pytest.fixture
def world(sqlite_world: World) -> World:
    """A zone and a range."""
    sqlite_world.call().dns.addZone(zone={"name": "example.com", "nameservers": ["ns1.provider.test"]})
    sqlite_world.call().enum.addRange(
        range={"id": {"prefix": "49", "tld": "e164.arpa"}, "nameservers": ["ns1.provider.test"]}
    )
    return sqlite_world


COMMANDS = [
    (("zone", "import-records"), RECORDS, "reading", "added 2 records\n"),
    (("zone", "import"), MASTER, "reading", "added example.net with 0 records\n"),
    (("enum", "import"), NUMBERS, "reading", "added 1 number with 0 mappings\n"),
    (("zone", "export", "example.com"), None, "exporting", "$ORIGIN example.com.\n"),
    (("enum", "export", "49"), None, "exporting", "$ORIGIN 9.4.e164.arpa.\n"),
    (("doctor",), None, "examining", "nothing is wrong\n"),
    (("migrate",), None, "bringing the schema up to date", "the schema is up to date\n"),
    (("keys", "reseal"), None, "sealing", "sealed 0 values anew\n"),
    (("vouchers", "generate", "1", "5", "--csv"), None, "making vouchers", "id,number,value"),
    (("backup", "copy.db"), None, "copying", "copied "),
]


@pytest.mark.parametrize(
    ("command", "text", "what", "said"), COMMANDS, ids=[" ".join(each[0][:2]) for each in COMMANDS]
)
def test_a_command_that_can_take_long_shows_how_far_it_is_on_a_terminal(
    world: World, tmp_path: Path, command: tuple[str, ...], text: str | None, what: str, said: str
) -> None:
    words = command if text is None else (*command, written(tmp_path, text))
    done = on_terminal(world, *words)
    assert done.code == 0, done.screen
    assert done.stdout.startswith(said)
    assert what in done.screen
    assert done.screen.endswith("\x1b[2K")  # the line is cleared at the end


@pytest.mark.parametrize(
    ("command", "text", "what", "said"), COMMANDS[:-1], ids=[" ".join(each[0][:2]) for each in COMMANDS[:-1]]
)
def test_and_nothing_in_a_pipe(
    world: World, tmp_path: Path, command: tuple[str, ...], text: str | None, what: str, said: str
) -> None:
    words = command if text is None else (*command, written(tmp_path, text))
    done = run(world, *words)
    assert (done.exit_code, done.stderr) == (0, "")
    assert what not in done.stdout
    assert done.stdout.startswith(said)


def test_lines_of_an_export_on_the_same_terminal_are_not_drawn_over(world: World) -> None:
    done = on_terminal(world, "zone", "export", "example.com", shows_output=True)
    assert "exporting" not in done.screen
    assert "\x1b" not in done.screen


def test_what_the_doctor_finds_is_printed_whole_beside_it(world: World) -> None:
    Scene(world, "encoded").reseller(properties=[prop("sip_credit", "5", "admin")])
    world.sql("UPDATE counters SET used = 3")
    done = on_terminal(world, "doctor", shows_output=True)
    assert done.code == 1
    assert "wrong: sip_credit of customer 1 is counted as 3, but there are 0\r\n" in done.screen
    assert "1 wrong\r\n" in done.screen


def test_a_terminal_that_can_do_nothing_is_left_alone(world: World) -> None:
    done = on_terminal(world, "doctor", term="dumb")
    assert (done.code, done.stdout, done.screen) == (0, "nothing is wrong\n", "")


def test_a_bar_goes_back_when_something_is_done_again() -> None:
    with bars.shown("reading", 100, "") as bar:
        bar.advance(60)
        bar.reach(20)
        assert bar.completed == 20
        bar.advance()
        assert bar.completed == 21


def test_nothing_is_loaded_or_written_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr("ngnprov.cli.progress.sys.stderr", shown)
    with progress.progress("reading", 3) as seen, seen.aside():
        seen.advance()
        seen.reach(3)
    assert shown.getvalue() == ""
