# SPDX-License-Identifier: Apache-2.0
"""SQL of terms."""

from typing import NamedTuple

from sqlalchemy import case, select

from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.filters import ByNumber, Column
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.order.terms.tables import terms

PROVIDER = 0
"""Whose terms are the provider's."""
_KIND = "order_terms"

_c = terms.c


class Terms(NamedTuple):
    """Stored terms; ``id`` is their version."""

    id: int
    reseller: int
    title: str
    text: str
    created_by: str
    since: str


_rows = select(*columns_of(Terms, terms))


def _listing(reseller: Column, customer: Column | None = None) -> Listing:
    return Listing(
        rows=_rows,
        filters={"version": ByNumber(_c.id), "reseller": ByNumber(_c.reseller)},
        orders={"version": _c.id},
        key=_c.id,
        reseller=reseller,
        customer=customer,
        default=("version", False),
    )


TERMS = Records(terms, Terms, _listing(_c.reseller), names=(_c.id,))

_scope = parameter("scope")
_own = select(customers.c.reseller).where(customers.c.id == _scope).scalar_subquery()
VISIBLE = _listing(
    case((_c.reseller == PROVIDER, _scope), else_=_c.reseller),
    case((_c.reseller.in_([PROVIDER, _own]), _scope), else_=PROVIDER),
)
"""Everybody sees the provider's, too."""

count_of = counting(_c.reseller)
"""How many versions a reseller has."""

_PRESENT = Statement(
    _rows.where(_c.reseller.in_([PROVIDER, parameter("reseller")]))
    .order_by((_c.reseller == PROVIDER), _c.id.desc())
    .limit(1)
)


def new_version(unit: Unit) -> int:
    """The number of a new version."""
    return sequences.take(unit, _KIND)


def present(unit: Unit, reseller: int) -> Terms | None:
    """The present terms of a reseller, its own or else the provider's."""
    row = unit.first(_PRESENT, reseller=reseller)
    return None if row is None else TERMS.read(row)
