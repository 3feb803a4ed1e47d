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
from ngnprov.ports.tenant.invitations import store as invitations
from ngnprov.ports.tenant.lifecycle import ending, releasing, suspending
from ngnprov.ports.tenant.lifecycle import store as lifecycle
from ngnprov.ports.tenant.lifecycle.tables import suspensions as suspensions_table
from ngnprov.ports.tenant.profiles import service, trying
from ngnprov.ports.tenant.profiles import store as profiles
from ngnprov.ports.tenant.profiles.tables import profiles as table
from ngnprov.ports.tenant.resellers import service as resellers
from ngnprov.ports.tenant.resellers.tables import profiles as reseller_profiles
from ngnprov.ports.tenant.roles import service as roles
from ngnprov.ports.tenant.roles.tables import roles as roles_table
from ngnprov.ports.tenant.users import service as users
from ngnprov.ports.tenant.users import store as users_store
from ngnprov.ports.tenant.users.standing import ACTIVE, INVITED, manages, state_of
from ngnprov.ports.tenant.users.tables import users as users_table

accompany = service.accompany

KEPT = (
    Kept((table.c.customer,), service.steps_of),
    Kept((reseller_profiles.c.reseller,), resellers.steps_of),
    Kept((suspensions_table.c.customer,), suspending.steps_of),
    Kept((roles_table.c.reseller,), roles.steps_of),
    Kept((users_table.c.customer,), users.steps_of),
    Kept((connections_table.c.customer,), connections.steps_of),
)
"""All this goes with its customer or reseller; contacts and billing profiles are the reseller's, and stay."""


DATED = (
    Dated("ends of trials", profiles.trials_due, trying.convert_dated),
    Dated("ends of tenants", ending.ends_due, ending.carry_out),
    Dated("what tenants had that have ended", releasing.due, releasing.carry_out, in_parts=True),
)
KEPT_DAYS = 366
"""For how long the password of a user who is gone stays, as an undo may bring him back."""
_NOBODYS = "there are passwords of addresses that no user has any more"
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

    yield from _examine_users(unit)


def _examine_users(unit: Unit) -> Iterator[Finding]:
    """Tenants that nobody manages, invitations that do not leave, and identities that nobody has any more."""
    today = clock.to_day(clock.now())
    managed: dict[int, bool] = {}
    for some in users_store.everybody(unit):
        for user in some:
            managed[user.customer] = managed.get(user.customer, False) or (
                manages(user) and state_of(user, today) in (INVITED, ACTIVE)
            )
    for customer in sorted(id for id, is_managed in managed.items() if not is_managed):
        yield Finding(f"customer {customer} has users, and none of them manages it", State.REMARK)
    before = clock.text(datetime.now(UTC) - timedelta(days=1))
    for id, at in invitations.stuck(unit, before):
        text = f"the invitation of user {id} of {clock.to_seconds(at)} has not left: see `ngnprov outbox`"
        yield Finding(text, State.REMARK)
    if users_store.has_nobodys(unit, _long_ago()):
        yield Finding(_NOBODYS, repair=_forget_nobodys)


def _forget_nobodys(call: Call) -> Finding | None:
    count = users_store.forget_nobodys(call.unit, _long_ago())
    if not count:
        return None
    call.journal_entry("passwords of users who are gone", before={"count": count}, after={"count": 0})
    return Finding(_NOBODYS, State.REPAIRED)


def _long_ago() -> str:
    """An undo of what was done since may need the passwords."""
    return clock.text(datetime.now(UTC) - timedelta(days=KEPT_DAYS))


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
