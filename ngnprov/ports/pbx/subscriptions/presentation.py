# SPDX-License-Identifier: Apache-2.0
"""Subscriptions as they are answered."""

from typing import Final

from ngnprov.db.columns import money_out
from ngnprov.ports.pbx.subscriptions.store import Listed, Subscription
from ngnprov.ports.pbx.subscriptions.wire import SubscriptionAnswer

ACTIVE: Final = "active"
ENDING: Final = "ending"
ENDED: Final = "ended"


def state_of(each: Subscription | Listed) -> str:
    """active; ending: its last day is known; ended."""
    if each.ended is not None:
        return ENDED
    return ACTIVE if each.until is None else ENDING


def answer(each: Subscription, name: str, number: str, account_id: str) -> SubscriptionAnswer:
    """A stored one, with the name by which users see its product, and who holds it."""
    return _answer(each, each.code, name, number, account_id)


def answer_found(found: Listed) -> SubscriptionAnswer:
    """One that was found."""
    name = found.name or found.end_user_name or found.product_name
    return _answer(found, found.product, name, found.number or "", found.account_id or "")


def _answer(each: Subscription | Listed, code: str, name: str, number: str, account_id: str) -> SubscriptionAnswer:
    return SubscriptionAnswer(
        id=each.id,
        customer=each.customer,
        product=code,
        name=name,
        kind=each.kind,
        number=number,
        account_id=account_id,
        quantity=each.quantity,
        start=each.start,
        until=each.until or "",
        state=state_of(each),
        price_monthly=money_out(each.price_monthly),
        price_once=money_out(each.price_once),
        source=each.source,
    )
