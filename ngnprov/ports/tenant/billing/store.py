# SPDX-License-Identifier: Apache-2.0
"""SQL of billing profiles."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.ports.tenant.billing.tables import profiles

KIND = "tenant_billing_profile"
"""The sequence of their numbers, none of which is given twice."""

_c = profiles.c


class BillingProfile(NamedTuple):
    """A stored billing profile, in wire order."""

    id: int
    reseller: int
    handle: str
    name: str
    prepaid: bool
    currency: str
    profile_weekday: str
    profile_weekday_alt: str
    profile_weekend: str
    profile_weekend_alt: str
    change_date: str


LISTING = Listing(
    rows=select(*columns_of(BillingProfile, profiles)),
    filters={"id": ByNumber(_c.id), "reseller": ByNumber(_c.reseller)},
    orders={"id": _c.id, "handle": _c.handle},
    key=_c.id,
    reseller=_c.reseller,
    default=("handle", False),
)

PROFILES = Records(profiles, BillingProfile, LISTING, names=(_c.id,))
"""One that a tenant has is not removed."""

count_of = counting(_c.reseller)
"""How many billing profiles a reseller has."""
