# SPDX-License-Identifier: Apache-2.0
"""Roles on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import RoleInUse, RoleUnknown
from ngnprov.ports.tenant.permissions import READ_USERS, WRITE_ROLES
from ngnprov.ports.tenant.roles import service
from ngnprov.ports.tenant.roles.types import Role
from ngnprov.ports.tenant.roles.wire import RoleAnswer, RoleFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Id, ListOf, Text


class TenantRoles(PortService):
    """Roles: what users may do, under names."""

    @operation(
        Role,
        returns=Role,
        answers="role",
        may=WRITE_ROLES,
        versioned="tenant_roles",
        faults=(MissingInput, InvalidValue),
    )
    def setRole(call: Call, role: RoleFields) -> RoleAnswer:
        """Make a role of a reseller, or change the members given of the one that has this code."""
        return service.set_role(call, role)

    @operation(
        *(Id(), Text(64)),
        may=WRITE_ROLES,
        versioned="tenant_roles",
        optional=("reseller",),
        faults=(MissingInput, InvalidValue, RoleUnknown, RoleInUse),
    )
    def deleteRole(call: Call, reseller: int | None, code: str) -> None:
        """Remove a role that nobody has."""
        service.delete_role(call, reseller or 0, code)

    @reading(
        Id(),
        returns=ListOf(Role),
        answers="roles",
        may=READ_USERS,
        optional=("reseller",),
        faults=(CustomerUnknown,),
    )
    def getRoles(call: Call, reseller: int | None) -> list[RoleAnswer]:
        """The roles that are built in, and those that a reseller has made for its customers."""
        return service.get_roles(call, reseller or 0)
