# SPDX-License-Identifier: Apache-2.0
"""SQL of mailboxes."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select

from ngnprov.db.ledgers import sequences
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.voicemail.tables import mailboxes

NUMBERS = "voicemail_mailbox"
"""The sequence of numbers: given once and never again, whatever is deleted."""


class Mailbox(NamedTuple):
    """A stored mailbox. ``account`` is the number of its SIP account, ``mailbox`` its own; the password is sealed."""

    account: int
    mailbox: int
    password: bytes
    name: str
    email: str
    delete_sent: bool


_c = mailboxes.c
_of = _c.account == parameter("of")

_GET = Statement(select(*[_c[name] for name in Mailbox._fields]).where(_of))
_INSERT = insertion(mailboxes)
_UPDATES = Updates(mailboxes, _of)
_DELETE = Statement(delete(mailboxes).where(_of))
_HIGHEST = Statement(select(func.max(_c.mailbox)))


def get(unit: Unit, account: int) -> Mailbox | None:
    """The mailbox of an account, which stays as it is while the account is held."""
    row = unit.first(_GET, of=account)
    if row is None:
        return None
    mailbox = Mailbox._make(row)
    return mailbox._replace(delete_sent=mailbox.delete_sent == 1)  # SQLite's truth values are numbers


def insert(unit: Unit, mailbox: Mailbox) -> None:
    """Store a new mailbox."""
    unit.run(_INSERT, **mailbox._asdict())


def update(unit: Unit, account: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns."""
    _UPDATES.run(unit, changes, of=account)


def remove(unit: Unit, account: int) -> None:
    """Remove a mailbox."""
    unit.run(_DELETE, of=account)


def take_number(unit: Unit, first: int) -> int:
    """The next number, which is at least ``first``; no other call gets one until the unit ends."""
    number = sequences.take(unit, NUMBERS)
    if number < first:
        sequences.skip_to(unit, NUMBERS, first - 1)
        number = sequences.take(unit, NUMBERS)
    return number


def last_number(unit: Unit) -> int:
    """The last number that was given; 0 when none was."""
    return sequences.last(unit, NUMBERS)


def count_from(unit: Unit, number: int) -> None:
    """Let no later mailbox have this number or one below."""
    sequences.skip_to(unit, NUMBERS, number)


def highest_number(unit: Unit) -> int:
    """The highest number that a mailbox has; 0 when there is none."""
    highest: int | None = unit.one(_HIGHEST)[0]
    return highest or 0
