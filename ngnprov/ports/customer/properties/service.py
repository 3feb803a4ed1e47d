# SPDX-License-Identifier: Apache-2.0
"""Properties of an entry: got and set by themselves, and stored and journaled with the entry (customer.md 3, 7.2, 7.3)."""

from collections.abc import Iterable, Mapping, Sequence

from ngnprov.calls.call import Call
from ngnprov.db.ledgers.journal import Secret
from ngnprov.ports.customer import remaking
from ngnprov.ports.customer.lookup import ACCOUNTS
from ngnprov.ports.customer.properties import store
from ngnprov.ports.customer.properties.merging import PropertyChanges, PropertyOwner, follow_credits, merge
from ngnprov.ports.customer.properties.secrets import told
from ngnprov.ports.customer.properties.store import Property
from ngnprov.ports.customer.wire import CustomerPropertyAnswer, CustomerPropertyFields

JournalValues = Mapping[str, list[str | Secret] | None]
"""Properties by name as the journal records them: value, category, permission. None is one that is not there."""


def set_properties(call: Call, customer: int, given: Sequence[CustomerPropertyFields]) -> None:
    """Store properties beside the others (7.3). Raises CustomerUnknown, NotAuthorized, InvalidValue."""
    account = ACCOUNTS.lock(call, customer)
    call.require_open(customer, "customer")
    present = store.of_account(call.unit, call.context.keys, customer)
    subject = PropertyOwner(customer, account.reseller)
    merged = merge(call, call.actor.level, subject, present, given, path="properties", strictly=True)
    if merged:
        change(call, customer, merged)
        ACCOUNTS.records.count_change(call.unit, customer)
        old, new = journal_merge(present, merged)
        call.changed(
            account.subject,
            {"properties": old},
            {"properties": new},
            undo_by=lambda: remaking.steps_back(call, account, account, present, merged),
        )


def get_properties(call: Call, customer: int) -> list[CustomerPropertyAnswer]:
    """Every property of an entry in scope. Raises CustomerUnknown."""
    ACCOUNTS.get(call, customer)
    return store.of_account(call.unit, call.context.keys, customer)


def change(call: Call, id: int, merged: PropertyChanges) -> None:
    """Store what a merge changes of an entry, and let its counters follow."""
    store.change(call.unit, call.context.keys, id, merged.changed, merged.removed)
    follow_credits(call, id, merged)


def add(call: Call, id: int, merged: PropertyChanges) -> None:
    """The same for an entry that is new."""
    store.add(call.unit, call.context.keys, id, merged.changed)
    follow_credits(call, id, merged)


def journal_values(properties: Iterable[Property]) -> JournalValues:
    """Properties as the journal records them."""
    return {item.name: [told(item.name, item.value), item.category, item.permission] for item in properties}


def journal_merge(present: Iterable[Property], merged: PropertyChanges) -> tuple[JournalValues, JournalValues]:
    """The properties that a merge touches, as they were and as they are."""
    old, new = journal_values(present), journal_values(merged.changed)
    touched = [*new, *merged.removed]
    return {name: old.get(name) for name in touched}, {name: new.get(name) for name in touched}
