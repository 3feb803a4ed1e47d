# SPDX-License-Identifier: Apache-2.0
"""Billing profiles on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.billing.permissions import READ_PROFILES, WRITE_PROFILES
from ngnprov.ports.billing.profiles import service
from ngnprov.ports.tenant.billing.types import BillingProfile, BillingProfilePage, BillingProfileQuery
from ngnprov.ports.tenant.billing.wire import (
    BillingProfileAnswer,
    BillingProfileFields,
    BillingProfilePageAnswer,
    BillingProfileQueryFields,
)
from ngnprov.ports.tenant.errors import BillingProfileInUse, BillingProfileUnknown, NameTaken
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_PROFILES, versioned="tenant_billing_profiles")
_giving = partial(_changing, BillingProfile, returns=BillingProfile, answers="profile")
_INPUT = (MissingInput, InvalidValue)


class BillingProfiles(PortService):
    """Billing profiles: each belongs to a reseller, and its tenants may share it."""

    @_giving(faults=(*_INPUT, NameTaken))
    def addProfile(call: Call, profile: BillingProfileFields) -> BillingProfileAnswer:
        """Create a billing profile of the reseller, which an administrator names."""
        return service.add_profile(call, profile)

    @_giving(faults=(*_INPUT, BillingProfileUnknown, NameTaken))
    def updateProfile(call: Call, profile: BillingProfileFields) -> BillingProfileAnswer:
        """Change the members given; absent and null ones stay. Answers what is stored."""
        return service.update_profile(call, profile)

    @_changing(Id(), faults=(BillingProfileUnknown, BillingProfileInUse))
    def deleteProfile(call: Call, id: int) -> None:
        """Remove a billing profile that no tenant has."""
        service.delete_profile(call, id)

    @listing(BillingProfileQuery, returns=BillingProfilePage, may=READ_PROFILES)
    def getProfiles(call: Call, query: BillingProfileQueryFields | None) -> BillingProfilePageAnswer:
        """Billing profiles that match: a slice of them, and how many there are in all."""
        return service.get_profiles(call, query or {})
