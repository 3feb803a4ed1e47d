# SPDX-License-Identifier: Apache-2.0
"""Profiles of resellers on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.tenant.permissions import READ_RESELLERS, WRITE_RESELLERS
from ngnprov.ports.tenant.resellers import service
from ngnprov.ports.tenant.resellers.types import ResellerProfile
from ngnprov.ports.tenant.resellers.wire import ResellerProfileAnswer, ResellerProfileFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id

_TABLE = "tenant_reseller_profiles"
_FAULTS = (MissingInput, InvalidValue, CustomerUnknown)


class TenantResellers(PortService):
    """Profiles of resellers: what each may do with its tenants, and how it shows itself to them."""

    @reading(
        Id(),
        returns=ResellerProfile,
        answers="profile",
        faults=_FAULTS,
        may=READ_RESELLERS,
        versioned=_TABLE,
    )
    def getResellerProfile(call: Call, reseller: int) -> ResellerProfileAnswer:
        """What holds for a reseller, whether somebody has set it or not; 0 is the caller's own."""
        return service.get_reseller_profile(call, reseller)

    @operation(
        ResellerProfile,
        returns=ResellerProfile,
        answers="profile",
        faults=(*_FAULTS, NotAuthorized),
        may=WRITE_RESELLERS,
        versioned=_TABLE,
    )
    def setResellerProfile(call: Call, profile: ResellerProfileFields) -> ResellerProfileAnswer:
        """Change the members given; trials and the handing down of rights are for administrators to change."""
        return service.set_reseller_profile(call, profile)
