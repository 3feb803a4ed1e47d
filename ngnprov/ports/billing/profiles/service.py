# SPDX-License-Identifier: Apache-2.0
"""The rules of billing profiles as they are kept by themselves (billing.md 3)."""

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.ports.customer import entitlements
from ngnprov.ports.tenant.billing.service import PROFILES, answer, checked, make
from ngnprov.ports.tenant.billing.wire import (
    BillingProfileAnswer,
    BillingProfileFields,
    BillingProfilePageAnswer,
    BillingProfileQueryFields,
)
from ngnprov.ports.tenant.owning import find_reseller

FIELD = "profile"


def add_profile(call: Call, new: BillingProfileFields) -> BillingProfileAnswer:
    """Create a billing profile of the caller's reseller; an administrator names one.

    Raises MissingInput (handle, name, currency, reseller), InvalidValue, NameTaken, NotAuthorized (inactive reseller).
    """
    reseller = find_reseller(call, new.get("reseller", 0), f"{FIELD}.reseller")
    entitlements.claim(call, reseller, reseller, {})
    return answer(make(call, new, reseller, FIELD))


def update_profile(call: Call, given: BillingProfileFields) -> BillingProfileAnswer:
    """Change the members given; whose it is stays. Raises MissingInput, InvalidValue, BillingProfileUnknown, NameTaken."""
    field = f"{FIELD}.id"
    profile = PROFILES.lock(call, required(given.get("id"), field), field=field)
    return answer(PROFILES.update(call, profile, checked(given, FIELD), field=f"{FIELD}.handle"))


def delete_profile(call: Call, id: int) -> None:
    """Remove a billing profile that no tenant has. Raises BillingProfileUnknown, BillingProfileInUse."""
    PROFILES.remove(call, PROFILES.lock(call, id, field="id"))


def get_profiles(call: Call, query: BillingProfileQueryFields) -> BillingProfilePageAnswer:
    """Billing profiles in scope that match."""
    return PROFILES.find(call, query, answer)
