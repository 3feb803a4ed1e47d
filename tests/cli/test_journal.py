# SPDX-License-Identifier: Apache-2.0
"""``ngnprov journal``: what it shows of whom, and what it prunes."""

import json
import os
import pty
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ngnprov.cli.moments import Moment
from ngnprov.db.ledgers.entries import Follower, Wanted
from tests.auth.trying import code
from tests.support.commands import done, run
from tests.support.journaling import tamper, write
from tests.support.world import ADMIN, PASSWORD, World

STRANGER = "203.0.113.5"


@pytest.fixture
def told(world: World) -> World:
    """A world with a reseller, his customer, a change of each, and denials."""
    admin = world.call()
    boss = admin.addAccount(account={"username": "boss", "password": "secret1", "resellerActive": True})["id"]
    carl = admin.addAccount(account={"username": "carl", "password": "secret2", "reseller": boss})["id"]
    admin.updateAccount(account={"id": carl, "firstName": "Carl\x9b31m", "password": "secret3"})
    behind = world.call(impersonate=boss)
    behind.sip.addDomain(domain={"domain": "example.org", "customer": boss})
    world.call(username="carl", password="secret3", admin=False).refused("deleteAccount", id=carl)
    code(world, STRANGER, username="carl", password="secret4", admin=False)
    code(world, STRANGER, username=PASSWORD, password="secret4")
    world.app.settle()
    return world


def listed(world: World, *options: object) -> list[dict[str, Any]]:
    """The entries that the command prints as JSON."""
    return [json.loads(line) for line in done(world, "journal", "--json", *options).splitlines()]


def operations(world: World, *options: object) -> list[str]:
    return [entry["operation"] for entry in listed(world, *options)]


ALL = ["admin add", "addAccount", "addAccount", "updateAccount", "addDomain", "deleteAccount"] + ["getCustomers"] * 2


def test_all_is_shown_oldest_first_and_the_newest_when_asked_for_few(told: World) -> None:
    assert operations(told) == operations(told, "--last", 0) == ALL
    assert operations(told, "-n", 3) == ALL[-3:]
    ids = [entry["id"] for entry in listed(told)]
    assert ids == sorted(ids)
    assert [entry["id"] for entry in listed(told, "--after", ids[2], "--last", 0)] == ids[3:]


def test_a_customer_has_what_he_did_and_what_was_done_to_him_and_his(told: World) -> None:
    assert operations(told, "--customer", 2) == ["addAccount", "updateAccount", "deleteAccount", "getCustomers"]
    assert operations(told, "--customer", 1) == ["addAccount", "addDomain"]
    assert operations(told, "--customer", 3) == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--login", ADMIN], ALL[1:5]),
        (["--login", "carl"], ["deleteAccount", "getCustomers"]),
        (["--operation", "addAccount"], ["addAccount"] * 2),
        (["--subject", "customer 2"], ["addAccount", "updateAccount"]),
        (["--subject", "customer"], ["addAccount", "addAccount", "updateAccount"]),
        (["--subject", "custom"], []),
        (["--kind", "denied"], ["deleteAccount"]),
        (["--kind", "login"], ["getCustomers"] * 2),
        (["--kind", "change", "--customer", "2"], ["addAccount", "updateAccount"]),
        (["--since", "1h"], ALL),
        (["--until", "1h"], []),
        (["--since", "2001-01-01", "--until", "2001-01-02T00:00:00+02:00"], []),
    ],
)
def test_entries_are_chosen_by_options(told: World, options: list[str], expected: list[str]) -> None:
    assert operations(told, *options) == expected


def test_json_has_everything_and_no_secret(told: World) -> None:
    made = listed(told, "--customer", 1)[-1]
    assert made["at"].startswith(str(datetime.now(UTC).year))
    assert {name: made[name] for name in ("kind", "login", "level", "entry", "behind", "address", "customer")} == {
        "kind": "change",
        "login": ADMIN,
        "level": "reseller",
        "entry": 1,
        "behind": True,
        "address": "127.0.0.1",
        "customer": 1,
    }
    assert made["after"]["domain"] == "example.org"
    failed = listed(told, "--kind", "login")[0]
    assert (failed["login"], failed["customer"], failed["address"], failed["code"]) == ("carl", 2, STRANGER, 901)
    everything = done(told, "journal", "--json") + done(told, "journal")
    assert "secret" not in everything
    assert PASSWORD not in everything
    assert "\x9b" not in everything


def test_a_line_says_when_who_from_where_what_and_how_it_ended(told: World) -> None:
    lines = done(told, "journal").splitlines()
    assert re.match(
        r" +\d+  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d  root {14}127\.0\.0\.1 {8}updateAccount {9}customer 2 ", lines[3]
    )
    assert lines[3].split("  changed ")[1] == r"""first_name "" -> Carl\x9b31m, password ******** -> ********"""
    assert "  root as 1  " in lines[4]
    assert lines[5].endswith("  CustomerPort            denied 902")
    assert lines[6].split()[3:] == ["carl", STRANGER, "getCustomers", "CustomerPort", "login", "failed", "901"]
    assert re.search(r"\(unknown [0-9a-f]{16}\)", lines[7])


def test_a_wide_line_says_also_for_whom_in_which_transaction_and_what_it_undoes(world: World) -> None:
    caller = world.call().asking(onBehalfOf="erika")
    caller.addAccount(account={"username": "boss", "password": "p"})
    transaction = caller.reply["transaction"]
    done(world, "journal", "revert", transaction)
    (_, made, removed) = done(world, "journal", "--wide").splitlines()
    assert made.split()[3:8] == ["root", "erika", "127.0.0.1", transaction, "-"]
    assert re.search(rf" \(command line\) +- +- +[0-9a-f]{{16}} +{made.split()[0]}  journal revert ", removed)
    assert "erika" not in done(world, "journal")


def test_a_terminal_has_columns_with_a_head_and_denials_in_red(told: World) -> None:
    url = told.settings.database.url
    parent, child = pty.openpty()
    arguments = [sys.executable, "-m", "ngnprov", "journal", "--database", url]
    environment = {**os.environ, "COLUMNS": "120", "TERM": "xterm"}
    with subprocess.Popen(arguments, stdout=child, stderr=child, env=environment) as process:
        os.close(child)
        seen = b""
        try:
            while piece := os.read(parent, 65536):
                seen += piece
        except OSError:  # how Linux says that the other side of a terminal has gone
            pass
    os.close(parent)
    assert process.returncode == 0, seen
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in seen.decode().splitlines()]
    assert lines[0].split() == ["id", "time", "(UTC)", "who", "from", "operation", "subject", "what"]
    assert sum(bool(re.match(r" *\d+ +\d{4}-", line)) for line in lines) == len(ALL)
    assert max(map(len, lines)) <= 120
    (denied,) = [line for line in seen.split(b"\n") if b"deleteAccount" in line]
    assert b"\x1b[31m" in denied, "what was denied is red"
    assert b"denied 902" in denied


def test_follow_shows_what_comes_in_until_it_is_stopped(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    works: Iterator[Callable[[], object]] = iter(
        [
            lambda: told.call().addAccount(account={"username": "late", "password": "p"}),
            lambda: None,
            lambda: told.call().deleteAccount(id=3),
        ]
    )

    def pause(_: float) -> None:
        for work in works:
            work()
            return
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", pause)
    assert operations(told, "--last", 1, "--follow") == ["getCustomers", "addAccount", "deleteAccount"]


def test_follow_leaves_out_no_entry_that_was_under_way(world: World) -> None:
    if world.kind == "sqlite":
        pytest.skip("on SQLite nobody else writes meanwhile")

    with world.database.reading() as unit:
        follower = Follower(unit, Wanted())

    def look() -> list[str]:
        with world.database.reading() as unit:
            return [entry.login for entry in follower.look(unit)]

    began, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with world.served.writing() as unit:
            write(unit, login="slow")
            began.set()
            finish.wait()
            unit.commit()

    thread = threading.Thread(target=slow)
    thread.start()
    began.wait()
    world.database.write(lambda unit: write(unit, login="quick"))
    assert look() == ["quick"]
    finish.set()
    thread.join()
    assert look() == ["slow"]
    assert look() == []


def test_prune_says_what_it_would_remove_and_removes_it(told: World) -> None:
    foreseen = done(told, "journal", "prune", "--before", "0m", "--dry-run")
    assert re.fullmatch(r"would remove 8 entries, 1 to 8, of [-0-9]{10} [:0-9]{8} to [-0-9]{10} [:0-9]{8}\n", foreseen)
    assert operations(told) == ALL
    assert done(told, "journal", "prune", "--before", "0m") == foreseen.replace("would remove", "removed")
    (entry,) = listed(told)
    assert (entry["kind"], entry["operation"], entry["after"]["removed"]) == ("pruned", "journal prune", 8)
    assert done(told, "journal").rstrip().split("journal entries 1 to 8")[1].strip().startswith("removed=8, since=")


def test_prune_without_a_date_goes_by_the_setting(told: World, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(told, "journal", "prune")
    assert (result.exit_code, result.stderr) == (
        1,
        "ngnprov: nothing says what is old: give --before, or set journal.keep_days\n",
    )
    monkeypatch.setenv("NGNPROV_JOURNAL_KEEP_DAYS", "1")
    before = str(datetime.now(UTC) - timedelta(days=1))[:10]
    assert done(told, "journal", "prune").startswith(f"no entry is older than {before}")
    assert operations(told) == ALL


@pytest.mark.parametrize("moment", ["2999-01-01", "tomorrow", "2027-13-01", "9999999d", "", "0001-01-01T00:00+14:00"])
def test_a_moment_that_is_none_or_lies_ahead_is_refused(told: World, moment: str) -> None:
    result = run(told, "journal", "prune", "--before", moment)
    assert result.exit_code in (1, 2)
    assert "moment" in result.stderr or "future" in result.stderr
    assert operations(told) == ALL


def test_moments_are_utc_unless_they_say_otherwise() -> None:
    read = Moment()
    assert read.convert("2027-01-31", None, None) == "2027-01-31 00:00:00.000000"
    assert read.convert("2027-01-31 23:59", None, None) == "2027-01-31 23:59:00.000000"
    assert read.convert("2027-01-31T23:59:01+01:00", None, None) == "2027-01-31 22:59:01.000000"


@pytest.mark.parametrize(("command", "moment"), [("--since", "yesterday"), ("prune --before", "1s")])
def test_what_is_no_moment_is_said_in_a_whole_sentence(told: World, command: str, moment: str) -> None:
    result = run(told, "journal", *command.split(), moment)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"'{moment}' is not a moment: write 2027-01-31, 2027-01-31 23:59, or 30m, 2h, 7d" in result.stderr


def test_verify_says_in_one_line_that_nothing_is_wrong_and_what_is_not_sealed_yet(told: World) -> None:
    ((oldest,),) = told.sql("SELECT min(at) FROM journal")
    unsealed = f"nothing is wrong: 0 entries in 0 streams, 8 more not sealed yet, the oldest of {oldest[:19]}\n"
    assert done(told, "journal", "verify") == unsealed
    assert done(told, "journal", "verify", "--seal") == "nothing is wrong: 8 entries in 2 streams, all sealed\n"


def test_verify_counts_one_entry_and_one_stream(world: World) -> None:
    assert done(world, "journal", "verify", "--seal") == "nothing is wrong: 1 entry in 1 stream, all sealed\n"


@pytest.mark.parametrize("value", ["x'6180'", "CAST(x'6180' AS TEXT)", "'{'", "'5'", "'[1]'"])
def test_an_entry_that_an_intruder_made_unreadable_is_shown_and_found(sqlite_world: World, value: str) -> None:
    done(sqlite_world, "journal", "verify", "--seal")
    names = ("at", "login", "address", "operation", "subject", "before", "after", "on_behalf_of")
    tamper(sqlite_world, f"UPDATE journal SET {', '.join(f'{name} = {value}' for name in names)}")
    assert "unreadable" in done(sqlite_world, "journal")
    ((entry,), shown) = listed(sqlite_world), done(sqlite_world, "journal", "--last", 1)
    assert list(entry["before"]) == list(entry["after"]) == ["unreadable"]
    assert shown.count("\n") == 1
    assert "\udc80" not in shown
    result = run(sqlite_world, "journal", "verify")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [
        "stream 0, number 1, entry 1: edited: it is not what was sealed",
        "the journal was damaged: 1 entry in 1 stream, all sealed",
    ]


@pytest.mark.parametrize("column", ["stream", "number", "hash"])
@pytest.mark.parametrize("value", ["x'6180'", "CAST(x'6180' AS TEXT)"])
def test_there_is_no_checkpoint_of_a_link_that_an_intruder_made_unreadable(
    sqlite_world: World, column: str, value: str
) -> None:
    done(sqlite_world, "journal", "checkpoint")
    tamper(sqlite_world, f"UPDATE journal_links SET {column} = {value}")
    result = run(sqlite_world, "journal", "checkpoint")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "`ngnprov journal verify` tells what was done" in result.stderr


def test_verify_lists_what_was_done_and_exits_with_1(told: World, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint.json"
    kept.write_text(done(told, "journal", "checkpoint"))
    assert done(told, "journal", "verify", "--checkpoint", kept) == done(told, "journal", "verify")
    tamper(told, "UPDATE journal SET login = 'nobody' WHERE id = 4")
    ((last,),) = told.sql("SELECT max(entry) FROM journal_links")
    tamper(told, f"DELETE FROM journal WHERE id = {last}", f"DELETE FROM journal_links WHERE entry = {last}")
    edited = "stream 1, number 3, entry 4: edited: it is not what was sealed"
    result = run(told, "journal", "verify")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines() == [edited, "the journal was damaged: 7 entries in 2 streams, all sealed"]
    result = run(told, "journal", "verify", "--checkpoint", kept)
    assert result.exit_code == 1
    assert [edited in result.stdout, ": cut: the stream ends with number " in result.stdout] == [True, True]


def test_a_checkpoint_says_of_each_stream_how_far_it_is_and_seals_first(told: World) -> None:
    taken = json.loads(done(told, "journal", "checkpoint"))
    assert [taken["kind"], taken["horizon"], len(taken["streams"])] == ["ngnprov journal checkpoint", 8, 2]
    assert [tuple(each.values()) for each in taken["streams"]] == told.sql(
        "SELECT stream, number, entry, hash FROM journal_links AS l"
        " WHERE number = (SELECT max(number) FROM journal_links WHERE stream = l.stream) ORDER BY stream"
    )


def test_what_is_no_checkpoint_is_refused_in_one_sentence(told: World, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]")
    result = run(told, "journal", "verify", "--checkpoint", tmp_path / "x.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"ngnprov: {tmp_path}/x.json is no checkpoint: ")
    assert run(told, "journal", "verify", "--checkpoint", tmp_path / "gone").exit_code == 2
