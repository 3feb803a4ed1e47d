# SPDX-License-Identifier: Apache-2.0
"""SQL of what is charged to tenants: their trials, types and fees, and how they are called on invoices."""

from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.billing.tables import profiles as billing_profiles
from ngnprov.ports.tenant.contacts.tables import contacts
from ngnprov.ports.tenant.producttypes.tables import product_types
from ngnprov.ports.tenant.profiles.tables import profiles
from ngnprov.ports.tenant.users.tables import users

_p, _b, _t, _c = profiles.c, billing_profiles.c, product_types.c, contacts.c


class Tenant(NamedTuple):
    """A tenant as it is charged; fees are stored counts, None without a product type. ``users`` is how many it has."""

    customer: int
    username: str
    name: str
    reference: str
    country: str
    language: str
    timezone: str
    create_date: str
    terminate_date: str
    in_house: bool
    trial_since: str
    trial_until: str
    trial_ended: str
    type_code: str | None
    type_name: str | None
    fee: int | None
    user_fee: int | None
    users: int
    currency: str | None
    email: str | None
    first_name: str | None
    last_name: str | None
    organization: str | None
    address: str | None
    postcode: str | None
    city: str | None
    state: str | None
    contact_country: str | None
    tel: str | None


_of_contact = [_c[name] for name in ("email", "first_name", "last_name", "organization", "address", "postcode", "city")]
_count = select(func.count()).select_from(users).where(users.c.customer == _p.customer).scalar_subquery()
_rows = (
    select(
        *(_p.customer, customers.c.username, _p.name, _p.reference, _p.country, _p.language, _p.timezone),
        *(_p.create_date, _p.terminate_date, _p.in_house, _p.trial_since, _p.trial_until, _p.trial_ended),
        *(_t.code, _t.name.label("type_name"), _t.fee, _t.user_fee, _count.label("users"), _b.currency),
        *(*_of_contact, _c.state, _c.country.label("contact_country"), _c.tel),
    )
    .select_from(
        profiles.join(customers, customers.c.id == _p.customer)
        .outerjoin(billing_profiles, _b.id == _p.billing_profile)
        .outerjoin(product_types, _t.code == _p.product_type)
        .outerjoin(contacts, _c.id == _p.contact)
    )
    .order_by(_p.customer)
)
_OF_RESELLER = Statement(_rows.where(_p.reseller == parameter("reseller"), _p.customer != parameter("reseller")))
_ONE = Statement(_rows.where(_p.customer == parameter("customer")))


def of_reseller(unit: Unit, reseller: int) -> list[Tenant]:
    """Every tenant of a reseller, but for itself, by number."""
    return [Tenant._make(row) for row in unit.all(_OF_RESELLER, reseller=reseller)]


def one(unit: Unit, customer: int) -> Tenant:
    """An entry that is there, in any scope; also a reseller itself."""
    return Tenant._make(unit.one(_ONE, customer=customer))
