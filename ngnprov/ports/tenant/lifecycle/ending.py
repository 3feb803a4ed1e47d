# SPDX-License-Identifier: Apache-2.0
"""The end of a tenant, now or on a day, and its restoring while what it had is held (tenant.md 15).

From the moment of the end nothing of the tenant is changed any more (8402, :meth:`~ngnprov.calls.call.Call.require_open`).
What follows, a server carries out: logins are refused, extensions blocked, subscriptions get their last day. All it has is
held for as long as it can be restored, and removed afterwards (:mod:`~ngnprov.ports.tenant.lifecycle.releasing`).
"""

from datetime import datetime, time, timedelta

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerInUse, InvalidValue, Terminated
from ngnprov.ports.customer import service as customers
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import NotEnding, RestoringTooLate
from ngnprov.ports.tenant.lifecycle import store
from ngnprov.ports.tenant.lifecycle.levels import SYSTEM
from ngnprov.ports.tenant.lifecycle.suspending import CUSTOMER, hold, resume, suspend
from ngnprov.ports.tenant.lifecycle.wire import EndingAnswer, TerminationAnswer
from ngnprov.ports.tenant.profiles import service as profiles
from ngnprov.ports.tenant.profiles.lookup import PROFILES, require_not_terminated
from ngnprov.ports.tenant.profiles.status import is_terminated
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.profiles.trials import today_of, zone_of
from ngnprov.ports.tenant.profiles.wire import CustomerProfileAnswer
from ngnprov.ports.tenant.settings import TenantSettings

WHEN = "when"
_BECAUSE = "terminated"


def terminate_tenant(call: Call, customer: int, when: str) -> TerminationAnswer:
    """Let a tenant end now, or when a day is over where it is (E1, E2). Another day replaces one that was given before.

    Raises MissingInput, InvalidValue (a day that is past), CustomerUnknown, Terminated, CustomerInUse (a reseller with
    customers), NotAuthorized (his own entry).
    """
    profile = hold(call, customer)
    require_no_customers(call, profile.customer)
    ends = call.context.clearable(call.unit, profile.customer)
    moment = _moment(call, profile, when)
    if moment != profile.terminate_date:
        _date(call, profile, moment)
        if is_terminated(moment, call.now):
            close(call, profile._replace(terminate_date=moment))
    listed = [EndingAnswer(kind=kind, records=count) for kind, count in sorted(ends.items())]
    return TerminationAnswer(
        customer=profile.customer,
        terminate_date=clock.to_seconds(moment),
        restorable_until=clock.to_seconds(_held_until(call, moment)),
        ends=listed,
    )


def withdraw_termination(call: Call, customer: int) -> CustomerProfileAnswer:
    """Let a tenant go on that was to end on a day (E3). Raises what holding it raises, and NotEnding."""
    profile = hold(call, customer)
    require_not_terminated(call, profile, CUSTOMER)
    if not profile.terminate_date:
        raise NotEnding("is not to end", field=CUSTOMER)
    _date(call, profile, "")
    return profiles.get_profile(call, profile.customer)


def restore_tenant(call: Call, customer: int) -> CustomerProfileAnswer:
    """Let a tenant go on that has ended, with all it had (E5).

    Raises MissingInput, CustomerUnknown, NotAuthorized, NotEnding, RestoringTooLate.
    """
    call.goes_past_ends = True
    profile = hold(call, customer)
    if not is_terminated(profile.terminate_date, call.now):
        raise NotEnding("has not ended", field=CUSTOMER)
    if profile.held_until <= call.now:
        raise RestoringTooLate("has ended too long ago: what it had is not held any more", field=CUSTOMER)
    _date(call, profile, "")
    if store.get(call.unit, profile.customer, SYSTEM) is not None:
        with call.parts():
            resume(call, profile.customer, SYSTEM, "", CUSTOMER)
        call.context.restored(call, profile.customer, _last_day(profile))
    return profiles.get_profile(call, profile.customer)


def ends_due(unit: Unit, day: str, most: int) -> list[int]:
    """The tenants that have ended, or will have when a day that is to come begins, and for whom nothing was carried out."""
    return store.ends_due(unit, not_before(clock.now(), day), most)


def carry_out(call: Call, customer: int, day: str) -> str:
    """Do what follows from the end of a tenant (E4). A day that is to come stands for its beginning, for a rehearsal."""
    call.goes_past_ends = True
    profile = PROFILES.records.lock_any(call.unit, customer)
    if profile is None or not is_terminated(profile.terminate_date, not_before(call.now, day)):
        return ""
    if store.get(call.unit, customer, SYSTEM) is not None:
        return ""
    require_no_customers(call, customer)
    close(call, profile)
    return f"customer {customer} has ended at {clock.to_seconds(profile.terminate_date)}"


def require_no_customers(call: Call, id: int) -> None:
    """Raise CustomerInUse for a reseller with customers, who would be left without one."""
    if children := customers.count_children(call.unit, id):
        raise CustomerInUse(f"customer {id} still has {children} customers", field=CUSTOMER, used=children, holder=id)


def not_before(moment: str, day: str) -> str:
    """A moment, or the beginning of a day that is to come."""
    return max(moment, f"{day} {clock.MIDNIGHT}")


def require_open(call: Call, customer: int, field: str | None) -> None:
    """Raise Terminated on ``field`` when a customer has ended."""
    ended = store.ended(call.unit, customer)
    if is_terminated(ended, call.now):
        raise Terminated(f"the tenant was terminated, which is final: customer {customer}", field=field)


def _held_until(call: Call, moment: str) -> str:
    """Until when all that is held, and the tenant can be restored, that ends at a moment."""
    days = call.context.settings.of(TenantSettings).restore_days
    return clock.text(clock.moment(moment) + timedelta(days=days))


def close(call: Call, profile: Profile) -> None:
    """Do what follows from the end of a tenant, unless it was done: nobody logs in, and subscriptions have their last day."""
    call.goes_past_ends = True
    if store.get(call.unit, profile.customer, SYSTEM) is None:
        with call.parts():
            suspend(call, profile.customer, SYSTEM, _BECAUSE)
            call.context.ended(call, profile.customer, _last_day(profile))


def _date(call: Call, profile: Profile, moment: str) -> None:
    """Store when a tenant ends; "" for never."""
    was = profile.terminate_date
    call.goes_past_ends = True
    until = _held_until(call, moment) if moment else ""
    dates = {"terminate_date": moment, "held_until": until}
    PROFILES.records.update(call.unit, profile.customer, {**dates, "change_date": call.now})
    call.changed(
        PROFILES.subject(profile),
        {"terminate_date": was},
        {"terminate_date": moment},
        profile.customer,
        undo_by=_back(call, profile, moment),
    )


def _back(call: Call, profile: Profile, moment: str) -> list[Step]:
    """What undoes that a tenant ends at a moment, or does not any more."""
    named = {"customer": profile.customer}
    was = profile.terminate_date
    if not was:
        over = is_terminated(moment, call.now)
        return [Step("tenant", "restoreTenant" if over else "withdrawTermination", named)]
    return [Step("tenant", "terminateTenant", {**named, "when": was})]


def _moment(call: Call, profile: Profile, when: str) -> str:
    """When a tenant ends: now, when a day is over where it is, or, in an undo, at the moment at which it had ended."""
    if call.reverts is not None and len(when) > len("2026-01-31"):
        return when
    day = texts.day(when, WHEN)
    if not day:
        return call.now
    if day < (today := today_of(call, profile).isoformat()):
        raise InvalidValue(f"must be {today} or later", field=WHEN)
    behind = datetime.combine(datetime.fromisoformat(day).date() + timedelta(days=1), time(), zone_of(profile))
    return clock.text(behind)


def _last_day(profile: Profile) -> str:
    """The last day of a tenant that has an end: the one that it is where the tenant is, just before it."""
    before = clock.moment(profile.terminate_date) - timedelta(microseconds=1)
    return before.astimezone(zone_of(profile)).date().isoformat()
