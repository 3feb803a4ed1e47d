# SPDX-License-Identifier: Apache-2.0
"""How long a tenant may be on trial, as its reseller's profile says (tenant.md 3, 10)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.ports.customer import entitlements
from ngnprov.ports.tenant.errors import TrialNotAllowed, TrialTooLong
from ngnprov.ports.tenant.profiles import localisation
from ngnprov.ports.tenant.profiles.localisation import field_of
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.resellers.store import of_reseller


def dates(call: Call, before: Profile, wanted: dict[str, Any], given: Mapping[str, Any]) -> None:
    """Add to what is ``wanted`` of a profile when its trial began, and from when on it pays, as the server says them.

    Raises TrialNotAllowed for a second trial. What is undone has the days that it had.
    """
    if call.reverts is not None:
        wanted |= {name: given[name] for name in ("trial_since", "trial_ended") if name in given}
        return
    until = wanted.get("trial_until", before.trial_until)
    if until == before.trial_until:
        return
    today = today_of(call, before._replace(**wanted)).isoformat()
    if not until:
        wanted["trial_ended"] = today
    elif not before.trial_until:
        if before.trial_ended:
            raise TrialNotAllowed(
                f"cannot be given: the tenant pays since {before.trial_ended}", field=field_of("trial_until")
            )
        wanted["trial_since"] = today


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
    first, most = first_of(call, changed), rules.trial_max_days
    if date.fromisoformat(until) > (last := first + timedelta(days=most)):
        since = "today" if first == today_of(call, changed) else str(first)
        raise TrialTooLong(
            f"must be {last} at the latest, {most} days from {since}",
            field=field_of("trial_until"),
            kind="trial days",
            limit=most,
            used=(date.fromisoformat(until) - first).days,
            holder=changed.reseller,
        )


def longest(call: Call, profile: Profile) -> str:
    """The last day that a trial may have which begins today."""
    most = of_reseller(call.unit, profile.reseller).trial_max_days
    return (today_of(call, profile) + timedelta(days=most)).isoformat()


def first_of(call: Call, profile: Profile) -> date:
    """The first day of a trial; today for one of which it is not known."""
    return date.fromisoformat(profile.trial_since) if profile.trial_since else today_of(call, profile)


def today_of(call: Call, profile: Profile) -> date:
    """The day that it is for a tenant, in its time zone."""
    return clock.moment(call.now).astimezone(zone_of(profile)).date()


def zone_of(profile: Profile) -> ZoneInfo:
    """The time zone of a tenant, UTC when it has none, or one that is no more."""
    try:
        return ZoneInfo(localisation.in_effect(profile).timezone or "UTC")
    except ZoneInfoNotFoundError:
        return ZoneInfo("UTC")
