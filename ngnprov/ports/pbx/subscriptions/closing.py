# SPDX-License-Identifier: Apache-2.0
"""What becomes of subscriptions when their customer ends, and when it is restored (tenant.md 15).

With the end all have their last day, but what they are for is held, so that they count on until it is removed. What ends is
charged to the end of its month: who is restored before that is over goes on with the same subscriptions, and later with new
ones, as what has ended never begins again. What was charged once is not charged again.
"""

from ngnprov.calls.call import Call
from ngnprov.ports.pbx.subscriptions import store

_MONTH = len("2026-01")


def customer_ended(call: Call, customer: int, day: str) -> None:
    """Let everything that a customer holds have its last day, if it has none of its own: that stays, whatever becomes of the
    customer."""
    store.set_last_day(call.unit, customer, day)


def customer_restored(call: Call, customer: int, day: str) -> None:
    """Let a customer go on whose last day that was: with the same subscriptions in its month, else with new ones."""
    for each in store.ended_with(call.unit, customer):
        if day[:_MONTH] == call.today[:_MONTH]:
            store.change(call.unit, each.id, {"until": None, "with_customer": False})
        else:
            store.end(call.unit, each.id, until=day, ended=call.now)
            new = each._replace(start=call.today, until=None, ended=None, price_once=0, parted_from=None)
            store.insert(call.unit, new._replace(with_customer=False))
