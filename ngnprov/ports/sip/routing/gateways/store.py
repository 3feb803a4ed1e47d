# SPDX-License-Identifier: Apache-2.0
"""SQL of gateways."""

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.ports.sip.routing.carriers.store import OF_CARRIER
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.gateways.tables import gateways
from ngnprov.ports.sip.routing.gateways.wire import GatewayAnswer

_c, _carrier = gateways.c, carriers.c


Gateway = GatewayAnswer
"""A stored one is as it is answered, but for the length of its change date."""

LISTING = Listing(
    rows=select(*columns_of(Gateway, gateways, **OF_CARRIER)).select_from(gateways.join(carriers)),
    filters={
        **each_by(ByNumber, _c.id, _c.carrier_id, _carrier.reseller),
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
)

GATEWAYS = Records(gateways, Gateway, LISTING, names=(_c.id,))
"""One that is removed takes its rules along."""
