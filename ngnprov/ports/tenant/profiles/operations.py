# SPDX-License-Identifier: Apache-2.0
"""Profiles on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import (
    BillingProfileUnknown,
    ContactUnknown,
    InHouseExists,
    NameTaken,
    ProductTypeFixed,
    ProductTypeNotOffered,
    SubscribersBelowUse,
    Terminated,
    TrialNotAllowed,
    TrialOrInHouse,
    TrialTooLong,
)
from ngnprov.ports.tenant.permissions import READ_PROFILES, WRITE_PROFILES
from ngnprov.ports.tenant.profiles import service
from ngnprov.ports.tenant.profiles.types import CustomerProfile, TenantPage, TenantQuery
from ngnprov.ports.tenant.profiles.wire import (
    CustomerProfileAnswer,
    CustomerProfileFields,
    TenantPageAnswer,
    TenantQueryFields,
)
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Flag, Id

_TABLE = "tenant_profiles"


class TenantProfiles(PortService):
    """Profiles: what is kept of a customer beside its account. Every customer has one."""

    @operation(
        *(CustomerProfile, Flag()),
        returns=CustomerProfile,
        answers="profile",
        faults=(
            *(
                MissingInput,
                InvalidValue,
                CustomerUnknown,
                NameTaken,
                Terminated,
                ContactUnknown,
                BillingProfileUnknown,
            ),
            *(
                ProductTypeNotOffered,
                ProductTypeFixed,
                InHouseExists,
                TrialOrInHouse,
                TrialNotAllowed,
                TrialTooLong,
                SubscribersBelowUse,
            ),
        ),
        optional=("allowBelowUse",),
        may=WRITE_PROFILES,
        versioned=_TABLE,
    )
    def updateProfile(
        call: Call, profile: CustomerProfileFields, allowBelowUse: bool | None = None
    ) -> CustomerProfileAnswer:
        """Change the members given; a customer's own login changes how dates and numbers are shown, and nothing else."""
        return service.update_profile(call, profile, below_use=bool(allowBelowUse))

    @reading(
        Id(),
        returns=CustomerProfile,
        answers="profile",
        faults=(CustomerUnknown,),
        may=READ_PROFILES,
        versioned=_TABLE,
    )
    def getProfile(call: Call, customer: int) -> CustomerProfileAnswer:
        """The profile of a customer, with what is usual in its country where nothing else was said."""
        return service.get_profile(call, customer)

    @listing(TenantQuery, returns=TenantPage, may=READ_PROFILES)
    def getTenants(call: Call, query: TenantQueryFields | None) -> TenantPageAnswer:
        """Profiles that match: a slice of them, and how many there are in all."""
        return service.get_tenants(call, query or {})
