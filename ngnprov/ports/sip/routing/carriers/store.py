# SPDX-License-Identifier: Apache-2.0
"""SQL of carriers."""

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber, ByPattern
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
        "id": ByNumber(_c.id),
        "reseller": ByNumber(_c.reseller),
        "name": ByPattern(_c.name_fold, literal="alone"),
    },
    orders={"changeDate": _c.change_date, "name": _c.name_fold, "reseller": _c.reseller, "id": _c.id},
    key=_c.id,
    reseller=_c.reseller,
)

CARRIERS = Records(carriers, Carrier, LISTING, names=(_c.id,))
"""While one is held nobody adds below it; one that gateways or routes name is not removed."""

OF_CARRIER = {"carrier": _c.name, "reseller": _c.reseller}
"""What gateways, rules and routes tell of the carrier that they hang on."""

count_of = counting(_c.reseller)
"""How many carriers an entry has as their reseller; gateways, rules and routes are below them."""
