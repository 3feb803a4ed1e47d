# SPDX-License-Identifier: Apache-2.0
"""The profile that an operation is about."""

from functools import partial
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.db.failures import Duplicate
from ngnprov.errors import CustomerUnknown, Exists, Terminated
from ngnprov.ports.tenant.errors import InHouseExists, NameTaken
from ngnprov.ports.tenant.profiles import store
from ngnprov.ports.tenant.profiles.localisation import field_of
from ngnprov.ports.tenant.profiles.status import is_terminated
from ngnprov.ports.tenant.profiles.store import Profile


def given_again(_: Call, profile: Profile) -> Profile:
    """A profile as a caller would give it: what is usual in its country left empty."""
    most = "" if profile.max_subscribers is None else str(profile.max_subscribers)
    members: dict[str, Any] = {
        "contact": profile.contact or 0,
        "billing_profile": profile.billing_profile or 0,
        "max_subscribers": most,
    }
    return profile._replace(**members)


def _taken(duplicate: Duplicate) -> Exists:
    if "name" in duplicate.key:
        return NameTaken("the reseller has another tenant of this name", field=field_of("name"))
    return InHouseExists("the reseller has an in-house tenant already", field=field_of("in_house"))


PROFILES = Resource(
    store.PROFILES,
    subject=lambda profile: f"profile of customer {profile.customer}",
    unknown=partial(CustomerUnknown, "there is no such customer"),
    taken=_taken,
    reversal=Reversal(
        *("tenant", "updateProfile", "updateProfile", "", "profile"),
        shown=given_again,
        key=("customer",),
    ),
)
"""A profile is neither made nor removed by itself."""


def require_not_terminated(call: Call, profile: Profile, field: str) -> None:
    """Raise Terminated on ``field`` when the end of a tenant is past, unless the call is to change what has ended."""
    if not call.goes_past_ends and is_terminated(profile.terminate_date, call.now):
        raise Terminated("the tenant was terminated, which is final", field=field)
