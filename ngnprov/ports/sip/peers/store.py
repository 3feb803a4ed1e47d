# SPDX-License-Identifier: Apache-2.0
"""SQL of trusted peers. Rows travel in the order of :data:`COLUMNS`, the wire order."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, or_, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByPattern, ByValue
from ngnprov.db.page import Page
from ngnprov.db.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates, shadows, shadows_of
from ngnprov.ports.sip.peers.tables import peers

COLUMNS = tuple(column.name for column in peers.columns if not column.name.endswith("_fold"))
PLACE = {name: place for place, name in enumerate(COLUMNS)}

_c = peers.c
_rows = select(*[_c[name] for name in COLUMNS])

LISTING = Listing(
    rows=_rows,
    filters={
        "ip": ByPattern(_c.ip, literal="alone"),
        "description": ByPattern(_c.description_fold),
        "tenant": ByPattern(_c.tenant_fold),
        "tags": ByPattern(_c.tags_fold),
        "billing_id": ByPattern(_c.billing_id_fold),
        "msteams": ByValue(_c.msteams),
        "blocked": ByValue(_c.blocked),
    },
    orders={"changeDate": _c.change_date, "description": _c.description_fold, "ip": _c.ip},
    key=_c.ip,
    reseller=_c.reseller,
    default=("changeDate", True),
)
"""What lists filter and order by (sip.md 3). The token can be neither: an order would tell it bit by bit."""

_LOCK = scoped(_rows.where(_c.ip == parameter("peer")).with_for_update(), reseller=_c.reseller)
_INSERT = insertion(peers)
_FOLDED = shadows_of(peers)
_UPDATES = Updates(peers, _c.ip == parameter("peer"))
_DELETE = Statement(delete(peers).where(_c.ip == parameter("peer")))
_COUNT_OF = Statement(
    select(func.count()).where(or_(*(column == parameter("of") for column in (_c.customer, _c.reseller, _c.owner))))
)


def lock(unit: Unit, actor: Actor, ip: str) -> Row | None:
    """The peer in the actor's scope, held until the unit ends."""
    return within(_LOCK, unit, actor, peer=ip)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of peers (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> None:
    """Store a new peer. Raises Duplicate."""
    unit.run(_INSERT, **values, **shadows(_FOLDED, values))


def update(unit: Unit, ip: str, changes: Mapping[str, Any]) -> None:
    """Store changed columns."""
    _UPDATES.run(unit, changes, peer=ip)


def delete_peer(unit: Unit, ip: str) -> None:
    """Remove a peer."""
    unit.run(_DELETE, peer=ip)


def count_of(unit: Unit, customer: int) -> int:
    """How many peers name an entry as their customer, reseller or owner."""
    count: int = unit.one(_COUNT_OF, of=customer)[0]
    return count
