# SPDX-License-Identifier: Apache-2.0
"""What PbxPort holds of a customer, and what must hold among its records: for deletions and ``ngnprov doctor``."""

from collections.abc import Iterator, Mapping
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import Kept
from ngnprov.calls.request import Limit
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.agreements import limits as agreement_limits
from ngnprov.ports.pbx.agreements import store as agreements
from ngnprov.ports.pbx.blocking import examining as blocking
from ngnprov.ports.pbx.blocking import store as blocks
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.devices.tables import devices as device_table
from ngnprov.ports.pbx.extensions import limits as extension_limits
from ngnprov.ports.pbx.extensions import references
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.extensions.tables import extensions as extension_table
from ngnprov.ports.pbx.licences import limits as licence_limits
from ngnprov.ports.pbx.licences import store as licences
from ngnprov.ports.pbx.numbers import store as numbers
from ngnprov.ports.pbx.numbers.tables import numbers as number_table
from ngnprov.ports.pbx.products import store as products
from ngnprov.ports.pbx.provisioning import store as provisioning
from ngnprov.ports.pbx.revisions import examining as revisions
from ngnprov.ports.pbx.revisions import store as revision_store
from ngnprov.ports.pbx.rewriting import assigning as rewriting
from ngnprov.ports.pbx.rewriting import store as rule_sets
from ngnprov.ports.pbx.rewriting.tables import assignments
from ngnprov.ports.pbx.subscriptions import store as subscriptions

_d, _e, _n = device_table.c, extension_table.c, number_table.c
HOLDS = (_e.account, _e.domain, _d.account, _d.domain, _n.alias, _n.enum_number)
"""What of other ports belongs to extensions and devices."""


def limits(call: Call, customer: int, reseller: int, wanted: Mapping[str, int]) -> list[Limit]:
    """Every limit of the port that something planned would meet, in the order in which it is refused (pbx.md 6)."""
    return [
        *agreement_limits.limits(call, customer, reseller, wanted),
        *licence_limits.limits(call, customer, reseller, wanted),
        *extension_limits.limits(call, customer, reseller, wanted),
    ]


def fixes_kind(unit: Unit, customer: int) -> dict[str, int]:
    """What only a customer with a PBX can have, with numbers."""
    return {
        "PBX extensions": extensions.count_live(unit, customer),
        "PBX devices": devices.count_live(unit, customer),
        "PBX licences": sum(licences.ordered(unit, customer).values()),
    }


KEPT = (Kept((assignments.c.domain,), rewriting.steps_of),)
"""What goes with a SIP domain."""


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to an entry, with their numbers (customer.md 7.4)."""
    return {
        "PBX products": products.count_of(unit, customer),
        "PBX agreement items": agreements.count_of(unit, customer),
        "PBX subscriptions": subscriptions.count_of(unit, customer),
        "PBX extensions": extensions.count_of(unit, customer),
        "PBX devices": devices.count_of(unit, customer),
        "PBX redirections": provisioning.redirections_of(unit, customer),
        "PBX numbers": numbers.count_of(unit, customer),
        "PBX rewrite rule sets": rule_sets.count_of(unit, customer),
        "PBX blocks": blocks.count_of(unit, customer),
        "PBX revisions": revision_store.count_of(unit, customer),
    }


def examine(unit: Unit) -> Iterator[Finding]:
    """What agreements count (A4), products that name others which are not there (K4), who is blocked (B2), members of groups
    and targets of keys (G6, T6), caller IDs and add-ons (E8, U2), where numbers lead (N6, N10), and what was applied (R8)."""
    yield from blocking.examine(unit)
    for id, customer, code, used, found in agreements.miscounted(unit):
        yield Finding(_miscounted(customer, code, used, found), repair=partial(_recount, id))
    for code, reseller, named in products.all_named(unit):
        for other in named:
            if not products.is_visible(unit, other, reseller):
                yield Finding(f"PBX product {code} names {other}, and there is no such product")
    yield from map(Finding, references.problems(unit))
    yield from revisions.examine(unit)
    yield from map(Finding, numbers.wrong(unit))


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
