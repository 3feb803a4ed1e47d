# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers as the wire shows them."""

from ngnprov import clock
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.pbx.numbers.store import Holding, Number, Shown
from ngnprov.ports.pbx.numbers.wire import NumberAssignmentAnswer, NumberHoldingAnswer

FREE, ASSIGNED, QUARANTINED = "free", "assigned", "quarantined"


def assigned(number: Number, extension: Extension | None, until: str | None = None) -> NumberAssignmentAnswer:
    """A number that leads to an extension now, or nowhere; ``until`` is the end of its quarantine."""
    state = ASSIGNED if extension is not None else QUARANTINED if until else FREE
    return NumberAssignmentAnswer(
        number=number.number,
        customer=number.customer,
        role=number.role,
        state=state,
        extension="" if extension is None else extension.number or extension.account_id,
        until=clock.to_seconds(until or ""),
        since=clock.to_seconds(number.since),
    )


def listed(row: Shown) -> NumberAssignmentAnswer:
    """A number as lists show it."""
    extension = row.internal or row.account_id or ""
    return NumberAssignmentAnswer(
        number=row.number,
        customer=row.customer,
        role=row.role,
        state=QUARANTINED if row.released else ASSIGNED if extension else FREE,
        extension=extension,
        until=clock.to_seconds((row.released and row.until) or ""),
        since=clock.to_seconds(row.since),
    )


def holding(row: Holding) -> NumberHoldingAnswer:
    """Who held a number."""
    return NumberHoldingAnswer(
        number=row.number,
        customer=row.customer,
        role=row.role,
        since=clock.to_seconds(row.since),
        until=clock.to_seconds(row.released or ""),
    )
