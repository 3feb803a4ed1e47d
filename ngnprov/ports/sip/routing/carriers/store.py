# SPDX-License-Identifier: Apache-2.0
"""SQL of carriers."""

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.carriers.wire import CarrierAnswer

_c = carriers.c


Carrier = CarrierAnswer
"""A stored one is as it is answered, but for the length of its change date."""

LISTING = Listing(
    rows=select(*columns_of(Carrier, carriers)),
    filters={
        **each_by(ByNumber, _c.id, _c.reseller),
        "name": ByPattern(_c.name_fold, literal="alone"),
    },
    orders=by_wire_name(_c.change_date, _c.name_fold, _c.reseller, _c.id),
    key=_c.id,
    reseller=_c.reseller,
)

CARRIERS = Records(carriers, Carrier, LISTING, names=(_c.id,))
"""While one is held nobody adds below it; one that gateways or routes name is not removed."""

OF_CARRIER = {"carrier": _c.name, "reseller": _c.reseller}
"""What gateways, rules and routes tell of the carrier that they hang on."""

count_of = counting(_c.reseller)
"""How many carriers an entry has as their reseller; gateways, rules and routes are below them."""
