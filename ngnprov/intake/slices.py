# SPDX-License-Identifier: Apache-2.0
"""Adds what a file holds in many short transactions, between which others get their turn."""

from collections.abc import Callable
from itertools import islice
from time import monotonic, sleep
from typing import TextIO

from ngnprov.calls.call import Call
from ngnprov.calls.operator import Operator
from ngnprov.intake.adding import Form, Item, add_good, in_one
from ngnprov.intake.report import Report

FIRST, MOST = 64, 1024
"""Items of the first slice, and of any."""
SECONDS = 0.5
"""How long a slice is to hold the right to write: well below what a caller waits for it (W-M)."""
PAUSE = 0.12
"""Seconds between two slices on SQLite, which keeps no queue: who waits looks again after 100 ms at the latest
(sqlite3_busy_timeout)."""


def bring_in_each(operator: Operator, form: Form, opened: Callable[[], TextIO], report: Report) -> None:
    """Add the items of a file that have no problem. What was added, and is in ``report``, stays so, come what may."""
    size, rests = FIRST, operator.context.database.is_sqlite
    with opened() as file:
        items = form.read(file)
        ahead = list(islice(items, size))
        while ahead:
            done, seconds = _slice(operator, form, ahead)
            report.follow(done)
            size = size_of_next(len(ahead), seconds, MOST)
            ahead = list(islice(items, size))
            if ahead and rests:
                sleep(PAUSE)


def _slice(operator: Operator, form: Form, items: list[Item]) -> tuple[Report, float]:
    """Add these in one transaction; how long it held the right to write."""
    began = 0.0

    def attempt(call: Call) -> Report:
        nonlocal began
        began = monotonic()  # by now nobody else writes
        return add_good(form, iter(items), call)

    report = in_one(operator, form, attempt)
    return report, monotonic() - began


def size_of_next(size: int, seconds: float, most: int) -> int:
    """At most twice as many as in a slice that took so long, and not above ``most``."""
    fitting = int(size * SECONDS / seconds) if seconds > 0 else most
    return max(1, min(fitting, 2 * size, most))
