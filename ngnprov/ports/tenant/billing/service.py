# SPDX-License-Identifier: Apache-2.0
"""The rules of billing profiles (billing.md 3): each belongs to a reseller, and its handle is unique there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required, wire_name
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant import regions, texts
from ngnprov.ports.tenant.billing import store
from ngnprov.ports.tenant.billing.store import BillingProfile
from ngnprov.ports.tenant.billing.wire import BillingProfileAnswer, BillingProfileFields
from ngnprov.ports.tenant.errors import BillingProfileInUse, BillingProfileUnknown, NameTaken
from ngnprov.ports.tenant.owning import new_number

NAMED = ("handle", "name", "currency")
"""Members that must not be empty."""

RATED = ("profile_weekday", "profile_weekday_alt", "profile_weekend", "profile_weekend_alt")
"""Names of rating profiles, which are the rating engine's own."""

PROFILES = Resource(
    store.PROFILES,
    subject=lambda profile: f"billing profile {profile.id}",
    unknown=partial(BillingProfileUnknown, "there is no such billing profile"),
    exists=partial(NameTaken, "the reseller has another billing profile of this handle"),
    in_use=partial(BillingProfileInUse, "the billing profile is still that of a tenant"),
    reversal=Reversal("billing", "addProfile", "updateProfile", "deleteProfile", "profile"),
)


def make(call: Call, new: BillingProfileFields, reseller: int, path: str) -> BillingProfile:
    """Create a billing profile of a reseller that is held; ``path`` is its name on the wire, for faults.

    Raises MissingInput, InvalidValue, NameTaken.
    """
    for name in NAMED:
        required(new.get(name), f"{path}.{name}")
    values: dict[str, Any] = {"prepaid": False, **dict.fromkeys(RATED, ""), **checked(new, path)}
    id = new_number(call, store.KIND, new.get("id", 0))
    profile = BillingProfile(id=id, reseller=reseller, change_date=call.now, **values)
    return PROFILES.create(call, profile, field=f"{path}.handle")


def checked(given: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The members that are given, as they are stored. Raises MissingInput, InvalidValue."""
    values: dict[str, Any] = {"prepaid": given["prepaid"]} if "prepaid" in given else {}
    for name, check in _CHECKS.items():
        if name in given:
            field = f"{path}.{wire_name(name)}"
            values[name] = check(required(given[name], field) if name in NAMED else given[name], field)
    return values


def answer(profile: BillingProfile) -> BillingProfileAnswer:
    """A stored billing profile as it is answered."""
    return profile._replace(change_date=clock.to_seconds(profile.change_date))


def _currency(code: str, field: str) -> str:
    if not regions.is_currency(code):
        raise InvalidValue("must be the code of a currency such as EUR (ISO 4217)", field=field)
    return code


_CHECKS: Mapping[str, Callable[[str, str], str]] = {
    "handle": texts.handle,
    "name": texts.line,
    "currency": _currency,
    **dict.fromkeys(RATED, texts.line),
}
