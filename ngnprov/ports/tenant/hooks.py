# SPDX-License-Identifier: Apache-2.0
"""What TenantPort makes with each customer and holds of a reseller, and what must hold: for CustomerPort and the doctor."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.job import Dated
from ngnprov.calls.port import Kept
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.service import bar
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.tenant.billing import store as billing
from ngnprov.ports.tenant.connections import examining
from ngnprov.ports.tenant.connections import service as connections
from ngnprov.ports.tenant.connections.tables import connections as connections_table
from ngnprov.ports.tenant.connectiontemplates import store as templates
from ngnprov.ports.tenant.contacts import store as contacts
from ngnprov.ports.tenant.lifecycle import ending, releasing, suspending
from ngnprov.ports.tenant.lifecycle import store as lifecycle
from ngnprov.ports.tenant.lifecycle.tables import suspensions as suspensions_table
from ngnprov.ports.tenant.profiles import service, trying
from ngnprov.ports.tenant.profiles import store as profiles
from ngnprov.ports.tenant.profiles.tables import profiles as table
from ngnprov.ports.tenant.resellers import service as resellers
from ngnprov.ports.tenant.resellers.tables import profiles as reseller_profiles
from ngnprov.ports.tenant.users import service as users
from ngnprov.ports.tenant.users.tables import users as users_table

accompany = service.accompany

KEPT = (
    Kept((table.c.customer,), service.steps_of),
    Kept((reseller_profiles.c.reseller,), resellers.steps_of),
    Kept((suspensions_table.c.customer,), suspending.steps_of),
    Kept((users_table.c.customer,), users.steps_of),
    Kept((connections_table.c.customer,), connections.steps_of),
)
"""All this goes with its customer or reseller; contacts and billing profiles are the reseller's, and stay."""


DATED = (
    Dated("ends of trials", profiles.trials_due, trying.convert_dated),
    Dated("ends of tenants", ending.ends_due, ending.carry_out),
    Dated("what tenants had that have ended", releasing.due, releasing.carry_out, in_parts=True),
)
MOST_LATE = 1000
"""Trials that are told of."""


def in_use(unit: Unit, customer: int) -> dict[str, int]:
    """Kinds of records that belong to a reseller, with their numbers (customer.md 7.4)."""
    return {
        "contacts": contacts.count_of(unit, customer),
        "billing profiles": billing.count_of(unit, customer),
        "connection templates": templates.count_of(unit, customer),
    }


def examine(unit: Unit) -> Iterator[Finding]:
    """Customers without a profile (tenant.md 3); whose contacts and billing profiles are, the database sees to."""
    for customer, reseller in profiles.without_profile(unit):
        yield Finding(_without(customer), repair=partial(_make, customer, reseller))
    for customer, is_suspended in lifecycle.wrongly_barred(unit):
        yield Finding(_wrongly_barred(customer, is_suspended), repair=partial(_set_right, customer))
    before = clock.to_day(clock.text(datetime.now(UTC) - timedelta(days=2)))
    for customer, until in profiles.late_trials(unit, before, MOST_LATE):
        yield Finding(f"the trial of customer {customer} was over on {until}: no server has ended it", State.REMARK)
    yield from examining.examine(unit)


def _set_right(customer: int, call: Call) -> Finding | None:
    call.goes_past_ends = True
    find_tenancy(call, customer, "customer")
    is_suspended = bool(lifecycle.of_customer(call.unit, customer))
    bar(call, customer, is_barred=is_suspended)
    return Finding(_wrongly_barred(customer, is_suspended), State.REPAIRED)


def _wrongly_barred(customer: int, is_suspended: bool) -> str:
    if is_suspended:
        return f"customer {customer} is suspended, and its logins are let in"
    return f"customer {customer} is not suspended, and its logins are refused"


def _make(customer: int, reseller: int, call: Call) -> Finding | None:
    if profiles.PROFILES.lock_any(call.unit, customer) is not None:
        return None
    service.accompany(call, customer, reseller)
    call.changed(f"profile of customer {customer}", {"is there": False}, {"is there": True})
    return Finding(_without(customer), State.REPAIRED)


def _without(customer: int) -> str:
    return f"customer {customer} has no profile"
