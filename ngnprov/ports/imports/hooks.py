# SPDX-License-Identifier: Apache-2.0
"""What ImportPort holds of a customer, and jobs that stand still: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ngnprov import clock
from ngnprov.calls.finding import Finding, State
from ngnprov.db.unit import Unit
from ngnprov.ports.imports import store

STILL_MINUTES = 10
"""A server looks each second, and no slice takes as long."""


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Jobs of an entry that go on (customer.md 7.4); others go with it."""
    return {"unfinished imports": store.count_unfinished(unit, customer)}


def examine(unit: Unit) -> Iterator[Finding]:
    """Jobs that nobody carries out, and such as cannot be as their file is gone."""
    since = clock.text(datetime.now(UTC) - timedelta(minutes=STILL_MINUTES))
    for job in store.standing_still(unit, since):
        if not store.file_of(unit, job.id):
            yield Finding(f"{job.subject} goes on, but its file is gone")
            continue
        still = clock.to_seconds(job.change_date)
        yield Finding(f"{job.subject} stands still since {still}: no server carries it out", State.REMARK)
