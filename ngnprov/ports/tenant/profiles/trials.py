# SPDX-License-Identifier: Apache-2.0
"""How long a tenant may be on trial, as its reseller's profile says (tenant.md 3, 10)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.ports.customer import entitlements
from ngnprov.ports.tenant.errors import TrialNotAllowed, TrialTooLong
from ngnprov.ports.tenant.profiles import localisation
from ngnprov.ports.tenant.profiles.localisation import field_of
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.resellers.store import of_reseller


def require_allowed(call: Call, before: Profile, changed: Profile) -> None:
    """Look at a trial that begins or ends on another day than before; administrators may give longer ones.

    Raises TrialNotAllowed, TrialTooLong.
    """
    until = changed.trial_until
    if not until or until == before.trial_until:
        return
    rules = of_reseller(call.unit, changed.reseller)
    if not rules.trial_allowed:
        raise TrialNotAllowed("cannot be given: the reseller has no trials", field=field_of("trial_until"))
    if entitlements.is_unlimited(call.actor):
        return
    today, most = today_of(call, changed), rules.trial_max_days
    if date.fromisoformat(until) > (last := today + timedelta(days=most)):
        raise TrialTooLong(
            f"must be {last} at the latest, {most} days from today",
            field=field_of("trial_until"),
            kind="trial days",
            limit=most,
            used=(date.fromisoformat(until) - today).days,
            holder=changed.reseller,
        )


def today_of(call: Call, profile: Profile) -> date:
    """The day that it is for a tenant: in its time zone, and in UTC when it has none, or one that is no more."""
    try:
        zone = ZoneInfo(localisation.in_effect(profile).timezone or "UTC")
    except ZoneInfoNotFoundError:
        zone = ZoneInfo("UTC")
    return clock.moment(call.now).astimezone(zone).date()
