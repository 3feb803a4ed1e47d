# SPDX-License-Identifier: Apache-2.0
"""What BillingPort holds of an entry, what goes with one, and what must hold: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator

from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import Kept
from ngnprov.db.columns import money_out
from ngnprov.db.unit import Unit
from ngnprov.ports.billing.invoices import store as invoices
from ngnprov.ports.billing.parties import service as parties
from ngnprov.ports.billing.parties.tables import parties as table
from ngnprov.ports.pbx.charging import charges

KEPT = (Kept((table.c.customer,), parties.steps_of),)


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Invoices to an entry, and months that a reseller has invoiced (customer.md 7.4)."""
    return {"invoices": invoices.count_of(unit, customer), "invoiced months": invoices.run_count_of(unit, customer)}


def examine(unit: Unit) -> Iterator[Finding]:
    """Invoices whose lines do not add up, numbers that are missing, and subscriptions that no invoice tells of (I14)."""
    for number, net, found in invoices.wrong_sums(unit):
        yield Finding(f"invoice {number} comes to {money_out(net)} without tax, its lines to {money_out(int(found))}")
    for reseller, count, lowest, highest in invoices.counted(unit):
        if (lowest, highest) != (1, count):
            yield Finding(
                f"reseller {reseller} has {count} invoices with numbers from {lowest} to {highest}: some are missing"
            )
    latest, marks = invoices.latest_periods(unit), invoices.all_marks(unit)
    for customer, reseller, start in charges.started(unit):
        mark = marks.get(customer)
        if latest.get(reseller, "") > start[:7] and mark is None:
            yield Finding(
                f"customer {customer} holds subscriptions since {start} that no invoice tells of: the latest of its reseller "
                f"are those of {latest[reseller]}",
                State.REMARK,
            )
