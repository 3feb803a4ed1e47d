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
from ngnprov.ports.pbx.subscriptions.rules import Fields
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
    items = use(call, owner, holder.kind, store.held(call.unit, holder.id), codes, lambda _: field)
    return Taken(subscribe(call, holder, items, lambda _: field), is_checked(items))


def use(
    call: Call,
    owner: HasTenancy,
    kind: str,
    held: Sequence[Subscription],
    codes: Iterable[str],
    field: Fields,
    count: int = 1,
) -> list[Item]:
    """Use products for an extension of a kind that holds some, or for ``count`` new ones; :func:`subscribe` then gives them to
    it. Raises as :func:`take`."""
    items = [_item(call.unit, owner.customer, code, field(code)) for code in codes]
    for item in items:
        rules.require_fit(kind, item, item.applies_to, field(item.code))
    rules.require_new(held, items, field)
    rules.require_together([*held, *items], field)
    items.sort(key=attrgetter("product"))
    consume(call, owner, items, field, count)
    return items


def subscribe(call: Call, holder: Holder, items: Iterable[Item], field: Fields) -> list[Subscription]:
    """Let an extension hold what was used for it. Raises ProductHeld."""
    return [_subscribe(call, holder, item, field(item.code)) for item in items]


def is_checked(items: Iterable[Item]) -> bool:
    """Does the agreement want somebody to activate an extension that has got one of these?"""
    return any(item.activation == CHECKED for item in items)


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
    ended = [each for each in held if each.code in wanted]
    rules.require_nothing_rests_on(ended, [each for each in held if each.code not in wanted], field)
    for each in ended:
        end(call, owner, each, call.today)
    return ended


def end(call: Call, owner: HasTenancy, each: Subscription, until: str) -> None:
    """Let a subscription count no more; ``until`` was its last day. What it used is free again."""
    store.end(call.unit, each.id, until=until, ended=call.now)
    for place in _holders(owner):
        if agreements.give_back(call.unit, place, each.product, each.quantity):
            call.consumed(limits.kind_of(each.code), place, -each.quantity)


def single_main(unit: Unit, owner: HasTenancy, kind: str, field: str) -> str:
    """The code of the one main product that the agreement has for extensions of a kind. Raises MainMissing."""
    found = mains(unit, owner, kind)
    if len(found) != 1:
        why = "the agreement has several" if found else "the agreement has none"
        raise MainMissing(f"must name a main product: {why}", field=field)
    return found[0]


def mains(unit: Unit, owner: HasTenancy, kind: str) -> list[str]:
    """The codes of the main products that the agreement has for extensions of a kind."""
    fitting = (ANY, rules.APPLIES_TO[kind])
    items = agreements.of_customer(unit, owner.customer)
    return [item.code for item in items if item.kind == MAIN and item.applies_to in fitting]


held = store.held
"""What an extension holds."""

held_by = store.held_by
"""The same of several."""


def require_kind(call: Call, owner: HasTenancy, code: str, kind: str, field: str) -> None:
    """Raise NotInAgreement or InvalidValue when a product is not of a kind, and not where it belongs."""
    if _item(call.unit, owner.customer, code, field).kind != kind:
        raise InvalidValue(f"is a product of another kind than {kind}", field=field)


def _item(unit: Unit, customer: int, code: str, field: str) -> Item:
    item = agreements.find(unit, customer, code)
    if item is None:
        raise NotInAgreement("the product is not in the agreement", field=field)
    return item


def consume(call: Call, owner: HasTenancy, items: Sequence[Item], field: Fields, count: int) -> None:
    """Take ``count`` of each; every limit that is met is told to a dry run first.

    By product, and the customer's before the reseller's, so that nobody waits in a circle. Raises QuantityReached,
    ResellerQuantityReached.
    """
    met = [(item, limit) for item in items for limit in limits.met_by(call.unit, item, owner.reseller, count)]
    for _, limit in met:
        call.meets(limit)
    for item, limit in met:
        if not agreements.take(call.unit, limit.holder, item.product, limit.wanted):
            as_it_is = agreements.find(call.unit, limit.holder, item.code)
            reached = limit if as_it_is is None else limits.of_item(as_it_is, limit.wanted)
            raise limits.refusal(reached, owner.reseller, field(item.code))
        call.consumed(limit.kind, limit.holder, limit.wanted)


def of_item(item: Item, extension: int | None, quantity: int, start: str, source: str) -> Subscription:
    """A new subscription of what an item allows, at its prices; it has no number yet."""
    return Subscription(
        id=0,
        customer=item.customer,
        product=item.product,
        code=item.code,
        kind=item.kind,
        requires=item.requires,
        excludes=item.excludes,
        extension=extension,
        quantity=quantity,
        start=start,
        until=None,
        ended=None,
        price_monthly=item.price_monthly,
        price_once=item.price_once,
        source=source,
        parted_from=None,
        with_customer=False,
    )


def _subscribe(call: Call, holder: Holder, item: Item, field: str) -> Subscription:
    try:
        return store.insert(call.unit, of_item(item, holder.id, 1, call.today, AGREEMENT))
    except Duplicate:
        raise ProductHeld(f"the product {item.code} is held already", field=field) from None


def _holders(owner: HasTenancy) -> tuple[int, ...]:
    """Whose agreements a subscription of a customer counts in, in the order in which they are locked."""
    return tuple(dict.fromkeys((owner.customer, owner.reseller)))
