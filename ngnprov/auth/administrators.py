# SPDX-License-Identifier: Apache-2.0
"""The server's own administrators, kept apart from customers (wire.md W5). Every change is journaled."""

import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

from ngnprov import clock
from ngnprov.auth import factors
from ngnprov.auth.passwords import check_new_password, generate_password, hash_password
from ngnprov.db import administrators as storage
from ngnprov.db import sessions
from ngnprov.db.columns import fold
from ngnprov.db.engine import Database
from ngnprov.db.failures import Duplicate
from ngnprov.db.ledgers import journal
from ngnprov.db.ledgers.journal import MASKED
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue

__all__ = ["add", "check", "everybody", "generate_password", "reset_factor", "set_disabled", "set_password"]

LONGEST_NAME = 64
COMMAND_LINE = "(command line)"
"""Who made a change, in the journal: these functions are for people with access to the machine."""


def check(name: str, password: str) -> None:
    """Raise InvalidValue for a malformed name or a poor password."""
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable() or name != name.strip():
        raise InvalidValue(f"must be 1 to {LONGEST_NAME} printable characters without blanks around them", field="name")
    check_new_password(password, name)


def add(database: Database, name: str, password: str) -> None:
    """Add an administrator. Raises InvalidValue for a name that is taken or malformed, or a poor password."""
    check(name, password)
    stored = hash_password(password)

    def work(unit: Unit) -> None:
        at = clock.now()
        try:
            storage.add(unit, name, stored, at)
        except Duplicate:
            raise InvalidValue("is taken by another administrator", field="name") from None
        _journal(unit, at, "admin add", name, after={"name": name, "password": MASKED})

    database.write(work)


class Administrator(NamedTuple):
    """One of them; ``changed`` is when he was changed last."""

    name: str
    is_disabled: bool
    changed: str
    has_factor: bool


def everybody(database: Database) -> list[Administrator]:
    """All of them, by name."""
    with database.reading() as unit:
        return [
            Administrator(name, bool(disabled), changed[: clock.LENGTH_OF_SECONDS], bool(has_factor))
            for name, disabled, changed, has_factor in storage.everybody(unit)
        ]


def set_disabled(database: Database, name: str, disabled: bool) -> None:
    """Refuse an administrator from now on, or let him in again.

    Raises InvalidValue for an unknown name, and for the last one that is enabled (L-C).
    """

    def change(unit: Unit, at: str) -> bool:
        if disabled and storage.lock_enabled(unit) == [fold(name)]:
            raise InvalidValue(f"{name} is the last enabled administrator: add or enable another first")
        return storage.set_disabled(unit, name, disabled, at)

    _change(database, name, "admin disable" if disabled else "admin enable", change, {"disabled": disabled})


def set_password(database: Database, name: str, password: str) -> None:
    """Change a password. Raises InvalidValue for an unknown name or a poor password."""
    check_new_password(password, name)
    stored = hash_password(password)
    _change(
        database,
        name,
        "admin password",
        lambda unit, at: storage.set_password(unit, name, stored, at),
        {"password": MASKED},
    )


def reset_factor(database: Database, name: str) -> None:
    """Let an administrator log in by his password alone, and end his sessions.

    Raises InvalidValue for an unknown name, and for one without a second factor.
    """

    def change(unit: Unit, _: str) -> bool:
        row = storage.find(unit, name)
        if row is None:
            return False
        if not factors.remove(unit, factors.ADMIN, row[3]):
            raise InvalidValue(f"{name} has no second factor")
        storage.set_factor(unit, row[3], has_factor=False)
        sessions.close_all(unit, factors.ADMIN, row[3])
        return True

    _change(database, name, "admin second-factor", change, {"second_factor": False})


def _change(
    database: Database, name: str, operation: str, change: Callable[[Unit, str], bool], after: dict[str, Any]
) -> None:
    def work(unit: Unit) -> None:
        at = clock.now()
        if not change(unit, at):
            raise InvalidValue(f"there is no administrator {name}")
        _journal(unit, at, operation, name, after)

    database.write(work)


def _journal(unit: Unit, at: str, operation: str, name: str, after: dict[str, Any]) -> None:
    journal.write(
        unit,
        at=at,
        login=COMMAND_LINE,
        level="admin",
        entry=0,
        behind=False,
        request_id=secrets.token_hex(8),
        operation=operation,
        subject=f"administrator {name}",
        before=None,
        after=after,
    )
