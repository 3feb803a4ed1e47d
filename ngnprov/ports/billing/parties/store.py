# SPDX-License-Identifier: Apache-2.0
"""SQL of parties."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.billing.parties.tables import parties
from ngnprov.ports.customer.tables import customers

_c = parties.c


class Party(NamedTuple):
    """What is stored of an entry, with what holds for one of which nothing is set; the rate is a stored count."""

    customer: int
    name: str = ""
    vat_id: str = ""
    registration: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    electronic_address: str = ""
    electronic_scheme: str = ""
    buyer_reference: str = ""
    email: str = ""
    phone: str = ""
    tax_category: str = ""
    tax_rate: int = 0
    tax_reason: str = ""
    payment_days: int = 0
    payment_terms: str = ""
    iban: str = ""
    bic: str = ""
    creditor_id: str = ""
    mandate_id: str = ""
    mandate_date: str = ""
    mandate_sequence: str = ""
    minimum_days: int = 0
    billed_from: str = ""
    version: int = 1
    change_date: str = ""


_rows = select(*columns_of(Party, parties)).select_from(parties.join(customers, customers.c.id == _c.customer))
PARTIES = Records(
    parties,
    Party,
    Listing(
        rows=_rows,
        filters={},
        orders={},
        key=_c.customer,
        customer=_c.customer,
        reseller=customers.c.reseller,
        default=("", False),
    ),
    names=(_c.customer,),
)
_OF = Statement(_rows.where(_c.customer == parameter("customer")))
_ALL = Statement(_rows.where(customers.c.reseller == parameter("reseller")))
_MAKE = insertion_if_new(parties)


def of_one(unit: Unit, customer: int) -> Party:
    """What holds for an entry, for reading."""
    row = unit.first(_OF, customer=customer)
    return Party(customer) if row is None else PARTIES.read(row)


def of_reseller(unit: Unit, reseller: int) -> dict[int, Party]:
    """What is set of a reseller and its customers, by number."""
    return {row[0]: PARTIES.read(row) for row in unit.all(_ALL, reseller=reseller)}


def make_if_new(unit: Unit, customer: int, now: str) -> None:
    """Store what holds for an entry of which nothing is set, so that it can be held."""
    values = Party(customer, change_date=now)._asdict()
    del values["version"]
    unit.run(_MAKE[unit.dialect_name], **values)
