# SPDX-License-Identifier: Apache-2.0
"""``ngnprov outbox``: what it shows, and what an operator does about it."""

import json
import os
import pty
import subprocess
import sys

import pytest

from ngnprov.db.ledgers import outbox
from ngnprov.mail.letters import MAIL, Letter
from tests.support.commands import done, problems, refused, run
from tests.support.outgoing import waiting
from tests.support.world import World

AT = "2027-01-31 23:59:59.123456"


@pytest.fixture
def full(world: World) -> World:
    """A world with three messages: one that waits, one of another customer that was tried, and one that is dead."""
    for customer, subject in ((7, "secret one"), (8, "secret two"), (7, "secret three")):
        content = Letter(("canary@example.com",), subject, "canary").to_content()
        world.database.write(lambda unit, c=customer, t=content: outbox.add(unit, c, MAIL, t, AT))  # type: ignore[misc]
    failed = "Connection refused\x1b[31m"
    world.database.write(lambda unit: outbox.fail(unit, 2, due=1_900_000_000_000, failure=failed, is_dead=False))
    world.database.write(lambda unit: outbox.fail(unit, 3, due=0, failure="550 no", is_dead=True))
    return world


def listed(world: World, *options: object) -> list[int]:
    return [json.loads(line)["id"] for line in done(world, "outbox", "list", "--json", *options).splitlines()]


def test_what_was_not_sent_is_listed_without_what_is_in_it(full: World) -> None:
    told = done(full, "outbox", "list")
    assert [line.split() for line in told.splitlines()] == [
        ["1", "waiting", "mail", "7", "2027-01-31", "23:59:59", "0", "2027-01-31", "23:59:59"],
        [
            r"2",
            r"waiting",
            r"mail",
            r"8",
            r"2027-01-31",
            r"23:59:59",
            r"1",
            r"2030-03-17",
            r"17:46:40",
            r"Connection",
            r"refused\x1b[31m",
        ],
        ["3", "dead", "mail", "7", "2027-01-31", "23:59:59", "1", "550", "no"],
    ]
    assert "canary" not in told + done(full, "outbox", "list", "--json")
    shown = json.loads(done(full, "outbox", "list", "--json", "--content", "--dead"))
    assert json.loads(shown["content"])["recipients"] == ["canary@example.com"]
    assert (shown["state"], shown["due"], len(shown["message"])) == ("dead", "", 32)


def test_some_are_listed(full: World) -> None:
    assert listed(full) == [1, 2, 3]
    assert listed(full, "--dead") == [3]
    assert listed(full, "--customer", 7) == [1, 3]
    assert listed(full, "--customer", 0) == []


def test_messages_are_tried_again_at_once(full: World) -> None:
    assert done(full, "outbox", "retry", "--all") == "1 message will be tried\n"
    assert done(full, "outbox", "retry", 2, 3) == "2 messages will be tried\n"
    assert {(message.attempts, message.due, message.is_dead) for message in waiting(full)} == {(0, 0, False)}
    rows = full.sql("SELECT operation, login, subject, customer, before, after FROM journal WHERE id > 1 ORDER BY id")
    assert [(*row[:4], json.loads(row[4]), json.loads(row[5])) for row in rows[:2]] == [
        ("outbox retry", "(command line)", f"message {id}", customer, before, {"state": "waiting", "attempts": 0})
        for id, customer, before in (
            (3, 7, {"state": "dead", "attempts": 1}),
            (2, 8, {"state": "waiting", "attempts": 1}),
        )
    ]


def test_messages_are_dropped(full: World) -> None:
    assert done(full, "outbox", "drop", 1, 3) == "2 messages dropped\n"
    assert listed(full) == [2]
    rows = full.sql("SELECT operation, subject, before, after FROM journal WHERE id > 1 ORDER BY id")
    assert rows == [
        ("outbox drop", "message 1", '{"kind": "mail", "state": "waiting", "attempts": 0}', None),
        ("outbox drop", "message 3", '{"kind": "mail", "state": "dead", "attempts": 1}', None),
    ]


def test_of_several_one_that_is_not_there_changes_nothing(full: World) -> None:
    for command in ("retry", "drop"):
        assert refused(full, "outbox", command, 1, 99) == ["there is no message 99 in the outbox"]


def test_messages_are_named_or_all_are_meant(full: World) -> None:
    for words in ([], [1, "--all"]):
        assert problems(run(full, "outbox", "retry", *words)) == ["give the numbers of messages, or --all"]
    assert done(full, "outbox", "retry", "--all") == "1 message will be tried\n"
    assert done(full, "outbox", "retry", "--all") == "0 messages will be tried\n"


def test_the_doctor_remarks_on_what_is_dead(full: World) -> None:
    told = done(full, "doctor")
    assert "remark: 1 message could not be sent: see `ngnprov outbox list --dead`\n" in told
    assert told.endswith("nothing is wrong\n")


def test_a_terminal_has_a_head_above_the_columns(full: World) -> None:
    parent, child = pty.openpty()
    arguments = [sys.executable, "-m", "ngnprov", "outbox", "list", "--dead", "--database", full.settings.database.url]
    done = subprocess.run(arguments, stdout=child, check=False)
    os.close(child)
    head, message = os.read(parent, 65536).decode().splitlines()
    os.close(parent)
    assert done.returncode == 0
    assert head.split() == ["id", "state", "kind", "customer", "written", "attempts", "due", "failure"]
    assert (head.index("customer") + len("customer"), head.index("failure")) == (
        message.index(" 7  ") + 2,
        message.index("550 no"),
    )
