# SPDX-License-Identifier: Apache-2.0
"""Suspending a tenant in layers, and lifting them (tenant.md 14).

A customer is suspended while any layer is there: its own, or one of its reseller. Nothing but the layers is stored of that,
beside that its logins are refused, so that lifting one brings back exactly what the others say.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerUnknown, InvalidValue, NotAuthorized
from ngnprov.ports.customer import service as customers
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import NotBlockedHere
from ngnprov.ports.tenant.lifecycle import store
from ngnprov.ports.tenant.lifecycle.levels import LEVELS, LIFTED_BECAUSE, may_lift, own_level
from ngnprov.ports.tenant.lifecycle.store import Suspension
from ngnprov.ports.tenant.lifecycle.wire import SuspensionAnswer
from ngnprov.ports.tenant.profiles import service as profiles
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileAnswer

CUSTOMER = "customer"


def suspend_tenant(call: Call, customer: int, reason: str | None, level: str) -> CustomerProfileAnswer:
    """Suspend a customer, or a reseller with all its customers, at the caller's level (U1 to U3).

    Raises MissingInput, InvalidValue, CustomerUnknown, Terminated, NotAuthorized (his own entry; a level that is not his).
    """
    profile = hold(call, customer)
    own = own_level(call.actor)
    level = _known(level) or own
    if level != own and (call.reverts is None or not may_lift(call.actor, level)):
        raise NotAuthorized(f"is not yours: you suspend at the level {own}", field="level")
    if suspend(call, profile.customer, level, reason and texts.line(reason, "reason")):
        _count(call, profile)
    return profiles.get_profile(call, profile.customer)


def resume_tenant(call: Call, customer: int, reason: str, level: str) -> CustomerProfileAnswer:
    """Lift the layer of the caller's level, or of a lower one that is named (U4).

    Raises MissingInput, InvalidValue, CustomerUnknown, Terminated, NotAuthorized (a level that is not his to lift),
    NotBlockedHere.
    """
    profile = hold(call, customer)
    level = _known(level) or own_level(call.actor)
    if not may_lift(call.actor, level):
        raise NotAuthorized("is not yours to lift", field="level")
    resume(call, profile.customer, level, texts.line(reason, "reason"), CUSTOMER)
    _count(call, profile)
    return profiles.get_profile(call, profile.customer)


def get_suspensions(call: Call, customer: int) -> list[SuspensionAnswer]:
    """The layers of a customer in scope, without those of its reseller. Raises MissingInput, CustomerUnknown."""
    profile = PROFILES.get(call, required(customer, CUSTOMER), field=CUSTOMER)
    return [
        SuspensionAnswer(level=one.level, reason=one.reason, since=clock.to_seconds(one.since))
        for one in store.of_customer(call.unit, profile.customer)
    ]


def suspend(call: Call, customer: int, level: str, reason: str | None) -> bool:
    """Suspend an entry that is held at a level; is anything else than before?

    A layer that is there stays, and gets the reason, if one is given.
    """
    present = store.get(call.unit, customer, level)
    if present is not None:
        return reason is not None and _reason(call, present, reason)
    new = Suspension(customer, level, reason or "", call.actor.login, call.now)
    store.insert(call.unit, new)
    call.created(_subject(new), _told(new), undo_by=[_step("resumeTenant", customer, level, "")])
    _follow(call, customer, is_barred=True)
    return True


def resume(call: Call, customer: int, level: str, reason: str, field: str) -> None:
    """Lift a layer of an entry that is held. Raises NotBlockedHere on ``field``."""
    present = store.get(call.unit, customer, level)
    if present is None:
        raise NotBlockedHere(f"the customer is not suspended at the level {level}", field=field)
    store.remove(call.unit, present)
    because = {LIFTED_BECAUSE: reason} if reason else {}
    back = [_step("suspendTenant", customer, level, present.reason)]
    call.removed(_subject(present), {**_told(present), **because}, undo_by=back)
    _follow(call, customer, is_barred=bool(store.of_customer(call.unit, customer)))


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What suspends a customer again, when its entry was made again."""
    found = store.of_customer(call.unit, account.id)
    return [_step("suspendTenant", one.customer, one.level, one.reason) for one in found]


def hold(call: Call, customer: int) -> Profile:
    """The profile of a customer that the caller may suspend or end, both held.

    Raises MissingInput, CustomerUnknown, Terminated, NotAuthorized (his own entry).
    """
    owner = find_tenancy(call, required(customer, CUSTOMER), CUSTOMER, CustomerUnknown)
    if not call.actor.is_admin and owner.customer in (call.actor.entry, call.actor.customer):
        raise NotAuthorized("is your own: only those above suspend or end it", field=CUSTOMER)
    return PROFILES.lock(call, owner.customer, field=CUSTOMER)


def _follow(call: Call, customer: int, *, is_barred: bool) -> None:
    """Do what follows: with logins, and in other ports."""
    customers.bar(call, customer, is_barred=is_barred)
    call.context.suspension_changed(call, customer)


def _count(call: Call, profile: Profile) -> None:
    """Let the profile have another version, as it is another now."""
    PROFILES.records.update(call.unit, profile.customer, {"change_date": call.now})


def _reason(call: Call, present: Suspension, reason: str) -> bool:
    if reason == present.reason:
        return False
    store.set_reason(call.unit, present, reason)
    back = [_step("suspendTenant", present.customer, present.level, present.reason)]
    call.changed(_subject(present), {"reason": present.reason}, {"reason": reason}, present.customer, undo_by=back)
    return True


def _known(level: str) -> str:
    if level not in ("", *LEVELS):
        raise InvalidValue(f"must be one of {', '.join(LEVELS)}", field="level")
    return level


def _subject(one: Suspension) -> str:
    return f"suspension {one.level} of customer {one.customer}"


def _told(one: Suspension) -> Mapping[str, Any]:
    return one._asdict()


def _step(operation: str, customer: int, level: str, reason: str) -> Step:
    return Step("tenant", operation, {"customer": customer, "reason": reason, "level": level})
