# SPDX-License-Identifier: Apache-2.0
"""SQL of gateways."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.gateways.tables import gateways

_c, _carrier = gateways.c, carriers.c


class Gateway(NamedTuple):
    """A stored gateway with name and reseller of its carrier, in wire order."""

    id: int
    name: str
    carrier_id: int
    carrier: str
    transport: str
    ip: str
    port: int
    reseller: int
    change_date: str


LISTING = Listing(
    rows=select(
        _c.id,
        _c.name,
        _c.carrier_id,
        _carrier.name.label("carrier"),
        _c.transport,
        _c.ip,
        _c.port,
        _carrier.reseller,
        _c.change_date,
    ).select_from(gateways.join(carriers)),
    filters={
        "id": ByNumber(_c.id),
        "carrier_id": ByNumber(_c.carrier_id),
        "reseller": ByNumber(_carrier.reseller),
        "name": ByPattern(_c.name_fold, literal="alone"),
    },
    orders={
        "changeDate": _c.change_date,
        "name": _c.name_fold,
        "carrier_id": _c.carrier_id,
        "carrier": _carrier.name_fold,
        "ip": _c.ip,
    },
    key=_c.id,
    reseller=_carrier.reseller,
    default=("changeDate", True),
)

GATEWAYS = Records(gateways, Gateway, LISTING, names=(_c.id,))
"""One that is removed takes its rules along."""
