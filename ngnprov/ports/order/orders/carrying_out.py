# SPDX-License-Identifier: Apache-2.0
"""What is done when an order is carried out: when it is submitted, or on the day for which it is scheduled (order.md 6)."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import Refusal
from ngnprov.ports.order.orders import planning, store
from ngnprov.ports.order.orders.planning import Change
from ngnprov.ports.order.orders.store import Order
from ngnprov.ports.order.orders.tables import FULFILLED, REJECTED, SCHEDULED
from ngnprov.ports.pbx.licences import ordering
from ngnprov.ports.pbx.licences.ordering import Item, Pbx

LONGEST_REASON = 1024


def require_possible(call: Call, customer: int, changes: Sequence[Change]) -> None:
    """Raise what stands against removing: InvalidValue (not so many are there), LicencesUsed. Nothing is changed.

    What counts is what all lines come to: a user whose licence is replaced by another one goes on.
    """
    fewer: dict[str, int] = {}
    fields: dict[str, str] = {}
    for item, quantity, field in _together(changes):
        fewer[item.kind] = fewer.get(item.kind, 0) - quantity
        if quantity < 0:
            ordering.require_held(call, item, -quantity, field)
            fields.setdefault(item.kind, field)
    for kind, count in fewer.items():
        if count > 0:
            ordering.require_unused(call, customer, kind, count, fields[kind])


def carry_out(call: Call, pbx: Pbx, changes: Sequence[Change], day: str) -> None:
    """Bring and take licences of a customer who is held, all of them or none; ``day`` is their first one, or the last.

    :func:`require_possible` has found nothing against it.

    By product, as everybody does who takes of agreements, so that nobody waits in a circle. Raises QuantityReached,
    ResellerQuantityReached, InvalidValue (more than there may be).
    """
    for item, quantity, field in _together(changes):
        if quantity > 0:
            ordering.add(call, pbx.owner, item, quantity, day, field)
        elif quantity < 0:
            ordering.remove(call, pbx.owner, item, -quantity, day)


def _together(changes: Sequence[Change]) -> list[tuple[Item, int, str]]:
    """What all lines come to of each product, by product, with the field of the line; all of them where there are several."""
    found: dict[int, list[Change]] = {}
    for change in changes:
        found.setdefault(change.item.product, []).append(change)
    return [
        (parts[0].item, sum(each.quantity for each in parts), parts[0].field if len(parts) == 1 else "order.lines")
        for _, parts in sorted(found.items())
    ]


def carry_out_dated(call: Call, id: int, day: str) -> str:
    """Carry out an order that is scheduled for a day or one before; what stands against it is its end (O6)."""
    order = store.get(call.unit, id)
    try:
        with call.attempt():
            pbx = ordering.hold(call, order.customer, "order.customer")
            ordering.require_active(call, pbx)
            order = _held(call, id)
            if not _is_due(order, day):
                return ""
            lines = store.lines_of(call.unit, id)
            changes = planning.changes_of(call.unit, order.customer, order.kind, lines)
            require_possible(call, order.customer, changes)
            carry_out(call, pbx, changes, order.date)
            _end(call, order, FULFILLED, "")
    except Refusal as refusal:
        order = _held(call, id)
        if not _is_due(order, day):
            return ""
        reason = f"{refusal.sentence} ({refusal.code})"[:LONGEST_REASON]
        call.goes_past_ends = True  # that the customer has ended may be the reason
        _end(call, order, REJECTED, reason)
        return f"{order.code} is rejected: {reason}"
    return f"{order.code} is fulfilled"


def _held(call: Call, id: int) -> Order:
    order = store.ORDERS.lock_any(call.unit, id)
    assert order is not None, "no order is ever removed"
    return order


def _is_due(order: Order, day: str) -> bool:
    return order.state == SCHEDULED and order.date <= day


def _end(call: Call, order: Order, state: str, reason: str) -> None:
    changes = {"state": state, "reason": reason}
    store.ORDERS.update(call.unit, order.id, {**changes, "change_date": call.now})
    call.changed(order.subject, order._asdict(), changes, order.customer)
