# SPDX-License-Identifier: Apache-2.0
"""What becomes of the journal's old entries, a few thousand in each transaction, as others wait for it on SQLite meanwhile."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ngnprov import clock
from ngnprov.auth.administrators import COMMAND_LINE
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import links, pruning
from ngnprov.db.ledgers.pruning import Stretch
from ngnprov.db.unit import Unit
from ngnprov.upkeep.chain import seal

ROWS = 5000
"""Entries removed in one transaction, each with its entry that says so."""


def before_days(days: int) -> str:
    """The time before which an entry is older than so many days."""
    return clock.text(datetime.now(UTC) - timedelta(days=days))


def foresee(database: Database, before: str) -> Stretch | None:
    """What :func:`prune` would remove altogether; None when there is nothing."""
    with database.reading() as unit:
        return pruning.older(unit, before)


def prune(database: Database, before: str) -> Iterator[Stretch]:
    """Remove the entries that are older than ``before``, and tell of each stretch when it is gone.

    They are those from the beginning to the first one that is not older, or that cannot be sealed yet. What was removed before
    an interruption stays so. Raises :class:`~ngnprov.db.failures.Transient` when others seal or prune for too long.
    """
    foreseen = foresee(database, before)
    if foreseen is None:
        return
    last = foreseen.last  # what says that they went comes after them, whatever the clock says
    for _ in seal(database):
        pass
    while (removed := database.write(lambda unit: _remove(unit, before, last))) is not None:
        yield removed


def _remove(unit: Unit, before: str, last: int) -> Stretch | None:
    links.lock(unit)
    stretch = pruning.slice_of_older(unit, before, last, ROWS)
    if stretch is not None:
        pruning.remove(unit, stretch, at=clock.now(), login=COMMAND_LINE, request_id=secrets.token_hex(8))
    return stretch
