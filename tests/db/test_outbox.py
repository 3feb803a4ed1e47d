# SPDX-License-Identifier: Apache-2.0
"""Leases, notices and the outbox, as the database keeps them."""

from collections.abc import Callable

import pytest

from ngnprov.db.ledgers import leases, notices, outbox
from ngnprov.db.unit import Unit
from tests.support.world import World

AT = "2027-01-31 23:59:59.000000"
Write = Callable[[Callable[[Unit], object]], object]


@pytest.fixture
def write(world: World) -> Write:
    """Does something in a unit of its own; what that answers."""
    return world.database.write


def add(write: Write, customer: int, content: str) -> None:
    write(lambda unit: outbox.add(unit, customer, "mail", content, AT))


def due(write: Write, moment: int = 1) -> list[str]:
    found = write(lambda unit: [message.content for message in outbox.due(unit, moment, 100)])
    assert isinstance(found, list)
    return found


def id_of(write: Write, content: str) -> int:
    return int(str(write(lambda unit: next(m.id for b in outbox.every(unit) for m in b if m.content == content))))


def test_the_first_message_of_each_customer_is_due(write: Write) -> None:
    for customer, content in ((7, "a"), (7, "b"), (0, "c"), (8, "d"), (0, "e")):
        add(write, customer, content)
    assert due(write) == ["a", "c", "d"]
    first = id_of(write, "a")
    write(lambda unit: outbox.remove(unit, first))
    assert due(write) == ["b", "c", "d"]


def test_a_message_that_waits_holds_up_those_behind_it_and_a_dead_one_does_not(write: Write) -> None:
    add(write, 7, "a")
    add(write, 7, "b")
    first = id_of(write, "a")
    write(lambda unit: outbox.fail(unit, first, due=1000, failure="no", is_dead=False))
    assert due(write, 999) == []
    assert due(write, 1000) == ["a"]
    write(lambda unit: outbox.fail(unit, first, due=1000, failure="no", is_dead=True))
    assert due(write) == ["b"]
    assert write(outbox.dead) == [first]
    assert write(outbox.count) == outbox.Numbers(1, 1, AT)
    write(lambda unit: outbox.retry(unit, first))
    assert due(write) == ["a"]
    message = write(lambda unit: outbox.read(unit, first))
    assert isinstance(message, outbox.Message)
    assert (message.attempts, message.is_dead, message.failure) == (0, False, "no")


def test_an_empty_outbox_is_counted(write: Write) -> None:
    assert write(outbox.count) == outbox.Numbers(0, 0, "")
    assert write(lambda unit: outbox.read(unit, 1)) is None


def test_messages_have_ids_that_nobody_guesses_and_that_are_never_the_same(write: Write) -> None:
    made = {write(lambda unit: outbox.add(unit, 0, "mail", "", AT)) for _ in range(20)}
    assert len(made) == 20
    assert all(len(str(message)) == 32 for message in made)


def test_a_lease_is_one_holders_until_it_is_over_or_given_back(write: Write) -> None:
    def take(holder: str, milliseconds: int = 100_000) -> object:
        return write(lambda unit: leases.take(unit, "job", holder, milliseconds))

    def is_others(holder: str) -> object:
        return write(lambda unit: leases.is_others(unit, "job", holder, 100_000))

    assert not is_others("b")
    assert take("a")
    assert take("a")
    assert not take("b")
    assert is_others("b")
    assert not is_others("a")
    write(lambda unit: leases.release(unit, "job", "b"))
    assert is_others("b"), "it is not theirs to give back"
    write(lambda unit: leases.release(unit, "job", "a"))
    assert take("b", 0)
    assert not is_others("a"), "it is over"
    assert take("a", 1_000_000)
    assert not is_others("b"), "the clock was set back"
    assert take("b")


def test_something_is_news_once_in_a_time(write: Write) -> None:
    def is_news(moment: int, about: str = "x") -> object:
        return write(lambda unit: notices.is_news(unit, about, moment, 60))

    assert [is_news(moment) for moment in (1000, 1000, 1059, 1060, 1119, 1120)] == [
        True,
        False,
        False,
        True,
        False,
        True,
    ]
    assert is_news(1121, "y")
    assert is_news(500), "the clock was set back"
    assert write(lambda unit: notices.forget_old(unit, 1181, 10)) == 1
    assert write(lambda unit: notices.forget_old(unit, 1182, 10)) == 1
    assert is_news(1130, "y")
