# SPDX-License-Identifier: Apache-2.0
"""SQL of agreements."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import case, func, or_, select, update

from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.agreements.tables import items
from ngnprov.ports.pbx.products.tables import products
from ngnprov.ports.pbx.subscriptions.tables import live, subscriptions

_i, _p, _s = items.c, products.c, subscriptions.c


class Item(NamedTuple):
    """A stored item with what is known of its product, whose number is ``product``."""

    id: int
    customer: int
    product: int
    code: str
    kind: str
    applies_to: str
    requires: str
    excludes: str
    price_monthly: int
    price_once: int
    product_name: str
    product_end_user_name: str
    catalog: int
    quantity: int | None
    used: int
    end_user_name: str
    activation: str
    created_by: str
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"PBX agreement of {self.customer}, {self.code}"

    @property
    def name(self) -> str:
        """How users see the product."""
        return self.end_user_name or self.product_end_user_name or self.product_name


_of_product = {
    **{
        name: _p[name] for name in ("code", "kind", "applies_to", "requires", "excludes", "price_monthly", "price_once")
    },
    **{"product_name": _p.name, "product_end_user_name": _p.end_user_name, "catalog": _p.reseller},
}
_rows = select(*columns_of(Item, items, **_of_product)).select_from(
    items.join(products, _p.id == _i.product).join(customers, customers.c.id == _i.customer)
)

LISTING = Listing(
    rows=_rows,
    filters={},
    orders={"changeDate": _i.change_date},
    key=_i.id,
    customer=_i.customer,
    reseller=customers.c.reseller,
)
ITEMS = Records(items, Item, LISTING, names=(_i.customer, _i.product))
"""While one is held nobody takes of it or gives back."""

count_of = counting(_i.customer)
"""How many items the agreement of an entry has."""

_is_one = (_i.customer == parameter("customer")) & (_i.product == parameter("product"))
_FIND = Statement(_rows.where(_i.customer == parameter("customer"), _p.code == parameter("code")))
_OF_CUSTOMER = Statement(_rows.where(_i.customer == parameter("customer")).order_by(_p.code))
_is_resellers = _i.customer == parameter("reseller")
_HOLD_ALL = Statement(
    select(_i.id)
    .where(or_(_i.customer == parameter("customer"), _is_resellers))
    .order_by(_i.product, _is_resellers)
    .with_for_update()
)
_TAKE = Statement(
    update(items)
    .where(_is_one, or_(_i.quantity.is_(None), _i.used + parameter("count") <= _i.quantity))
    .values(used=_i.used + parameter("count"))
)
_ADD = Statement(update(items).where(_is_one).values(used=_i.used + parameter("count")))
_holder = customers.alias()
_all = select(func.coalesce(func.sum(_s.quantity), 0)).where(_s.product == _i.product, live)
_shared = _all.select_from(subscriptions.join(_holder, _holder.c.id == _s.customer))
_counted = case(
    (customers.c.id == customers.c.reseller, _shared.where(_holder.c.reseller == _i.customer).scalar_subquery()),
    else_=_all.where(_s.customer == _i.customer).scalar_subquery(),
)
_MISCOUNTED = Statement(
    select(_i.id, _i.customer, _p.code, _i.used, _counted)
    .select_from(items.join(products, _p.id == _i.product).join(customers, customers.c.id == _i.customer))
    .where(_i.used != _counted)
    .order_by(_i.customer, _p.code)
)
_IS_OF_RESELLER = Statement(
    select(customers.c.id).where(customers.c.id == parameter("customer"), customers.c.reseller == customers.c.id)
)


def find(unit: Unit, customer: int, code: str) -> Item | None:
    """The item of an agreement that is about a product, in any scope and not held."""
    row = unit.first(_FIND, customer=customer, code=code)
    return None if row is None else Item._make(row)


def of_customer(unit: Unit, customer: int) -> list[Item]:
    """The items of an agreement by code, in any scope."""
    return [Item._make(row) for row in unit.all(_OF_CUSTOMER, customer=customer)]


def hold_all(unit: Unit, customer: int, reseller: int) -> None:
    """Hold every item of a customer and its reseller, in the order in which :func:`take` is called."""
    unit.all(_HOLD_ALL, customer=customer, reseller=reseller)


def take(unit: Unit, customer: int, product: int, count: int) -> bool:
    """Use ``count`` more, if the agreement has the product and the quantity allows it."""
    return unit.run(_TAKE, customer=customer, product=product, count=count) == 1


def give_back(unit: Unit, customer: int, product: int, count: int) -> bool:
    """Use ``count`` less, where the agreement has the product; has it? Going below 0 is refused by the table."""
    return unit.run(_ADD, customer=customer, product=product, count=-count) == 1


def miscounted(unit: Unit) -> Iterator[tuple[int, int, str, int, int]]:
    """(id, customer, code, used, subscriptions that live) of items that do not count what there is."""
    for id, customer, code, used, found in each(unit, _MISCOUNTED):
        yield id, customer, code, used, int(found)


def is_of_reseller(unit: Unit, customer: int) -> bool:
    """Is an agreement that of a reseller, for all its customers?"""
    return unit.first(_IS_OF_RESELLER, customer=customer) is not None
