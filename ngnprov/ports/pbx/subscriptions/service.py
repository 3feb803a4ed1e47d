# SPDX-License-Identifier: Apache-2.0
"""What extensions take of an agreement, and give back (pbx.md 6 and 7).

Whoever calls holds the customer (``find_tenancy``), as all do who change what is below it; and tells the journal, for a
subscription is a part of what is done to its extension and undone with it.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer.entitlements import HasTenancy
from ngnprov.ports.pbx.agreements import limits
from ngnprov.ports.pbx.agreements import store as agreements
from ngnprov.ports.pbx.agreements.service import CHECKED
from ngnprov.ports.pbx.agreements.store import Item
from ngnprov.ports.pbx.errors import MainMissing, NotInAgreement, ProductHeld
from ngnprov.ports.pbx.products.service import ANY, MAIN
from ngnprov.ports.pbx.subscriptions import rules, store
from ngnprov.ports.pbx.subscriptions.store import Subscription

AGREEMENT: Final = "agreement"
"""Where a subscription comes from that an extension has taken."""


class Holder(NamedTuple):
    """The extension that holds products: its number in the database, and its kind."""

    id: int
    kind: str


class Taken(NamedTuple):
    """What was taken; ``is_checked``: the agreement wants somebody to activate the extension that has got it."""

    subscriptions: Sequence[Subscription]
    is_checked: bool


def take(call: Call, owner: HasTenancy, holder: Holder, codes: Iterable[str], field: str) -> Taken:
    """Let an extension hold products from today on, all of them or none.

    Raises, in this order, NotInAgreement, InvalidValue, ProductHeld, AddonWithoutMain, QuantityReached,
    ResellerQuantityReached.
    """
    items = [_item(call.unit, owner.customer, code, field) for code in codes]
    held = store.held(call.unit, holder.id)
    for item in items:
        rules.require_fit(holder.kind, item, item.applies_to, field)
    rules.require_new(held, items, field)
    rules.require_together([*held, *items], field)
    items.sort(key=attrgetter("product"))
    _use(call, owner, items, field)
    return Taken(
        [_subscribe(call, holder, item, field) for item in items],
        any(item.activation == CHECKED for item in items),
    )


def give_back(
    call: Call, owner: HasTenancy, holder: Holder, codes: Iterable[str] | None, field: str
) -> Sequence[Subscription]:
    """End what an extension holds of these products, today; all it holds when they are None. What has ended.

    Raises InvalidValue for one that is not held, AddonWithoutMain when an add-on would be left behind.
    """
    held = store.held(call.unit, holder.id)
    wanted = {each.code for each in held} if codes is None else set(codes)
    if missing := sorted(wanted - {each.code for each in held}):
        raise InvalidValue(f"the product {missing[0]} is not held", field=field)
    rules.require_together([each for each in held if each.code not in wanted], field)
    ended = [each for each in held if each.code in wanted]
    for each in ended:
        store.end(call.unit, each.id, until=_today(call), ended=call.now)
        for place in _holders(owner):
            agreements.give_back(call.unit, place, each.product, each.quantity)
            call.consumed(limits.kind_of(each.code), place, -each.quantity)
    return ended


def single_main(unit: Unit, owner: HasTenancy, kind: str, field: str) -> str:
    """The code of the one main product that the agreement has for extensions of a kind. Raises MainMissing."""
    fitting = (ANY, rules.APPLIES_TO[kind])
    mains = [
        item.code
        for item in agreements.of_customer(unit, owner.customer)
        if item.kind == MAIN and item.applies_to in fitting
    ]
    if len(mains) != 1:
        why = "the agreement has several" if mains else "the agreement has none"
        raise MainMissing(f"must name a main product: {why}", field=field)
    return mains[0]


held = store.held
"""What an extension holds."""


def _item(unit: Unit, customer: int, code: str, field: str) -> Item:
    item = agreements.find(unit, customer, code)
    if item is None:
        raise NotInAgreement("the product is not in the agreement", field=field)
    return item


def _use(call: Call, owner: HasTenancy, items: Sequence[Item], field: str) -> None:
    """Take one of each; every limit that is met is told to a dry run first.

    By product, and the customer's before the reseller's, so that nobody waits in a circle. Raises QuantityReached,
    ResellerQuantityReached.
    """
    met = [(item, limit) for item in items for limit in limits.met_by(call.unit, item, owner.reseller, 1)]
    for _, limit in met:
        call.meets(limit)
    for item, limit in met:
        if not agreements.take(call.unit, limit.holder, item.product, limit.wanted):
            as_it_is = agreements.find(call.unit, limit.holder, item.code)
            raise limits.refusal(
                limit if as_it_is is None else limits.of_item(as_it_is, limit.wanted), owner.reseller, field
            )
        call.consumed(limit.kind, limit.holder, limit.wanted)


def _subscribe(call: Call, holder: Holder, item: Item, field: str) -> Subscription:
    new = Subscription(
        id=0,
        customer=item.customer,
        product=item.product,
        code=item.code,
        kind=item.kind,
        requires=item.requires,
        excludes=item.excludes,
        extension=holder.id,
        quantity=1,
        start=_today(call),
        until=None,
        ended=None,
        price_monthly=item.price_monthly,
        price_once=item.price_once,
        source=AGREEMENT,
    )
    try:
        return store.insert(call.unit, new)
    except Duplicate:
        raise ProductHeld(f"the product {item.code} is held already", field=field) from None


def _holders(owner: HasTenancy) -> tuple[int, ...]:
    """Whose agreements a subscription of a customer counts in, in the order in which they are locked."""
    return tuple(dict.fromkeys((owner.customer, owner.reseller)))


def _today(call: Call) -> str:
    return call.now[: len("2026-01-31")]
