# SPDX-License-Identifier: Apache-2.0
"""What becomes of subscriptions when their customer ends, and when it is restored (tenant.md 15).

With the end all have their last day, and nothing is charged behind it; but what they are for is held, so that they count on
until it is removed. Who is restored holds the same by new ones from that day on, as what has ended never begins again.
"""

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.subscriptions import store
from ngnprov.ports.pbx.subscriptions.store import Subscription


def customer_ended(call: Call, customer: int, day: str) -> None:
    """Let everything that a customer holds have its last day, if it has no earlier one."""
    store.set_last_day(call.unit, customer, day)


def customer_restored(call: Call, customer: int, day: str) -> None:
    """Let a customer go on whose last day that was: with the same subscriptions if it is not over, else with new ones."""
    for each in store.with_last_day(call.unit, customer, day):
        if day >= call.today:
            store.change(call.unit, each.id, {"until": None})
        else:
            store.end(call.unit, each.id, until=day, ended=call.now)
            store.insert(call.unit, _again(each, call.today))


def _again(each: Subscription, day: str) -> Subscription:
    """A subscription that goes on on a day; what was charged for the one that ended is charged for it."""
    return each._replace(start=day, until=None, ended=None, parted_from=each.parted_from or each.id)
