# SPDX-License-Identifier: Apache-2.0
"""Licences as orders bring and take them (pbx.md 18): for ports above, which hold the customer first.

What is ordered of a product may stand in several subscriptions, each with its first day and its prices. Who removes some of
one parts it: what ends keeps both.
"""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db.columns import money_out
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.entitlements import HasTenancy
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.pbx.agreements import limits as agreement_limits
from ngnprov.ports.pbx.agreements import store as agreements
from ngnprov.ports.pbx.agreements.store import Item
from ngnprov.ports.pbx.agreements.types import HIGHEST_QUANTITY
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.entitlements.presentation import answer
from ngnprov.ports.pbx.entitlements.wire import EntitlementAnswer
from ngnprov.ports.pbx.errors import LicencesUsed, NotInAgreement
from ngnprov.ports.pbx.extensions import lookup
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.extensions.lookup import Pbx
from ngnprov.ports.pbx.extensions.tables import USER
from ngnprov.ports.pbx.licences import store
from ngnprov.ports.pbx.products.service import DEVICE_LICENCE, LICENCES, USER_LICENCE
from ngnprov.ports.pbx.subscriptions import service
from ngnprov.ports.pbx.subscriptions import store as subscriptions
from ngnprov.ports.pbx.subscriptions.store import Subscription

__all__ = ["DEVICE_LICENCE", "USER_LICENCE", "Item", "Pbx"]

SOURCE: Final = "order"
"""Where a subscription comes from that was ordered."""
MOST_NAMED: Final = 10
"""Of those who use a licence, in a refusal."""


hold = lookup.hold_pbx
"""The customer for whom something is ordered, held until the unit ends."""


hold_any = lookup.hold_any
"""The same, whatever has become of it: also terminated ones, and those without a PBX."""


def require_active(call: Call, pbx: Pbx) -> None:
    """Raise NotAuthorized when a customer gets nothing more, since its reseller is not active."""
    entitlements.claim(call, pbx.customer, pbx.owner.reseller, {})


def find(call: Call, customer: int | None, field: str) -> Pbx:
    """The same for reading: nothing is held. Raises MissingInput, CustomerUnknown, NotPbx, Terminated."""
    owner = read_tenancy(call, required(customer, field), field)
    return Pbx(owner, lookup.read_profile(call, owner.customer, field))


def items_of(unit: Unit, customer: int) -> list[Item]:
    """The licences that a customer's agreement has, by code."""
    return [item for item in agreements.of_customer(unit, customer) if item.kind in LICENCES]


def find_item(unit: Unit, customer: int, code: str, field: str) -> Item:
    """A licence of the agreement. Raises MissingInput, NotInAgreement, InvalidValue."""
    item = agreements.find(unit, customer, required(code, field))
    if item is None:
        raise NotInAgreement("the product is not in the agreement", field=field)
    if item.kind not in LICENCES:
        raise InvalidValue("is no licence: an extension gets it by assignProduct", field=field)
    return item


def limits_of(call: Call, owner: HasTenancy, wanted: Iterable[tuple[Item, int]]) -> list[EntitlementAnswer]:
    """The limits that so many more of each item would meet together, as explainLimits tells them."""
    counts: Counter[Item] = Counter()
    for item, count in wanted:
        counts[item] += count
    met = [
        limit
        for item, count in counts.items()
        for limit in agreement_limits.met_by(call.unit, item, owner.reseller, count)
    ]
    biting = next((limit for limit in met if limit.is_exceeded), None)
    return [answer(limit, bites=limit is biting) for limit in met]


def held(unit: Unit, item: Item) -> int:
    """How many of a licence are ordered that do not end."""
    return sum(each.quantity for each in subscriptions.ordered(unit, item.customer, item.product))


def add(call: Call, owner: HasTenancy, item: Item, quantity: int, day: str, field: str) -> None:
    """Let a customer who is held have so many more of a licence from a day on (L2).

    Raises InvalidValue (more than an agreement can say), QuantityReached, ResellerQuantityReached.
    """
    if item.used + quantity > HIGHEST_QUANTITY:
        raise InvalidValue(f"must leave it at {HIGHEST_QUANTITY} of {item.code} at the most", field=field)
    service.consume(call, owner, [item], lambda _: field, quantity)
    new = subscriptions.insert(call.unit, service.of_item(item, None, quantity, day, SOURCE))
    call.created(new.subject, new.told(), item.customer)


def monthly_of(unit: Unit, item: Item, quantity: int, behind: int) -> Decimal:
    """What so many that would be removed cost each month, as they were ordered, when ``behind`` others of it go before.

    Of more than there are it is what all cost.
    """
    total = Decimal(0)
    for each in subscriptions.ordered(unit, item.customer, item.product):
        gone = min(behind, each.quantity)
        count = min(quantity, each.quantity - gone)
        total += money_out(each.price_monthly) * count
        behind, quantity = behind - gone, quantity - count
    return total


def require_held(call: Call, item: Item, quantity: int, field: str) -> None:
    """Raise InvalidValue when not so many of a licence are ordered that do not end."""
    found = held(call.unit, item)
    if quantity > found:
        raise InvalidValue(f"there are only {found} of {item.code}", field=field)


def remove(call: Call, owner: HasTenancy, item: Item, quantity: int, day: str) -> None:
    """End so many of a licence, as there are and nothing uses them, those that were ordered last first; ``day`` is the last
    one, or the first of what was ordered later (L4)."""
    for each in subscriptions.ordered(call.unit, item.customer, item.product):
        ending = min(quantity, each.quantity)
        if not ending:
            break
        end(call, owner, _parted(call, each, ending), max(day, each.start))
        quantity -= ending


def require_unused(call: Call, customer: int, kind: str, quantity: int, field: str) -> None:
    """Raise LicencesUsed when so many licences of a kind cannot end since they are used (L4)."""
    used = store.used(call.unit, customer, kind)
    over = used - (store.ordered(call.unit, customer).get(kind, 0) - quantity)
    if over > 0 and used:
        text = f"the licences are used: delete {over} of these first: {users(call.unit, customer, kind)}"
        raise LicencesUsed(text, field=field, kind=kind, used=used, holder=customer)


def users(unit: Unit, customer: int, kind: str) -> str:
    """What uses licences of a kind, the first ones, as it is called in texts; "" for nothing."""
    if kind == DEVICE_LICENCE:
        found = [f"device {each.name}" for each in devices.of_customer(unit, customer)]
    else:
        users = (each for each in extensions.of_customer(unit, customer) if each.kind == USER)
        found = [f"extension {each.number or each.account_id}" for each in users]
    names = ", ".join(found[:MOST_NAMED])
    return names + (f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else "")


def end(call: Call, owner: HasTenancy, each: Subscription, day: str) -> None:
    """End a subscription that no extension holds; ``day`` was its last one."""
    service.end(call, owner, each, day)
    told = {"until": each.until or "", "ended": ""}
    call.changed(each.subject, told, {"until": day, "ended": call.now}, each.customer)


def _parted(call: Call, each: Subscription, quantity: int) -> Subscription:
    """The part of a subscription that is about to end, with a number of its own unless it is the whole."""
    if quantity == each.quantity:
        return each
    subscriptions.change(call.unit, each.id, {"quantity": each.quantity - quantity})
    call.changed(each.subject, {"quantity": each.quantity}, {"quantity": each.quantity - quantity}, each.customer)
    part = subscriptions.insert(
        call.unit, each._replace(id=0, quantity=quantity, parted_from=each.parted_from or each.id)
    )
    call.created(part.subject, part.told(), each.customer)
    return part
