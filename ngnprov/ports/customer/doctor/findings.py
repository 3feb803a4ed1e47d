# SPDX-License-Identifier: Apache-2.0
"""What must hold among customers, for ``ngnprov doctor``. Repairs hold the entry first, as every change of it does."""

from collections.abc import Iterator
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import find_credits, find_ports, find_switches
from ngnprov.db.ledgers import counters
from ngnprov.db.unit import Unit
from ngnprov.ports.customer import entitlements, store
from ngnprov.ports.customer.doctor import store as found
from ngnprov.ports.customer.properties import store as properties
from ngnprov.ports.customer.properties.merging import ADMIN, protected, shared
from ngnprov.ports.customer.properties.service import journal_values


def examine(unit: Unit) -> Iterator[Finding]:
    """Limits that are not their properties, permissions that do not count, entries without their reseller (3.2, 6.1, 6.5).

    Remarks name switches that the reseller does not have: they have no effect, and need not be cleared.
    """
    ports = find_ports()
    credits, switches = find_credits(ports), find_switches(ports)
    yield from _limits(unit, credits)
    for customer, name, permission in found.with_wrong_permission(unit, protected(credits, switches), ADMIN):
        yield Finding(_labelled(customer, name, permission), repair=partial(_label, customer, name))
    for customer, reseller in found.with_wrong_reseller(unit):
        yield Finding(f"customer {customer} belongs to {reseller}, which is not a reseller")
    for customer in found.with_wrong_impersonation(unit):
        yield Finding(_pointing(customer), repair=partial(_unpoint, customer))
    yield from _unshared(unit, shared(switches))


def _limits(unit: Unit, credits: frozenset[str]) -> Iterator[Finding]:
    for customer, name, value, limit in found.all_limits(unit, credits):
        try:
            wanted = entitlements.limit_of(value)
        except ValueError:  # it was free text before a port called it a credit
            yield Finding(f"{name} of customer {customer} is {value}, which is not a number, and {limit} is enforced")
            continue
        if limit != wanted:
            yield Finding(_limited(customer, name, value, limit), repair=partial(_limit, customer, name))


def _limit(customer: int, name: str, call: Call) -> Finding | None:
    store.ACCOUNTS.lock(call.unit, call.actor, customer)
    value = properties.value_of(call.unit, customer, name)
    enforced, wanted = counters.read(call.unit, customer, name).limit, entitlements.limit_of(value)
    if enforced == wanted:
        return None
    entitlements.set_limit(call.unit, customer, name, value)
    call.changed(_subject(customer), {"limits": {name: enforced}}, {"limits": {name: wanted}})
    return Finding(_limited(customer, name, value, enforced), State.REPAIRED)


def _limited(customer: int, name: str, value: str | None, limit: int | None) -> str:
    return f"{name} of customer {customer} is {value or 'not set'}, but {limit} is enforced"


def _label(customer: int, name: str, call: Call) -> Finding | None:
    store.ACCOUNTS.lock(call.unit, call.actor, customer)
    present = properties.of_account(call.unit, call.context.keys, customer)
    item = next((item for item in present if item.name == name), None)
    if item is None or item.permission == ADMIN:
        return None
    properties.label(call.unit, customer, name, ADMIN)
    old, new = journal_values([item]), journal_values([item._replace(permission=ADMIN)])
    call.changed(_subject(customer), {"properties": old}, {"properties": new})
    return Finding(_labelled(customer, name, item.permission), State.REPAIRED)


def _labelled(customer: int, name: str, permission: str) -> str:
    return f"{name} of customer {customer} has the permission {permission or '(empty)'}, but {ADMIN} is enforced"


def _unpoint(customer: int, call: Call) -> Finding | None:
    account = store.ACCOUNTS.lock(call.unit, call.actor, customer)
    if account is None or not account.impersonate:
        return None
    if store.lock_reseller_of(call.unit, account.impersonate) == account.reseller:
        return None
    store.ACCOUNTS.update(call.unit, customer, {"impersonate": 0})
    call.changed(account.subject, account._asdict(), {"impersonate": 0})
    return Finding(_pointing(customer), State.REPAIRED)


def _pointing(customer: int) -> str:
    return f"customer {customer} impersonates an entry that is not of its reseller"


def _unshared(unit: Unit, names: frozenset[str]) -> Iterator[Finding]:
    """Switches that customers have and their reseller has lost, or does not have yet (customer.md 3.2)."""
    for customer, name, value, reseller, of_reseller in found.with_reseller_values(unit, names):
        if entitlements.is_true(value) and not entitlements.is_true(of_reseller or ""):
            yield Finding(f"{name} of customer {customer} is on, but off for its reseller {reseller}", State.REMARK)


def _subject(customer: int) -> str:
    return f"customer {customer}"
