# SPDX-License-Identifier: Apache-2.0
"""SQL of subscriptions."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import exists, func, or_, select, update

from ngnprov.db.columns import money_out
from ngnprov.db.lists.filters import ByFlag, ByNumber, ByPattern
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, first_of
from ngnprov.db.statement import Statement, among, numbered_insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.agreements.tables import items
from ngnprov.ports.pbx.extensions.store import of_one
from ngnprov.ports.pbx.extensions.tables import extensions
from ngnprov.ports.pbx.products.tables import products
from ngnprov.ports.pbx.subscriptions.tables import live, subscriptions
from ngnprov.ports.tenant.profiles.tables import profiles

_s, _p, _e, _i, _t = subscriptions.c, products.c, extensions.c, items.c, profiles.c


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
    parted_from: int | None
    with_customer: bool

    @property
    def subject(self) -> str:
        """What the journal calls one that no extension holds."""
        return subject_of(self.id)

    def told(self) -> dict[str, Any]:
        """What the journal tells of it."""
        prices = {name: str(money_out(getattr(self, name))) for name in ("price_monthly", "price_once")}
        return {
            "customer": self.customer,
            "product": self.code,
            "quantity": self.quantity,
            "start": self.start,
            **prices,
        }


class Listed(NamedTuple):
    """A subscription as it is found: with the names of its product, and the extension that holds it.

    ``product`` is the code; ``name``, where it is not empty, is what the agreement calls it.
    """

    id: int
    customer: int
    product: str
    name: str | None
    end_user_name: str
    product_name: str
    kind: str
    number: str | None
    account_id: str | None
    extension: int | None
    quantity: int
    start: str
    until: str | None
    ended: str | None
    price_monthly: int
    price_once: int
    source: str

    @property
    def subject(self) -> str:
        """What the journal calls one that no extension holds."""
        return subject_of(self.id)


def subject_of(id: int) -> str:
    """What the journal calls a subscription that no extension holds."""
    return f"PBX subscription {id}"


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

_GET = Statement(
    select(*_columns).select_from(subscriptions.join(products, _p.id == _s.product)).where(_s.id == parameter("key"))
)
_UPDATES = Updates(subscriptions, _s.id == parameter("key"))
_ORDERED = Statement(
    select(*_columns)
    .select_from(subscriptions.join(products, _p.id == _s.product))
    .where(
        *(_s.customer == parameter("customer"), _s.product == parameter("product"), _s.extension.is_(None), live),
        _s.until.is_(None),
    )
    .order_by(_s.start.desc(), _s.id.desc())
)
_goes_on = exists().where(
    _t.customer == _s.customer, or_(_t.terminate_date == "", _t.terminate_date > parameter("day"))
)
_ENDING = Statement(
    select(_s.id)
    .where(live, _s.until < parameter("day"), _s.extension.is_(None), _goes_on)
    .order_by(_s.until, _s.id)
    .limit(parameter("most"))
)

_LAST_DAY = Statement(
    update(subscriptions)
    .where(_s.customer == parameter("whose"), live, _s.until.is_(None))
    .values(until=parameter("day"), with_customer=True)
)
_ENDED_WITH = Statement(
    select(*_columns)
    .select_from(subscriptions.join(products, _p.id == _s.product))
    .where(_s.customer == parameter("customer"), live, _s.with_customer)
    .order_by(_s.id)
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

_named = {
    **{"product": _p.code, "end_user_name": _p.end_user_name, "product_name": _p.name, "kind": _p.kind},
    **{"name": _i.end_user_name, "number": _e.number, "account_id": _e.account_id},
}
SUBSCRIPTIONS = Records(
    subscriptions,
    Listed,
    Listing(
        rows=select(*columns_of(Listed, subscriptions, **_named)).select_from(
            subscriptions.join(products, _p.id == _s.product)
            .join(customers, customers.c.id == _s.customer)
            .outerjoin(extensions, _e.id == _s.extension)
            .outerjoin(items, (_i.customer == _s.customer) & (_i.product == _s.product))
        ),
        filters={
            "id": ByNumber(_s.id),
            "customer": ByNumber(_s.customer, is_selective=True),
            "reseller": ByNumber(customers.c.reseller),
            "product": ByPattern(_p.code_fold, literal="alone"),
            "licences": ByFlag(_s.extension.is_(None)),
            "live": ByFlag(live),
        },
        orders={"id": _s.id, "start": (_s.start, _s.id)},
        key=_s.id,
        customer=_s.customer,
        reseller=customers.c.reseller,
        default=("id", False),
    ),
    names=(_s.id,),
)
"""One changes while its customer is held."""

count_own = counting(_s.customer, where=(live, _s.extension.is_(None)))
"""How many of its own a customer holds, such as licences."""
own_of = first_of(_s.customer, _s.id, where=(live, _s.extension.is_(None)))
"""The numbers of what a customer itself holds, such as licences."""

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


def get(unit: Unit, id: int) -> Subscription:
    """A subscription that is known to be there, in any scope; none is ever removed."""
    return Subscription._make(unit.one(_GET, key=id))


def ordered(unit: Unit, customer: int, product: int) -> list[Subscription]:
    """What a customer has ordered of a product and has not ended or let end, the newest first."""
    return [Subscription._make(row) for row in unit.all(_ORDERED, customer=customer, product=product)]


def ending(unit: Unit, day: str, most: int) -> list[int]:
    """The numbers of what no extension holds and whose last day is before a day, in the order of these days.

    What customers held who have ended goes with all they had.
    """
    return [id for (id,) in unit.all(_ENDING, day=day, most=most)]


def set_last_day(unit: Unit, customer: int, day: str) -> None:
    """Let everything that a customer holds have its last day with it, if it has none of its own."""
    unit.run(_LAST_DAY, whose=customer, day=day)


def ended_with(unit: Unit, customer: int) -> list[Subscription]:
    """What a customer holds, and counts, that has its last day with it."""
    return [Subscription._make(row) for row in unit.all(_ENDED_WITH, customer=customer)]


def change(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns of one."""
    _UPDATES.run(unit, changes, key=id)


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
