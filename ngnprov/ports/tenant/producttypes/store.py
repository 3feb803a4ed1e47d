# SPDX-License-Identifier: Apache-2.0
"""SQL of product types."""

from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.tenant.producttypes.tables import product_types
from ngnprov.ports.tenant.profiles.tables import profiles

PROVIDER = 0
KIND = "tenant_product_type"
"""The sequence of their numbers."""

_c = product_types.c


class ProductType(NamedTuple):
    """A stored product type. Lists are words with blanks between, fees stored counts (:mod:`ngnprov.db.columns`)."""

    id: int
    reseller: int
    code: str
    name: str
    features: str
    regions: str
    connection_types: str
    allowed_next: str
    is_mutable: bool
    withdrawn: bool
    fee: int
    user_fee: int
    change_date: str


_rows = select(*columns_of(ProductType, product_types))
TYPES = Records(
    product_types,
    ProductType,
    Listing(rows=_rows, filters={}, orders={"code": _c.code}, key=_c.id, reseller=_c.reseller, default=("code", False)),
    names=(_c.code,),
)

_ALL = Statement(_rows.order_by(_c.code))
_NAMED = Statement(_rows.where(_c.code == parameter("code")))
_HOLD = Statement(_rows.where(_c.code == parameter("code")).with_for_update(read=True))
_USED = Statement(select(func.count()).select_from(profiles).where(profiles.c.product_type == parameter("code")))


def every(unit: Unit) -> list[ProductType]:
    """All there are, by code."""
    return [TYPES.read(row) for row in unit.all(_ALL)]


def named(unit: Unit, code: str) -> ProductType | None:
    """The type of a code, for reading."""
    row = unit.first(_NAMED, code=code)
    return None if row is None else TYPES.read(row)


def hold(unit: Unit, code: str) -> ProductType | None:
    """The same, which stays as it is until the unit ends."""
    row = unit.first(_HOLD, code=code)
    return None if row is None else TYPES.read(row)


def used(unit: Unit, code: str) -> int:
    """How many tenants have a type."""
    count: int = unit.one(_USED, code=code)[0]
    return count
