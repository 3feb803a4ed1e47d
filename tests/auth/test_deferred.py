# SPDX-License-Identifier: Apache-2.0
"""What is written beside the calls: one entry that cannot be written, or a thread that ends, does not keep the others out."""

import threading
from typing import Any

import pytest

from ngnprov.auth.denials import Denial, Denials
from ngnprov.db.ledgers import journal
from ngnprov.db.ledgers.deferred import SUSPECTS, Deferred
from tests.support.world import World

MISSING = "entries of denied calls are missing in the journal"


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread hardly pauses."""
    monkeypatch.setattr("ngnprov.db.ledgers.deferred.PAUSE", 0.01)


def denial(operation: str, **values: Any) -> Denial:
    plain = {"login": "x", "level": "nobody", "entry": 0, "behind": False, "request_id": "x", "subject": "x"}
    written = {**plain, "before": None, "after": None, "kind": journal.DENIED, "operation": operation}
    return Denial(written | values)


def operations(world: World) -> list[str]:
    return [row[0] for row in world.sql("SELECT operation FROM journal WHERE kind = 'denied' ORDER BY id")]


REFUSED = [{"login": None}, {"code": 2**70}]


@pytest.mark.parametrize("values", REFUSED, ids=["null", "too large"])
def test_what_the_database_refuses_for_good_does_not_keep_others_out(
    world: World, caplog: pytest.LogCaptureFixture, values: dict[str, Any]
) -> None:
    denials = Denials(world.database)
    for number in range(SUSPECTS + 2):
        denials.add("a", denial(f"bad {number}", **values))
    for number in range(3):
        denials.add("a", denial(f"good {number}"))
    denials.settle()
    assert sorted(operations(world)) == ["good 0", "good 1", "good 2"]
    told = [record for record in caplog.records if record.getMessage().startswith(MISSING)]
    assert sum(vars(record)["count"] for record in told) == SUSPECTS + 2


def test_what_is_no_entry_at_all_is_dropped_at_once(sqlite_world: World, caplog: pytest.LogCaptureFixture) -> None:
    denials = Denials(sqlite_world.database)
    denials.add("a", denial("bad", nonsense=1))
    denials.settle()
    assert operations(sqlite_world) == []
    assert [record.exc_info is not None for record in caplog.records if record.getMessage().startswith(MISSING)] == [
        True
    ]


def test_a_thread_that_cannot_start_is_followed_by_another(
    sqlite_world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    denials = Denials(sqlite_world.database)
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", fail)
        denials.add("a", denial("first"))
    denials.settle()
    assert operations(sqlite_world) == []
    assert "can't start new thread" in caplog.text
    denials.add("a", denial("second"))
    denials.settle()
    assert operations(sqlite_world) == ["first", "second"]


def test_a_thread_that_breaks_off_is_followed_by_another(
    sqlite_world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("planted")

    denials = Denials(sqlite_world.database)
    with monkeypatch.context() as patch:
        patch.setattr(Deferred, "_refused", fail)
        denials.add("a", denial("first"))
        denials.settle()
    assert "planted" in caplog.text
    denials.add("a", denial("second"))
    denials.settle()
    assert operations(sqlite_world) == ["first", "second"]
