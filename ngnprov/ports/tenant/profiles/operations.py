# SPDX-License-Identifier: Apache-2.0
"""Profiles on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.tenant.errors import (
    BillingProfileUnknown,
    ContactUnknown,
    InHouseExists,
    NameTaken,
    NotOnTrial,
    ProductTypeFixed,
    ProductTypeNotOffered,
    SubscribersBelowUse,
    TrialNotAllowed,
    TrialOrInHouse,
    TrialTooLong,
)
from ngnprov.ports.tenant.permissions import MANAGE_TRIALS, READ_PROFILES, WRITE_PROFILES
from ngnprov.ports.tenant.profiles import service, trying
from ngnprov.ports.tenant.profiles.types import CustomerProfile, TenantPage, TenantQuery
from ngnprov.ports.tenant.profiles.wire import (
    CustomerProfileAnswer,
    CustomerProfileFields,
    TenantPageAnswer,
    TenantQueryFields,
)
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Flag, Id, Text

_TABLE = "tenant_profiles"
_OF_TENANT = (MissingInput, InvalidValue, CustomerUnknown, Terminated)
_TRIALS = (TrialNotAllowed, TrialOrInHouse, TrialTooLong)
_trying = partial(operation, returns=CustomerProfile, answers="profile", may=MANAGE_TRIALS, versioned=_TABLE)


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

    @_trying(Id(), Flag(), faults=(*_OF_TENANT, InHouseExists, TrialOrInHouse))
    def setInHouse(call: Call, customer: int, inHouse: bool) -> CustomerProfileAnswer:
        """Let a customer be its reseller's own use, which is not charged; a reseller has one."""
        return trying.set_in_house(call, customer, in_house=inHouse)

    @_trying(Id(), Text(10), faults=(*_OF_TENANT, *_TRIALS), optional=("until",))
    def startTrial(call: Call, customer: int, until: str | None) -> CustomerProfileAnswer:
        """Let a tenant be on trial until the end of a day, without one for as long as its reseller may give."""
        return trying.start_trial(call, customer, until or "")

    @_trying(Id(), Text(10), faults=(*_OF_TENANT, *_TRIALS, NotOnTrial))
    def extendTrial(call: Call, customer: int, until: str) -> CustomerProfileAnswer:
        """Let a trial have a later last day."""
        return trying.extend_trial(call, customer, until)

    @_trying(Id(), faults=(*_OF_TENANT, NotOnTrial))
    def convertTrial(call: Call, customer: int) -> CustomerProfileAnswer:
        """Let a tenant on trial pay from today on."""
        return trying.convert_trial(call, customer)
