# SPDX-License-Identifier: Apache-2.0
"""The rules of orders (order.md 4 to 6), one function for each operation."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.undo import Step
from ngnprov.db.columns import money_in, money_out
from ngnprov.errors import InvalidValue
from ngnprov.ports.order import days
from ngnprov.ports.order.errors import OrderState, OrderUnknown, QuoteChanged, TermsNotAccepted
from ngnprov.ports.order.orders import carrying_out, planning, quoting, store
from ngnprov.ports.order.orders.quoting import Planned
from ngnprov.ports.order.orders.store import Line, Order
from ngnprov.ports.order.orders.tables import ADD, CANCELLED, DRAFT, FULFILLED, KINDS, SCHEDULED
from ngnprov.ports.order.orders.wire import (
    OrderableAnswer,
    OrderablesAnswer,
    OrderAnswer,
    OrderFields,
    OrderPageAnswer,
    OrderQueryFields,
    QuoteAnswer,
)
from ngnprov.ports.order.terms import service as terms
from ngnprov.ports.pbx.licences import ordering
from ngnprov.ports.pbx.licences.ordering import Pbx

CUSTOMER = "order.customer"
_AMOUNTS = frozenset({"now", "monthly"})

ORDERS = Resource(
    store.ORDERS,
    subject=lambda order: order.subject,
    unknown=partial(OrderUnknown, "there is no such order"),
)


def get_orderables(call: Call, customer: int) -> OrderablesAnswer:
    """The licences of a customer's agreement, and the terms (O1). Raises CustomerUnknown, NotPbx, Terminated."""
    pbx = ordering.find(call, customer, "customer")
    return OrderablesAnswer(
        customer=pbx.customer,
        currency=quoting.currency_of(call, pbx),
        products=[
            OrderableAnswer(
                product=item.code,
                name=item.name,
                kind=item.kind,
                price_monthly=money_out(item.price_monthly),
                price_once=money_out(item.price_once),
                ordered=ordering.held(call.unit, item),
            )
            for item in ordering.items_of(call.unit, pbx.customer)
        ],
        terms=terms.present(call, pbx.owner.reseller),
    )


def quote_order(call: Call, given: OrderFields) -> QuoteAnswer:
    """What an order would cost, without making it (section 5).

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NotInAgreement, LicencesUsed.
    """
    pbx = ordering.find(call, given.get("customer"), CUSTOMER)
    kind = _kind(given.get("kind", ""))
    lines = planning.read_lines(given.get("lines", ()), kind)
    return quoting.quote(call, _planned(call, pbx, kind, lines, given.get("effective", "")))


def add_order(call: Call, new: OrderFields) -> OrderAnswer:
    """Write a draft (O2). Raises what quoting raises, NotAuthorized (inactive reseller)."""
    pbx = ordering.hold(call, new.get("customer"), CUSTOMER)
    ordering.require_active(call, pbx)
    kind, effective = _kind(new.get("kind", "")), new.get("effective", "") or days.NOW
    lines = planning.read_lines(new.get("lines", ()), kind)
    _planned(call, pbx, kind, lines, effective)
    order = Order(
        id=0,
        code=f"O{pbx.customer}-{store.next_number(call.unit, pbx.customer)}",
        customer=pbx.customer,
        kind=kind,
        effective=effective,
        date="",
        state=DRAFT,
        terms_version=0,
        **dict.fromkeys(("accepted_by", "accepted_at", "accepted_from", "quote_digest", "reason"), ""),
        now=0,
        monthly=0,
        created_by=call.actor.login,
        create_date=call.now,
        change_date=call.now,
    )
    made = ORDERS.create(call, order, journal=_told(order, lines))
    store.replace_lines(call.unit, made.id, lines)
    return _answer(made, lines)


def update_order(call: Call, given: OrderFields) -> OrderAnswer:
    """Change the members given of a draft; lines that are given replace all (O3). Raises OrderUnknown, OrderState, and what
    adding raises."""
    pbx, order = _hold(call, required(given.get("id"), "order.id"), "order.id")
    _require(order, "order.id", DRAFT)
    former = store.lines_of(call.unit, order.id)
    kind = _kind(given.get("kind") or order.kind)
    effective = given.get("effective") or order.effective
    again: Any = _dicts(former)  # those that stay must fit another kind, too
    lines = planning.read_lines(given.get("lines", again), kind)
    _planned(call, pbx, kind, lines, effective)
    changed = order._replace(kind=kind, effective=effective, change_date=call.now)
    told, told_now = _told(order, former), _told(changed, lines)
    if told == told_now:
        return _answer(order, former)
    store.ORDERS.update(
        call.unit, order.id, {name: getattr(changed, name) for name in ("kind", "effective", "change_date")}
    )
    store.replace_lines(call.unit, order.id, lines)
    back = {"id": order.code, "kind": order.kind, "effective": order.effective, "lines": _dicts(former)}
    undo_by = [Step("order", "updateOrder", {"order": back})]
    call.changed(order.subject, told, told_now, order.customer, undo_by=undo_by)
    return _answer(changed, lines)


def cancel_order(call: Call, id: str) -> OrderAnswer:
    """Give up a draft, or an order that is scheduled for a later day (O4). Raises OrderUnknown, OrderState."""
    _, order = _hold(call, id, "id")
    _require(order, "id", DRAFT, SCHEDULED)
    if order.state == SCHEDULED and order.date <= call.today:
        raise OrderState(f"the order is to be carried out since {order.date}", field="id")
    return _changed(call, order, {"state": CANCELLED})


def submit_order(call: Call, id: str, terms_version: int, accepted: bool, quote_digest: str) -> OrderAnswer:
    """Order what a draft says: at once, or on its day (O5).

    Raises OrderUnknown, OrderState, TermsNotAccepted, QuoteChanged, InvalidValue, NotInAgreement, QuantityReached,
    ResellerQuantityReached, LicencesUsed, NotPbx, Terminated, NotAuthorized (inactive reseller).
    """
    pbx, order = _hold(call, id, "id")
    ordering.require_active(call, pbx)
    _require(order, "id", DRAFT)
    lines = store.lines_of(call.unit, order.id)
    planned = _planned(call, pbx, order.kind, lines, order.effective)
    quote = quoting.quote(call, planned)
    _require_accepted(accepted, terms_version, quote.terms_version)
    if quote_digest and quote_digest != quote.quote_digest:
        raise QuoteChanged("the quote has changed: ask for a new one", field="quoteDigest")
    today = call.today
    if planned.day <= today:
        carrying_out.carry_out(call, pbx, planned.changes, planned.day)
    return _changed(
        call,
        order,
        {
            "state": FULFILLED if planned.day <= today else SCHEDULED,
            "date": planned.day,
            "terms_version": quote.terms_version,
            "accepted_by": call.actor.login,
            "accepted_at": call.now,
            "accepted_from": call.address,
            "quote_digest": quote.quote_digest,
            "now": money_in(quote.now),
            "monthly": money_in(quote.monthly),
        },
    )


def get_orders(call: Call, query: OrderQueryFields) -> OrderPageAnswer:
    """Orders in scope that match, each with its lines."""

    def show(found: list[Order]) -> list[OrderAnswer]:
        lines = store.lines_of_many(call.unit, [order.id for order in found])
        return [_answer(order, lines.get(order.id, ())) for order in found]

    return ORDERS.find_together(call, query, show)


def _planned(call: Call, pbx: Pbx, kind: str, lines: Sequence[Line], effective: str) -> Planned:
    """What an order comes to. Raises InvalidValue, NotInAgreement, LicencesUsed for one that would be carried out today."""
    today = call.today
    day = days.resolve(effective, today, "order.effective")
    changes = planning.changes_of(call.unit, pbx.customer, kind, lines)
    if day == today:
        carrying_out.require_possible(call, pbx.customer, changes)
    return Planned(pbx, kind, day, changes)


def _require_accepted(accepted: bool, version: int, present: int) -> None:
    """Raise TermsNotAccepted."""
    if not accepted:
        raise TermsNotAccepted(f"the terms, version {present}, must be accepted", field="accepted")
    if version != present:
        raise TermsNotAccepted(f"the present terms are version {present}", field="termsVersion")


def _hold(call: Call, id: str, field: str) -> tuple[Pbx, Order]:
    """An order as it is while its customer is held. Raises OrderUnknown, and what holding a customer raises."""
    found = ORDERS.get(call, id, field=field)
    pbx = ordering.hold(call, found.customer, field)
    return pbx, ORDERS.lock(call, id, field=field)


def _require(order: Order, field: str, *states: str) -> None:
    if order.state not in states:
        raise OrderState(f"the order is {order.state}", field=field)


def _kind(given: str) -> str:
    if (given or ADD) not in KINDS:
        raise InvalidValue(f"must be {', '.join(KINDS[:-1])} or {KINDS[-1]}", field="order.kind")
    return given or ADD


def _changed(call: Call, order: Order, changes: Mapping[str, Any]) -> OrderAnswer:
    store.ORDERS.update(call.unit, order.id, {**changes, "change_date": call.now})
    call.changed(order.subject, _readable(order._asdict()), _readable(changes), order.customer)
    changed = order._replace(**changes, change_date=call.now)
    return _answer(changed, store.lines_of(call.unit, order.id))


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    """With amounts as people read them."""
    return {name: str(money_out(value)) if name in _AMOUNTS else value for name, value in values.items()}


def _told(order: Order, lines: Sequence[Line]) -> dict[str, Any]:
    told = {
        name: getattr(order, name) for name in ("customer", "kind", "effective", "state", "created_by", "create_date")
    }
    return {**told, "lines": _dicts(lines)}


def _dicts(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [line._asdict() for line in lines]


def _answer(order: Order, lines: Sequence[Line]) -> OrderAnswer:
    return OrderAnswer(
        id=order.code,
        customer=order.customer,
        kind=order.kind,
        lines=lines,
        effective=order.effective,
        date=order.date,
        state=order.state,
        now=money_out(order.now),
        monthly=money_out(order.monthly),
        terms_version=order.terms_version,
        accepted_by=order.accepted_by,
        accepted_at=clock.to_seconds(order.accepted_at),
        accepted_from=order.accepted_from,
        quote_digest=order.quote_digest,
        reason=order.reason,
        created_by=order.created_by,
        create_date=clock.to_seconds(order.create_date),
        change_date=clock.to_seconds(order.change_date),
    )
