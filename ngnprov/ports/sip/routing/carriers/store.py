# SPDX-License-Identifier: Apache-2.0
"""SQL of carriers. Rows travel in the order of :data:`COLUMNS`, the wire order."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByNumber, ByPattern
from ngnprov.db.page import Page
from ngnprov.db.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates, shadows, shadows_of
from ngnprov.ports.sip.routing.carriers.tables import carriers

COLUMNS = ("id", "name", "reseller", "change_date")

_c = carriers.c
_rows = select(*[_c[name] for name in COLUMNS])

LISTING = Listing(
    rows=_rows,
    filters={
        "id": ByNumber(_c.id),
        "reseller": ByNumber(_c.reseller),
        "name": ByPattern(_c.name_fold, literal="alone"),
    },
    orders={"changeDate": _c.change_date, "name": _c.name_fold, "reseller": _c.reseller, "id": _c.id},
    key=_c.id,
    reseller=_c.reseller,
    default=("changeDate", True),
)

_LOCK = scoped(_rows.where(_c.id == parameter("carrier")).with_for_update(), reseller=_c.reseller)
_INSERT = numbered_insertion(carriers)
_FOLDED = shadows_of(carriers)
_UPDATES = Updates(carriers, _c.id == parameter("carrier"))
_DELETE = Statement(delete(carriers).where(_c.id == parameter("carrier")))
_COUNT_OF = Statement(select(func.count()).where(_c.reseller == parameter("of")))


def lock(unit: Unit, actor: Actor, id: int) -> Row | None:
    """The carrier in the actor's scope, held until the unit ends: nobody else adds below it, moves or removes it."""
    return within(_LOCK, unit, actor, carrier=id)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of carriers (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> int:
    """Store a new carrier; its id. Raises Duplicate."""
    id: int = unit.one(_INSERT, **values, **shadows(_FOLDED, values))[0]
    return id


def update(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns. Raises Duplicate."""
    _UPDATES.run(unit, changes, carrier=id)


def delete_carrier(unit: Unit, id: int) -> None:
    """Remove a carrier. Raises Referenced while gateways or routes name it."""
    unit.run(_DELETE, carrier=id)


def count_of(unit: Unit, customer: int) -> int:
    """How many carriers an entry has as their reseller; gateways, rules and routes are below them."""
    count: int = unit.one(_COUNT_OF, of=customer)[0]
    return count
