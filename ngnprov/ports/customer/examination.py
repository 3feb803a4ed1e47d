# SPDX-License-Identifier: Apache-2.0
"""What must hold among customers, for ``ngnprov doctor``."""

from ngnprov.db import counters
from ngnprov.db.unit import Unit
from ngnprov.port import find_ports
from ngnprov.ports.customer import entitlements, store
from ngnprov.ports.customer.properties import ADMIN, protected


def examine(unit: Unit, repair: bool) -> list[tuple[str, bool]]:
    """Findings as sentences, each with whether it was repaired (customer.md 3.2, 6.1, 6.5)."""
    credits = frozenset(kind for port in find_ports() for kind in port.credits)
    findings = []
    for customer, name, limit, value in _limits(unit, credits):
        if repair:
            entitlements.set_limit(unit, customer, name, value)
        findings.append((f"{name} of customer {customer} is {value or 'not set'}, but {limit} is enforced", repair))
    for customer, name, permission in store.labelled_otherwise(unit, protected(credits), ADMIN):
        if repair:
            store.label(unit, customer, name, ADMIN)
        text = f"{name} of customer {customer} has the permission {permission or '(empty)'}, but {ADMIN} is enforced"
        findings.append((text, repair))
    for customer, reseller in store.astray(unit):
        findings.append((f"customer {customer} belongs to {reseller}, which is no reseller", False))
    for customer in store.pointing_astray(unit):
        if repair:
            store.update_account(unit, customer, {"impersonate": 0})
        findings.append((f"customer {customer} impersonates an entry that is not of its reseller", repair))
    return findings


def _limits(unit: Unit, credits: frozenset[str]) -> list[tuple[int, str, int | None, str | None]]:
    """Counters whose limit is not what the property says: customer, name, limit, value of the property."""
    values = {(id, name): value for id, name, value in store.all_values(unit, credits)}
    stored = counters.everything(unit)
    found = []
    for customer, name in sorted(values.keys() | stored.keys()):
        if name not in credits:
            continue
        value = values.get((customer, name))
        limit = stored[customer, name].limit if (customer, name) in stored else None
        if limit != entitlements.limit_of(value):
            found.append((customer, name, limit, value))
    return found
