# SPDX-License-Identifier: Apache-2.0
"""SQL of subscriptions."""

from typing import Any, NamedTuple

from sqlalchemy import func, select, update

from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, numbered_insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.extensions.tables import extensions
from ngnprov.ports.pbx.products.tables import products
from ngnprov.ports.pbx.subscriptions.tables import live, subscriptions

_s, _p, _e = subscriptions.c, products.c, extensions.c


class Subscription(NamedTuple):
    """A subscription, with what is known of its product, whose number is ``product``. Prices are stored counts."""

    id: int
    customer: int
    product: int
    code: str
    kind: str
    requires: str
    excludes: str
    extension: int | None
    quantity: int
    start: str
    until: str | None
    ended: str | None
    price_monthly: int
    price_once: int
    source: str


_OF_PRODUCT = frozenset({"code", "kind", "requires", "excludes"})
_columns = [_p[name] if name in _OF_PRODUCT else _s[name] for name in Subscription._fields]
_HELD = Statement(
    select(*_columns)
    .select_from(subscriptions.join(products, _p.id == _s.product))
    .where(_s.extension == parameter("extension"), live)
    .order_by(_s.product)
)
_INSERT = numbered_insertion(subscriptions)
_END = Statement(
    update(subscriptions)
    .where(_s.id == parameter("key"), live)
    .values(until=parameter("until"), ended=parameter("ended"))
)
_sum = select(func.coalesce(func.sum(_s.quantity), 0)).where(_s.product == parameter("product"), live)
_COUNT = Statement(_sum.where(_s.customer == parameter("holder")))
_COUNT_BELOW = Statement(
    _sum.select_from(subscriptions.join(customers, customers.c.id == _s.customer)).where(
        customers.c.reseller == parameter("holder")
    )
)
_HOLDERS = Statement(
    select(_s.customer, _e.number, _e.account_id)
    .select_from(
        subscriptions.join(customers, customers.c.id == _s.customer).outerjoin(extensions, _e.id == _s.extension)
    )
    .where(
        (_s.customer == parameter("holder")) | (customers.c.reseller == parameter("holder")),
        _s.product == parameter("product"),
        live,
    )
    .order_by(_s.id)
    .limit(parameter("most"))
)

count_of = counting(_s.customer)
"""How many subscriptions an entry has or has had."""


def held(unit: Unit, extension: int) -> list[Subscription]:
    """What an extension holds, in the order of products; it stays so while its customer is held."""
    return [Subscription._make(row) for row in unit.all(_HELD, extension=extension)]


def insert(unit: Unit, subscription: Subscription) -> Subscription:
    """Store a new one; with its number. Raises Duplicate when the extension holds the product."""
    values: dict[str, Any] = {name: value for name, value in subscription._asdict().items() if name not in _OF_PRODUCT}
    return subscription._replace(id=unit.one(_INSERT, **values)[0])


def end(unit: Unit, id: int, until: str, ended: str) -> None:
    """Let one count no more."""
    unit.run(_END, key=id, until=until, ended=ended)


def count(unit: Unit, holder: int, product: int, *, of_reseller: bool) -> int:
    """How many of a product a customer holds, or all customers of a reseller."""
    found: int = unit.one(_COUNT_BELOW if of_reseller else _COUNT, holder=holder, product=product)[0]
    return int(found)  # PostgreSQL makes NUMERIC of a sum


def holders(unit: Unit, holder: int, product: int, most: int) -> list[str]:
    """Who holds a product of a customer, or below a reseller, by number or account, the first ones."""
    rows = unit.all(_HOLDERS, holder=holder, product=product, most=most)
    return [number or account or f"customer {customer}" for customer, number, account in rows]
