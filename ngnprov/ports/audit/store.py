# SPDX-License-Identifier: Apache-2.0
"""SQL of pages of the journal."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select

from ngnprov.db.ledgers.journal import CHANGE, DENIED, LOGIN, entries
from ngnprov.db.lists.filters import ByBound, ByNumber, ByValue
from ngnprov.db.lists.query import Listing
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit


class Stored(NamedTuple):
    """An entry as it is stored."""

    id: int
    request_id: str
    kind: str
    at: str
    login: str
    level: str
    entry: int
    behind: bool
    on_behalf_of: str
    address: str
    operation: str
    subject: str
    customer: int
    reseller: int
    code: int
    before: str | None
    after: str | None
    reverts: int | None


_c = entries.c
_columns = [_c[name] for name in Stored._fields]


def _pages(is_wanted: ColumnElement[bool]) -> Listing:
    return Listing(
        rows=select(*_columns).where(is_wanted),
        filters={
            "subject": ByNumber(_c.subject, is_selective=True),
            "actor": ByNumber(_c.login, is_selective=True),
            "transaction": ByNumber(_c.request_id, is_selective=True),
            "customer": ByNumber(_c.customer, is_selective=True),
            "operation": ByValue(_c.operation),
            "since": ByBound(_c.at),
            "until": ByBound(_c.at, is_upper=True),
            "before": ByBound(_c.id, is_upper=True),
        },
        orders={},
        key=_c.id,
        customer=_c.customer,
        reseller=_c.reseller,
        default=("", True),
        is_large=True,
    )


CHANGES = _pages(_c.kind == CHANGE)
REFUSALS = _pages(or_(_c.kind == DENIED, _c.kind == LOGIN))

_OPERATION = Statement(select(_c.operation, _c.reverts).where(_c.id == parameter("of")))


def origin(unit: Unit, id: int) -> tuple[str, int | None] | None:
    """The operation of an entry, and the one that it undoes."""
    row: Any = unit.first(_OPERATION, of=id)
    return None if row is None else (row[0], row[1])
