# SPDX-License-Identifier: Apache-2.0
"""SQL of gateway rules."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.gateways.tables import gateways
from ngnprov.ports.sip.routing.rules.tables import rules

_c, _gateway, _carrier = rules.c, gateways.c, carriers.c


class Rule(NamedTuple):
    """A stored rule with what it has from gateway and carrier, in wire order."""

    id: int
    gateway_id: int
    gateway: str
    carrier_id: int
    carrier: str
    prefix: str
    strip: int
    prepend: str
    min_length: int
    max_length: int
    reseller: int
    change_date: str


LISTING = Listing(
    rows=select(
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
    ).select_from(rules.join(gateways).join(carriers)),
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

RULES = Records(rules, Rule, LISTING, names=(_c.id,))
