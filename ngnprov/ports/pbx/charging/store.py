# SPDX-License-Identifier: Apache-2.0
"""SQL of what customers are charged for: subscriptions with their products and holders, and who is blocked since when."""

from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.sql.elements import ColumnElement

from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.agreements.tables import items
from ngnprov.ports.pbx.blocking.tables import blocks
from ngnprov.ports.pbx.extensions.tables import extensions
from ngnprov.ports.pbx.products.tables import products
from ngnprov.ports.pbx.subscriptions.tables import live, subscriptions
from ngnprov.ports.tenant.lifecycle.levels import SELF, SYSTEM
from ngnprov.ports.tenant.lifecycle.tables import suspensions

_s, _p, _e, _i, _b = subscriptions.c, products.c, extensions.c, items.c, blocks.c


class Charge(NamedTuple):
    """A subscription as it is charged; prices are stored counts.

    ``origin`` is the number of the subscription that it was a part of when it was ordered, its own if of none; ``until`` the
    last day, where that is known. ``account_id``, ``holder`` and ``holder_kind`` are those of the extension that holds it.
    """

    customer: int
    id: int
    origin: int
    code: str
    name: str
    part_number: str
    quantity: int
    start: str
    until: str | None
    price_monthly: int
    price_once: int
    account_id: str
    holder: str
    holder_kind: str
    extension: int | None
    when_blocked_by_customer: bool
    when_blocked_by_provider: bool


class Blocked(NamedTuple):
    """A block of an ``extension``; without one a suspension of the customer, or of the reseller with all its customers."""

    customer: int
    extension: int | None
    by_customer: bool
    since: str


def _given(column: ColumnElement[str]) -> ColumnElement[str | None]:
    return func.nullif(column, "")


_name = func.coalesce(_given(_i.end_user_name), _given(_p.end_user_name), _p.name)
_charges = (
    select(
        *(_s.customer, _s.id, func.coalesce(_s.parted_from, _s.id), _p.code, _name, _p.part_number, _s.quantity),
        *(_s.start, _s.until, _s.price_monthly, _s.price_once),
        *(func.coalesce(_e.account_id, ""), func.coalesce(_e.name, ""), func.coalesce(_e.kind, ""), _s.extension),
        *(_p.charge_when_blocked_by_customer, _p.charge_when_blocked_by_provider),
    )
    .select_from(
        subscriptions.join(products, _p.id == _s.product)
        .join(customers, customers.c.id == _s.customer)
        .outerjoin(extensions, _e.id == _s.extension)
        .outerjoin(items, (_i.customer == _s.customer) & (_i.product == _s.product))
    )
    .where(_s.until.is_(None) | (_s.until >= parameter("since")))
    .order_by(_s.customer, _s.id)
)
_blocked = (
    select(_b.customer, _b.extension, _b.level == SELF, _b.since)
    .select_from(blocks.join(customers, customers.c.id == _b.customer))
    .order_by(_b.customer, _b.id)
)
_below = customers.c.reseller == parameter("reseller")


def _pair(rows: Select[Row], customer: ColumnElement[int]) -> tuple[Statement, Statement]:
    """For all customers of a reseller, and for one."""
    return Statement(rows.where(_below)), Statement(rows.where(_below, customer == parameter("customer")))


_ALL, _OF_ONE = _pair(_charges, _s.customer)
_BLOCKS = Statement(_blocked.where(_below))
_SUSPENSIONS = Statement(
    select(suspensions.c.customer, suspensions.c.since)
    .select_from(suspensions.join(customers, customers.c.id == suspensions.c.customer))
    .where(_below, suspensions.c.level != SYSTEM)  # which is the end of a customer
)
_STARTED = Statement(
    select(_s.customer, customers.c.reseller, func.min(_s.start))
    .select_from(subscriptions.join(customers, customers.c.id == _s.customer))
    .where(live, customers.c.id != customers.c.reseller)
    .group_by(_s.customer, customers.c.reseller)
    .order_by(_s.customer)
)


def charges(unit: Unit, reseller: int, customer: int, since: str) -> list[Row]:
    """Rows of :class:`Charge` by customer and number: of all customers of a reseller, or of one; without those that had
    ended before a day. Truth values may be numbers."""
    if customer:
        return unit.all(_OF_ONE, reseller=reseller, customer=customer, since=since)
    return unit.all(_ALL, reseller=reseller, since=since)


def blocked(unit: Unit, reseller: int) -> list[Blocked]:
    """The blocks and suspensions below a reseller, and its own."""
    found = [
        Blocked(customer, extension, bool(own), since)
        for customer, extension, own, since in unit.all(_BLOCKS, reseller=reseller)
    ]
    for customer, since in unit.all(_SUSPENSIONS, reseller=reseller):
        found.append(Blocked(customer, None, by_customer=False, since=since))
    return found


def started(unit: Unit) -> list[Row]:
    """(customer, reseller, first day of what it holds) of each customer that holds something."""
    return unit.all(_STARTED)
