# SPDX-License-Identifier: Apache-2.0
"""Events for those who ask: in order, and none is passed by (event.md 7)."""

import json
import threading

import pytest

from tests.ports.event.conftest import EventScene


def subjects(told: dict[str, object]) -> list[str]:
    return [each["subject"] for each in told["events"]]  # type: ignore[attr-defined]


def test_whoever_asks_on_from_the_position_misses_none(event: EventScene) -> None:
    event.settle()
    position = event.reseller_login.getEvents()["position"]
    for name in ("a", "b", "c"):
        event.happen(name)
    event.settle()
    seen, more = [], True
    while more:
        told = event.reseller_login.getEvents(since=position, limit=2)
        seen += subjects(told)
        position, more = told["position"], told["more"]
    assert seen == [f"SIP domain {name}.example" for name in "abc"]
    assert event.reseller_login.getEvents(since=position)["events"] == []
    (first, *_) = event.reseller_login.getEvents(events=["sipDomain.*"])["events"]
    assert json.loads(first["data"])["after"]["domain"] == "a.example"
    assert (first["type"], first["customer"], first["id"]) == ("sipDomain.created", 2, f"evt_{first['position']}")


def test_nobody_hears_of_what_is_anothers(event: EventScene) -> None:
    event.happen()
    event.stranger()
    event.settle()
    assert "SIP domain a.example" in subjects(event.reseller_login.getEvents())
    assert "SIP domain a.example" not in subjects(event.stranger().getEvents())
    assert event.customer_login.refused("getEvents").code == 902


def test_what_is_not_settled_is_not_told(event: EventScene) -> None:
    event.settle()
    position = event.root.getEvents()["position"]
    event.happen()
    told = event.root.getEvents(since=position)
    assert (told["events"], told["position"]) == ([], position)


def test_unknown_events_are_named(quick_event: EventScene) -> None:
    fault = quick_event.root.refused("getEvents", events=["sipDomain.created", "x"])
    assert (fault.code, fault.field) == (101, "events.1")


@pytest.mark.parametrize("writers", [4])
def test_a_reader_beside_writers_who_commit_late_sees_every_event_once(event: EventScene, writers: int) -> None:
    """A position that was answered is never passed by an entry with a lower number that is committed later."""
    event.settle()
    position = event.root.getEvents()["position"]
    wanted = {f"SIP domain w{writer}x{number}.example" for writer in range(writers) for number in range(10)}

    def write(writer: int) -> None:
        for number in range(10):
            event.happen(f"w{writer}x{number}")

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    seen: list[str] = []
    while any(thread.is_alive() for thread in threads) or event.root.getEvents(since=position)["events"]:
        event.settle()
        told = event.root.getEvents(since=position, events=["sipDomain.*"], limit=3)
        seen += subjects(told)
        position = told["position"]
    for thread in threads:
        thread.join()
    event.settle()
    while told := event.root.getEvents(since=position, events=["sipDomain.*"])["events"]:
        seen += [each["subject"] for each in told]
        position = told[-1]["position"]
    assert sorted(seen) == sorted(wanted)


def test_a_transaction_that_is_held_open_keeps_later_ones_back(event: EventScene) -> None:
    """On PostgreSQL its entry has the lower number and appears after theirs; SQLite has one writer, so it waits there."""
    if event.world.kind == "sqlite":
        pytest.skip("one writer")
    event.settle()
    position = event.root.getEvents()["position"]
    with event.world.database.engine.connect() as late:
        late.exec_driver_sql("BEGIN")
        late.exec_driver_sql(
            "INSERT INTO journal (at, login, level, entry, behind, request_id, operation, subject, after, customer, reseller)"
            " VALUES ('2999-01-01 00:00:00.000000', 'x', 'customer', 2, false, 'r', 'addDomain', 'SIP domain late.example',"
            " '{}', 2, 1)"
        )
        event.happen("early")
        event.settle()
        told = event.root.getEvents(since=position)
        assert "SIP domain early.example" not in subjects(told)
        position = told["position"]
        late.exec_driver_sql("COMMIT")
    event.settle()
    assert subjects(event.root.getEvents(since=position)) == ["SIP domain late.example", "SIP domain early.example"]
