# SPDX-License-Identifier: Apache-2.0
"""SQL of subscriptions."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select, update

from ngnprov.db.lists.page import each
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, numbered_insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.extensions.store import of_one
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
_HELD_BY = among(
    select(*_columns)
    .select_from(subscriptions.join(products, _p.id == _s.product))
    .where(live)
    .order_by(_s.extension, _s.product),
    _s.extension,
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

_other, _main = subscriptions.alias("other"), products.alias("main")
_ALONE = Statement(
    select(_e.account_id, _p.code)
    .select_from(subscriptions.join(products, _p.id == _s.product).join(extensions, _e.id == _s.extension))
    .where(live, _p.kind == "addon", of_one(_s.customer))
    .where(
        ~exists()
        .select_from(_other.join(_main, _main.c.id == _other.c.product))
        .where(_other.c.extension == _s.extension, _other.c.ended.is_(None), _main.c.kind == "main")
    )
    .order_by(_s.id)
)

count_of = counting(_s.customer)
"""How many subscriptions an entry has or has had."""


def held(unit: Unit, extension: int) -> list[Subscription]:
    """What an extension holds, in the order of products; it stays so while its customer is held."""
    return [Subscription._make(row) for row in unit.all(_HELD, extension=extension)]


def held_by(unit: Unit, wanted: list[int]) -> dict[int, list[Subscription]]:
    """What each of several extensions holds; those that hold nothing are left out."""
    found: dict[int, list[Subscription]] = {}
    for row in unit.all_among(_HELD_BY, wanted):
        each = Subscription._make(row)
        if each.extension is not None:
            found.setdefault(each.extension, []).append(each)
    return found


def insert(unit: Unit, subscription: Subscription) -> Subscription:
    """Store a new one; with its number. Raises Duplicate when the extension holds the product."""
    values: dict[str, Any] = {name: value for name, value in subscription._asdict().items() if name not in _OF_PRODUCT}
    return subscription._replace(id=unit.insert(_INSERT, **values))


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


def alone(unit: Unit, customer: int = 0) -> Iterator[tuple[str, str]]:
    """(account id, code) of add-ons that an extension holds without a main product; of all customers, or one."""
    yield from each(unit, _ALONE, customer=customer)
