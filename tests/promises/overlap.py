# SPDX-License-Identifier: Apache-2.0
"""Two calls at the same time, in an order that is the same on every run."""

import threading
from collections.abc import Callable
from typing import Any

from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from tests.support.caller import Fault

Calling = Callable[[], Any]

STOPS: dict[str, tuple[type, str]] = {
    "before its write": (Database, "write"),
    "before its COMMIT": (Unit, "commit"),
}
"""Where the first call of an overlap stops: after it was authenticated, or with all its locks."""

PATIENCE = 0.4
"""Seconds for the second call to come to its end, or to where it waits for the first."""


def code(call: Calling) -> int:
    """The fault code of a call, 0 for success."""
    try:
        call()
    except Fault as fault:
        return fault.code
    return 0


def overlap(first: Calling, second: Calling, stop: str) -> tuple[int, int]:
    """The fault codes of both: ``first`` stops at ``stop`` until ``second`` is done or waits.

    Both logins must be remembered: what is stopped is the first write.
    """
    owner, name = STOPS[stop]
    real = getattr(owner, name)
    reached, go_on = threading.Event(), threading.Event()
    codes: dict[str, int] = {}

    def stopping(self: Any, *arguments: Any, **named: Any) -> Any:
        if threading.current_thread() is threads[0] and not reached.is_set():
            reached.set()
            go_on.wait(60)
        return real(self, *arguments, **named)

    def lead() -> None:
        codes["first"] = code(first)
        reached.set()  # it was refused before the stop

    threads = [threading.Thread(target=lead), threading.Thread(target=lambda: codes.update(second=code(second)))]
    setattr(owner, name, stopping)
    try:
        threads[0].start()
        reached.wait(60)
        threads[1].start()
        threads[1].join(PATIENCE)
        go_on.set()
        for thread in threads:
            thread.join()
    finally:
        setattr(owner, name, real)
    return codes["first"], codes["second"]


def at_once(*calls: Calling) -> list[int]:
    """The fault codes of calls that all start at the same moment."""
    barrier = threading.Barrier(len(calls))
    codes = [-1] * len(calls)

    def run(place: int, call: Calling) -> None:
        barrier.wait()
        codes[place] = code(call)

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes
