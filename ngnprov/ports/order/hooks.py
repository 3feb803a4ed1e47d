# SPDX-License-Identifier: Apache-2.0
"""What OrderPort holds of a customer, what it carries out on its day, and what is late: for deletions, ``ngnprov jobs
run`` and ``ngnprov doctor``."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ngnprov import clock
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.job import Dated
from ngnprov.db.unit import Unit
from ngnprov.ports.order.orders import carrying_out
from ngnprov.ports.order.orders import store as orders
from ngnprov.ports.order.terms import store as terms
from ngnprov.ports.pbx.subscriptions import ending

DATED = (
    Dated("ends of subscriptions", ending.due, ending.carry_out),  # first: what replaces them finds room
    Dated("orders", orders.due, carrying_out.carry_out_dated),
)

REJECTED_DAYS = 30
"""For which orders are told of that could not be carried out."""


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Orders of an entry, and terms of a reseller (customer.md 7.4)."""
    return {"orders": orders.count_of(unit, customer), "terms": terms.count_of(unit, customer)}


def examine(unit: Unit) -> Iterator[Finding]:
    """Orders and ends of subscriptions whose day is over, and which nobody carries out."""
    yesterday = clock.to_day(clock.text(datetime.now(UTC) - timedelta(days=1)))
    for code, date in orders.late(unit, yesterday):
        yield Finding(f"order {code} is to be carried out since {date}: no server does it", State.REMARK)
    recently = clock.text(datetime.now(UTC) - timedelta(days=REJECTED_DAYS))
    for code, reason in orders.rejected(unit, recently):
        yield Finding(f"order {code} was rejected when it was to be carried out: {reason}", State.REMARK)
    for text in ending.late(unit, yesterday):
        yield Finding(text, State.REMARK)
