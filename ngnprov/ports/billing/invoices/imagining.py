# SPDX-License-Identifier: Apache-2.0
"""Changes of a customer's licences that a preview takes for done (billing.md 8): nothing of it is stored."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.billing.invoices.wire import ImaginedChangeFields
from ngnprov.ports.pbx.charging.charges import Charge
from ngnprov.ports.pbx.licences import ordering
from ngnprov.ports.tenant import texts

_NEW = 2**62
"""The number of what is imagined: behind that of everything that was charged."""


def changed(call: Call, customer: int, held: Sequence[Charge], wanted: Sequence[ImaginedChangeFields]) -> list[Charge]:
    """What a customer would be charged for, were the changes done in their order.

    Raises MissingInput, InvalidValue, NotInAgreement.
    """
    charges = list(held)
    for place, change in enumerate(wanted):
        path = f"changes.{place}"
        day = texts.day(change.get("date", ""), f"{path}.date") or call.today
        if day < call.today:
            raise InvalidValue("must not be past", field=f"{path}.date")
        quantity = required(change.get("quantity", 0), f"{path}.quantity")
        code = change.get("product", "")
        item = ordering.find_item(call.unit, customer, code, f"{path}.product")
        if quantity > 0:
            charges.append(_added(item, quantity, day))
        else:
            charges = _removed(charges, code, -quantity, day, f"{path}.quantity")
    return charges


def _added(item: ordering.Item, quantity: int, day: str) -> Charge:
    return Charge(
        customer=item.customer,
        id=0,
        origin=_NEW,
        code=item.code,
        name=item.name,
        part_number="",
        quantity=quantity,
        start=day,
        until=None,
        price_monthly=item.price_monthly,
        price_once=item.price_once,
        account_id="",
        holder="",
        holder_kind="",
        extension=None,
        when_blocked_by_customer=True,
        when_blocked_by_provider=True,
    )


def _removed(charges: list[Charge], code: str, quantity: int, day: str, field: str) -> list[Charge]:
    """Those that were ordered last go first, as when they are ordered away (order.md C1)."""
    found = [each for each in charges if each.code == code and each.extension is None and each.until is None]
    found.sort(key=lambda each: (each.start, each.id), reverse=True)
    if sum(each.quantity for each in found) < quantity:
        raise InvalidValue("is more than there is", field=field)
    gone: dict[int, int] = {}
    for each in found:
        gone[id(each)] = min(quantity, each.quantity)
        quantity -= gone[id(each)]
    left: list[Charge] = []
    for each in charges:
        ending = gone.get(id(each), 0)
        if ending:
            left.append(each._replace(quantity=ending, until=max(day, each.start)))
        if each.quantity > ending:
            left.append(each._replace(quantity=each.quantity - ending))
    return left
