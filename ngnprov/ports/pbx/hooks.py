# SPDX-License-Identifier: Apache-2.0
"""What PbxPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.agreements import store as agreements
from ngnprov.ports.pbx.products import store as products
from ngnprov.ports.pbx.subscriptions import store as subscriptions


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry, with their numbers (customer.md 7.4)."""
    return {
        "PBX products": products.count_of(unit, customer),
        "PBX agreement items": agreements.count_of(unit, customer),
        "PBX subscriptions": subscriptions.count_of(unit, customer),
    }


def examine(unit: Unit) -> Iterator[Finding]:
    """What agreements count (A4), and products that name others which are not there (K4)."""
    for id, customer, code, used, found in agreements.miscounted(unit):
        yield Finding(_miscounted(customer, code, used, found), repair=partial(_recount, id))
    for code, reseller, named in products.all_named(unit):
        for other in named:
            if not products.is_visible(unit, other, reseller):
                yield Finding(f"PBX product {code} names {other}, and there is no such product")


def _recount(id: int, call: Call) -> Finding | None:
    """Whoever takes of an agreement, or gives back, changes its item in the same transaction."""
    item = agreements.ITEMS.lock_any(call.unit, id)
    if item is None:
        return None
    is_shared = agreements.is_of_reseller(call.unit, item.customer)
    found = subscriptions.count(call.unit, item.customer, item.product, of_reseller=is_shared)
    if found == item.used:
        return None
    agreements.ITEMS.update(call.unit, id, {"used": found}, counts=False)
    call.changed(item.subject, {"used": item.used}, {"used": found}, item.customer)
    return Finding(_miscounted(item.customer, item.code, item.used, found), State.REPAIRED)


def _miscounted(customer: int, code: str, used: int, found: int) -> str:
    return f"the agreement of customer {customer} counts {used} of {code}, but {found} are held"
