# SPDX-License-Identifier: Apache-2.0
"""Making a customer like another one, on the wire (tenant.md 21)."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, NotAuthorized, Terminated
from ngnprov.ports.tenant.clones import service
from ngnprov.ports.tenant.clones.types import ClonedTenant, CloneOptions
from ngnprov.ports.tenant.clones.wire import ClonedTenantAnswer, CloneOptionsFields
from ngnprov.ports.tenant.permissions import CREATE
from ngnprov.ports.tenant.tenants.operations import MAKING
from ngnprov.ports.tenant.tenants.types import Tenant
from ngnprov.ports.tenant.tenants.wire import TenantFields
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id


class TenantClones(PortService):
    """Making a customer like another one."""

    @operation(
        *(Id(), Tenant, CloneOptions),
        returns=ClonedTenant,
        answers="tenant",
        faults=(*MAKING, CustomerUnknown, Terminated, NotAuthorized),
        optional=("options",),
        may=CREATE,
        ahead=service.look_ahead,
        hook="copying",
    )
    def cloneTenant(
        call: Call, source: int, tenant: TenantFields, options: CloneOptionsFields | None
    ) -> ClonedTenantAnswer:
        """Create a customer like another one: what it may have, its agreement, licences, pilot in a domain of its own, users,
        groups and auto attendants; all of it, or nothing."""
        return service.clone_tenant(call, source, tenant, options or {})
