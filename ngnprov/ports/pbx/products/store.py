# SPDX-License-Identifier: Apache-2.0
"""SQL of products."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import or_, select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.products.tables import products

PROVIDER = 0
"""Whose catalogue is that of the provider, from which all resellers may have something."""
_KIND = "PBX product"

_c = products.c


class Product(NamedTuple):
    """A stored product. Prices are stored counts (:mod:`ngnprov.db.columns`), lists are codes with blanks between."""

    id: int
    code: str
    name: str
    end_user_name: str
    kind: str
    part_number: str
    price_monthly: int
    price_once: int
    applies_to: str
    requires: str
    excludes: str
    charge_when_blocked_by_customer: bool
    charge_when_blocked_by_provider: bool
    withdrawn: bool
    reseller: int
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"PBX product {self.code}" + (f" of reseller {self.reseller}" if self.reseller else "")


_rows = select(*columns_of(Product, products))

LISTING = Listing(
    rows=_rows,
    filters={
        "code": ByPattern(_c.code_fold, literal="alone"),
        **each_by(ByPattern, _c.name_fold, _c.kind_fold),
        "reseller": ByNumber(_c.reseller),
    },
    orders=by_wire_name(_c.code_fold, _c.name_fold, _c.kind_fold, _c.reseller, _c.change_date),
    key=_c.id,
    reseller=_c.reseller,
    default=("code", False),
)
PRODUCTS = Records(products, Product, LISTING, names=(_c.code, _c.reseller))
"""One that agreements or subscriptions name is not removed; nor one that another product names, which the service sees to."""

count_of = counting(_c.reseller)
"""How many products the catalogue of an entry has."""

_is_visible = (_c.code == parameter("code")) & _c.reseller.in_([PROVIDER, parameter("reseller")])
_HOLD = Statement(_rows.where(_is_visible).with_for_update(read=True))
_TAKEN = Statement(
    select(_c.id).where(
        _c.code == parameter("code"),
        or_(_c.reseller.in_([PROVIDER, parameter("reseller")]), parameter("reseller") == PROVIDER),
    )
)
_NAMING = Statement(
    select(_c.code, _c.requires, _c.excludes).where(
        or_(_c.reseller == parameter("reseller"), parameter("reseller") == PROVIDER),
        or_(_c.requires != "", _c.excludes != ""),
    )
)
_ALL_NAMING = Statement(
    select(_c.code, _c.reseller, _c.requires, _c.excludes)
    .where(or_(_c.requires != "", _c.excludes != ""))
    .order_by(_c.code, _c.reseller)
)
_IS_THERE = Statement(select(_c.id).where(_is_visible))


def new_id(unit: Unit) -> int:
    """The number of a new product. Nobody else makes one until the unit ends, so that a code that is free stays free."""
    return sequences.take(unit, _KIND)


def hold(unit: Unit, code: str, reseller: int) -> Product | None:
    """The product that a code means below a reseller, its own or the provider's, which stays as it is until the unit ends."""
    row = unit.first(_HOLD, code=code, reseller=reseller)
    return None if row is None else PRODUCTS.read(row)


def is_taken(unit: Unit, code: str, reseller: int) -> bool:
    """Would a code mean two products somewhere, were there another one of it in the catalogue of ``reseller``?"""
    return unit.first(_TAKEN, code=code, reseller=reseller) is not None


def is_visible(unit: Unit, code: str, reseller: int) -> bool:
    """Does a code mean a product below a reseller?"""
    return unit.first(_IS_THERE, code=code, reseller=reseller) is not None


def naming(unit: Unit, code: str, reseller: int) -> list[str]:
    """The codes of products that require or exclude one of the catalogue of ``reseller``."""
    rows = unit.all(_NAMING, reseller=reseller)
    return [other for other, *lists in rows if code in _codes(lists)]


def all_named(unit: Unit) -> Iterator[tuple[str, int, list[str]]]:
    """Code and reseller of each product that names others, with their codes."""
    for code, reseller, *lists in each(unit, _ALL_NAMING):
        yield code, reseller, _codes(lists)


def _codes(lists: Sequence[str]) -> list[str]:
    return [code for text in lists for code in text.split()]
