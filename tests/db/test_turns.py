# SPDX-License-Identifier: Apache-2.0
"""Permits to run and turns to write: who waits, in which order, and what he holds meanwhile (W-M)."""

import threading
import time
from collections.abc import Callable

import pytest

from ngnprov.db.failures import Transient
from ngnprov.db.permits import Permits
from ngnprov.db.turns import Turns

LONG = 60.0


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def waiting(turns: Turns, count: int) -> Callable[[], bool]:
    return lambda: len(turns._waiting) == count


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    turns, had = Turns(1, 10), []
    turns.take(0)

    def ask(number: int) -> None:
        turns.take(LONG)
        had.append(number)
        turns.give_back()

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for count, thread in enumerate(threads, 1):
        thread.start()
        eventually(waiting(turns, count))
    turns.give_back()
    for thread in threads:
        thread.join()
    assert had == list(range(8))
    turns.take(0)


def test_as_many_have_a_turn_as_there_are() -> None:
    turns = Turns(2, 10)
    turns.take(0)
    turns.take(0)
    with pytest.raises(Transient, match="took too long"):
        turns.take(0.01)
    turns.give_back()
    turns.take(0)


def test_who_does_not_find_a_place_in_the_queue_is_refused_at_once() -> None:
    turns = Turns(1, 1)
    turns.take(0)
    thread = threading.Thread(target=lambda: turns.take(LONG))
    thread.start()
    eventually(waiting(turns, 1))
    with pytest.raises(Transient, match="1 changes are waiting already"):
        turns.take(LONG)
    turns.give_back()
    thread.join()


def test_who_waits_for_something_that_goes_on_keeps_his_place() -> None:
    turns, looks = Turns(1, 10), iter([True, True, False])
    turns.take(0)
    with pytest.raises(Transient):
        turns.take(0.001, lambda: next(looks))
    assert list(looks) == []


def test_a_turn_that_nobody_waits_for_any_more_is_not_lost() -> None:
    turns = Turns(1, 10)
    turns.take(0)
    for _ in range(3):
        with pytest.raises(Transient):
            turns.take(0.001)
    turns.give_back()
    turns.take(0)
    turns.give_back()


def test_turns_are_stuck_while_all_are_taken_and_nobody_could_use_his(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("ngnprov.db.turns.time.monotonic", lambda: now[0])
    turns = Turns(2, 10)
    turns.take(0)
    now[0] += 5
    assert turns.stuck_seconds == 0
    turns.take(0)
    now[0] += 5
    assert turns.stuck_seconds == 5
    turns.moved()
    now[0] += 1
    assert turns.stuck_seconds == 1
    turns.give_back()
    assert turns.stuck_seconds == 0


def test_a_permit_is_free_for_others_while_its_holder_waits() -> None:
    permits = Permits(1)
    permits.take()
    with permits.aside(back=True):
        assert permits.free == 1
    assert permits.free == 0
    with permits.aside(back=False):
        assert permits.free == 1
    assert permits.free == 1
    permits.give_back()
    assert permits.free == 1, "given back once"


def test_who_has_no_permit_gets_none_by_waiting() -> None:
    permits = Permits(1)
    with permits.aside(back=True):
        assert permits.free == 1
    assert permits.free == 1
