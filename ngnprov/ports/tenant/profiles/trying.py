# SPDX-License-Identifier: Apache-2.0
"""Trials and the in-house tenant by operations of their own, and the end of trials on its day (tenant.md 13)."""

from datetime import date, timedelta
from functools import partial

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import fields_as, required
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import NotOnTrial, TrialOrInHouse
from ngnprov.ports.tenant.profiles import service, trials
from ngnprov.ports.tenant.profiles.lookup import PROFILES, require_not_terminated
from ngnprov.ports.tenant.profiles.status import is_terminated
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileAnswer

CUSTOMER, UNTIL = "customer", "until"
_OWN_FIELDS = partial(fields_as, {"profile.inHouse": "inHouse", "profile.trialUntil": UNTIL}, CUSTOMER)


def set_in_house(call: Call, customer: int, *, in_house: bool) -> CustomerProfileAnswer:
    """Let a customer that is there be its reseller's own use, or no more (M1).

    Raises MissingInput, CustomerUnknown, Terminated, InHouseExists, TrialOrInHouse."""
    profile = _hold(call, customer)
    with _OWN_FIELDS():
        changed = service.change(call, profile, {"customer": customer, "in_house": in_house}, {})
    return service.answer(call, changed)


def start_trial(call: Call, customer: int, until: str) -> CustomerProfileAnswer:
    """Let a tenant be on trial until a day, without one as long as its reseller may give (M2).

    Raises MissingInput, CustomerUnknown, Terminated, InvalidValue, TrialNotAllowed, TrialOrInHouse, TrialTooLong."""
    profile = _hold(call, customer)
    if profile.trial_until:
        raise TrialOrInHouse(f"is on trial until {profile.trial_until}: extendTrial gives another day", field=CUSTOMER)
    return _until(call, profile, _day(call, profile, until) or trials.longest(call, profile))


def extend_trial(call: Call, customer: int, until: str) -> CustomerProfileAnswer:
    """Let a trial have a later last day (M3). Raises as start_trial, NotOnTrial."""
    profile = _on_trial(call, customer)
    wanted = _day(call, profile, required(until, UNTIL))
    if wanted <= profile.trial_until:
        raise InvalidValue(f"must be later than {profile.trial_until}", field=UNTIL)
    return _until(call, profile, wanted)


def convert_trial(call: Call, customer: int) -> CustomerProfileAnswer:
    """Let a tenant on trial pay from today on (M4). Raises MissingInput, CustomerUnknown, Terminated, NotOnTrial."""
    return _until(call, _on_trial(call, customer), "")


def convert_dated(call: Call, customer: int, day: str) -> str:
    """Let a tenant pay whose trial is over on a day; from the day behind its last one on, however late this is (M5)."""
    profile = PROFILES.records.lock_any(call.unit, customer)
    if profile is None or not profile.trial_until or is_terminated(profile.terminate_date, call.now):
        return ""
    today = trials.today_of(call, profile).isoformat() if day == clock.to_day(call.now) else day
    if profile.trial_until >= today:
        return ""
    paid = (date.fromisoformat(profile.trial_until) + timedelta(days=1)).isoformat()
    PROFILES.update(call, profile, {"trial_until": "", "trial_ended": paid})
    return f"customer {customer} pays from {paid} on: its trial is over"


def _until(call: Call, profile: Profile, until: str) -> CustomerProfileAnswer:
    given: dict[str, object] = {"customer": profile.customer, "trial_until": until}
    with _OWN_FIELDS():
        changed = service.change(call, profile, given, {})  # type: ignore[arg-type]
    return service.answer(call, changed)


def _day(call: Call, profile: Profile, until: str) -> str:
    """The last day that a trial is to have, which is not past."""
    day = texts.day(until, UNTIL)
    if day and day < (today := trials.today_of(call, profile).isoformat()):
        raise InvalidValue(f"must be {today} or later", field=UNTIL)
    return day


def _hold(call: Call, customer: int) -> Profile:
    profile = PROFILES.lock(call, required(customer, CUSTOMER), field=CUSTOMER)
    require_not_terminated(call, profile, CUSTOMER)
    return profile


def _on_trial(call: Call, customer: int) -> Profile:
    profile = _hold(call, customer)
    if not profile.trial_until:
        raise NotOnTrial("is not on trial", field=CUSTOMER)
    return profile
