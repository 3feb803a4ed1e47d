# SPDX-License-Identifier: Apache-2.0
"""Subscriptions as they are found, and the ends of those that no extension holds (pbx.md 18): for OrderPort, which has the
operations.

It stands above licences, whose use an end has to leave room for.
"""

from collections.abc import Iterator
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.calls.undo import Step
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.errors import LicencesUsed, SubscriptionState, SubscriptionUnknown
from ngnprov.ports.pbx.extensions.lookup import Pbx
from ngnprov.ports.pbx.licences import ordering
from ngnprov.ports.pbx.subscriptions import store
from ngnprov.ports.pbx.subscriptions.presentation import answer_found
from ngnprov.ports.pbx.subscriptions.store import Listed, Subscription
from ngnprov.ports.pbx.subscriptions.wire import SubscriptionAnswer, SubscriptionPageAnswer, SubscriptionQueryFields

MOST_LATE = 1000
"""That are told of."""

SUBSCRIPTIONS = Resource(
    store.SUBSCRIPTIONS,
    subject=lambda found: found.subject,
    unknown=partial(SubscriptionUnknown, "there is no such subscription"),
)


def get_subscriptions(call: Call, query: SubscriptionQueryFields) -> SubscriptionPageAnswer:
    """Subscriptions in scope that match, ended ones included (L6)."""
    return SUBSCRIPTIONS.find(call, query, answer_found)


def end_subscription(call: Call, id: int, day: str, *, at_once: bool) -> SubscriptionAnswer:
    """Let a subscription that no extension holds end when a day is over, or today and at once (L5).

    Raises SubscriptionUnknown, what holding its customer raises, SubscriptionState, LicencesUsed.
    """
    pbx, found = _hold(call, id)
    if found.until is not None:
        raise SubscriptionState("has ended" if found.ended else f"ends with {found.until} already", field="id")
    if not at_once:
        store.change(call.unit, id, {"until": day})
        undo_by = [Step("order", "withdrawEnd", {"id": id})]
        call.changed(found.subject, {"until": ""}, {"until": day}, found.customer, undo_by=undo_by)
        return answer_found(found._replace(until=day))
    _end(call, pbx, store.get(call.unit, id), day)
    return answer_found(found._replace(until=day, ended=call.now))


def withdraw_end(call: Call, id: int) -> SubscriptionAnswer:
    """Let a subscription go on that was to end (L5). Raises SubscriptionUnknown, SubscriptionState, what holding its customer
    raises."""
    _, found = _hold(call, id)
    if found.until is None or found.ended:
        raise SubscriptionState("has ended" if found.ended else "does not end", field="id")
    store.change(call.unit, id, {"until": None})
    undo_by = [Step("order", "endSubscription", {"id": id, "when": found.until})]
    call.changed(found.subject, {"until": found.until}, {"until": ""}, found.customer, undo_by=undo_by)
    return answer_found(found._replace(until=None))


due = store.ending
"""What has not ended although its last day is over."""


def carry_out(call: Call, id: int, day: str) -> str:
    """End a subscription whose last day is over. Raises LicencesUsed while what it is for is there."""
    pbx = ordering.hold_any(call, store.get(call.unit, id).customer, "id")
    found = store.get(call.unit, id)
    if found.ended or found.until is None or found.until >= day:
        return ""
    what = f"{found.quantity} of {found.code} of customer {found.customer}"
    try:
        _end(call, pbx, found, found.until)
    except LicencesUsed as refusal:
        refusal.text, refusal.field = f"the end of {what} waits: {refusal.text}", None
        raise
    return f"{what} have ended with {found.until}"


def late(unit: Unit, day: str) -> Iterator[str]:
    """What should have ended before a day, in words: it waits for what it is for to go, or for a server."""
    for id in store.ending(unit, day, MOST_LATE):
        found = store.get(unit, id)
        users = ordering.users(unit, found.customer, found.kind)
        why = f"{users} use licences" if users else "no server has ended them"
        yield f"{found.quantity} of {found.code} of customer {found.customer} have not ended with {found.until}: {why}"


def _end(call: Call, pbx: Pbx, found: Subscription, day: str) -> None:
    """End one whose customer is held. Raises LicencesUsed."""
    ordering.require_unused(call, found.customer, found.kind, found.quantity, "id")
    ordering.end(call, pbx.owner, found, day)


def _hold(call: Call, id: int) -> tuple[Pbx, Listed]:
    """A subscription with its customer held. Raises SubscriptionState for one that an extension holds."""
    found = SUBSCRIPTIONS.get(call, id, field="id")
    pbx = ordering.hold(call, found.customer, "id")
    found = SUBSCRIPTIONS.get(call, id, field="id")  # as it is now that nobody else changes it
    if found.extension is not None:
        raise SubscriptionState("an extension holds it, which gives it back by unassignProduct", field="id")
    return pbx, found
