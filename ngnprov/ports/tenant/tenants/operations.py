# SPDX-License-Identifier: Apache-2.0
"""Making a tenant, on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerExists, InvalidType, InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import (
    BillingProfileUnknown,
    ConnectionHostRefused,
    ContactUnknown,
    EmailTaken,
    FeatureNotInType,
    InHouseTooEarly,
    NameTaken,
    PrimaryUserMissing,
    ProductTypeNotOffered,
    RoleUnknown,
    TemplateMissing,
    TemplateUnknown,
    TrialNotAllowed,
    TrialTooLong,
)
from ngnprov.ports.tenant.permissions import CREATE
from ngnprov.ports.tenant.tenants import service
from ngnprov.ports.tenant.tenants.types import AddedTenant, Tenant
from ngnprov.ports.tenant.tenants.wire import AddedTenantAnswer, TenantFields
from ngnprov.soap.port_service import PortService, operation

MAKING = (
    *(InvalidType, InvalidValue, MissingInput, CustomerExists, ContactUnknown, BillingProfileUnknown, NameTaken),
    *(ProductTypeNotOffered, InHouseTooEarly, TrialNotAllowed, TrialTooLong, RoleUnknown, EmailTaken),
    *(FeatureNotInType, PrimaryUserMissing, TemplateUnknown, TemplateMissing, ConnectionHostRefused),
)
"""What is refused of whatever makes a tenant."""


class TenantAdding(PortService):
    """Tenants: customers with all that belongs to them, made at once."""

    @operation(
        Tenant,
        returns=AddedTenant,
        answers="tenant",
        faults=MAKING,
        may=CREATE,
        ahead=service.look_ahead,
    )
    def addTenant(call: Call, tenant: TenantFields) -> AddedTenantAnswer:
        """Create a customer with its profile, contact, billing profile, first user and connection: all of it, or nothing."""
        return service.add_tenant(call, tenant)
