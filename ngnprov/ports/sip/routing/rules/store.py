# SPDX-License-Identifier: Apache-2.0
"""SQL of gateway rules. Rows travel in wire order, with what they have from gateway and carrier."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from ngnprov.actor import Actor
from ngnprov.db.filters import ByNumber, ByPattern
from ngnprov.db.page import Page
from ngnprov.db.query import Listing
from ngnprov.db.scope import scoped, within
from ngnprov.db.statement import Statement, numbered_insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.gateways.tables import gateways
from ngnprov.ports.sip.routing.rules.tables import rules

_c, _gateway, _carrier = rules.c, gateways.c, carriers.c
_rows = select(
    _c.id,
    _c.gateway_id,
    _gateway.name.label("gateway"),
    _gateway.carrier_id,
    _carrier.name.label("carrier"),
    _c.prefix,
    _c.strip,
    _c.prepend,
    _c.min_length,
    _c.max_length,
    _carrier.reseller,
    _c.change_date,
).select_from(rules.join(gateways).join(carriers))

LISTING = Listing(
    rows=_rows,
    filters={
        "id": ByNumber(_c.id),
        "gateway_id": ByNumber(_c.gateway_id),
        "carrier_id": ByNumber(_gateway.carrier_id),
        "reseller": ByNumber(_carrier.reseller),
        "prefix": ByPattern(_c.prefix),
    },
    orders={
        "changeDate": _c.change_date,
        "gateway": _gateway.name_fold,
        "carrier": _carrier.name_fold,
        "prefix": _c.prefix,
    },
    key=_c.id,
    reseller=_carrier.reseller,
    default=("changeDate", True),
)

# two statements: one with a join would not find a row that another call has moved while this one waited (PostgreSQL 13.2.1)
_LOCK = Statement(select(_c.id).where(_c.id == parameter("rule")).with_for_update())
_GET = scoped(_rows.where(_c.id == parameter("rule")), reseller=_carrier.reseller)
_INSERT = numbered_insertion(rules)
_UPDATES = Updates(rules, _c.id == parameter("rule"))
_DELETE = Statement(delete(rules).where(_c.id == parameter("rule")))


def lock(unit: Unit, actor: Actor, id: int) -> Row | None:
    """The rule in the actor's scope, held until the unit ends."""
    unit.first(_LOCK, rule=id)
    return within(_GET, unit, actor, rule=id)


def find(unit: Unit, actor: Actor, query: Mapping[str, Any], maximum: int) -> Page:
    """A page of rules (sip.md 3)."""
    return LISTING.find(unit, actor, query, maximum)


def insert(unit: Unit, values: Mapping[str, Any]) -> int:
    """Store a new rule; its id."""
    id: int = unit.one(_INSERT, **values)[0]
    return id


def update(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns."""
    _UPDATES.run(unit, changes, rule=id)


def delete_rule(unit: Unit, id: int) -> None:
    """Remove a rule."""
    unit.run(_DELETE, rule=id)
