# SPDX-License-Identifier: Apache-2.0
"""SQL of billing profiles."""

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, ByValue, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.tenant.billing.tables import profiles
from ngnprov.ports.tenant.billing.wire import BillingProfileAnswer

KIND = "tenant_billing_profile"
"""The sequence of their numbers, none of which is given twice."""

_c = profiles.c

BillingProfile = BillingProfileAnswer
"""A stored one is as it is answered, but for the length of its change date."""

LISTING = Listing(
    rows=select(*columns_of(BillingProfile, profiles)),
    filters={
        **each_by(ByNumber, _c.id, _c.reseller),
        "handle": ByPattern(_c.handle, literal="alone"),
        "name": ByPattern(_c.name_fold),
        "prepaid": ByValue(_c.prepaid),
    },
    orders=by_wire_name(_c.handle, _c.id, _c.name_fold, _c.change_date),
    key=_c.id,
    reseller=_c.reseller,
    default=("handle", False),
)

PROFILES = Records(profiles, BillingProfile, LISTING, names=(_c.id,))
"""One that a tenant has is not removed."""

_CURRENCY = Statement(select(_c.currency).where(_c.id == parameter("key")))

count_of = counting(_c.reseller)
"""How many billing profiles a reseller has."""


def currency_of(unit: Unit, id: int) -> str:
    """The currency of a billing profile that is there, in any scope."""
    currency: str = unit.one(_CURRENCY, key=id)[0]
    return currency
