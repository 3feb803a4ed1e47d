# SPDX-License-Identifier: Apache-2.0
"""Moving a customer to another reseller, on the wire (tenant.md 20)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import (
    CustomerInUse,
    CustomerUnknown,
    InvalidValue,
    MissingInput,
    NotAuthorized,
    ResellerLimit,
    Terminated,
)
from ngnprov.ports.tenant.errors import (
    BillingProfileUnknown,
    ContactUnknown,
    MoveChanged,
    NameTaken,
    ProductTypeFixed,
    ProductTypeNotOffered,
    RoleUnknown,
    TemplateUnknown,
)
from ngnprov.ports.tenant.moves import service
from ngnprov.ports.tenant.moves.types import MoveQuote, TenantMove
from ngnprov.ports.tenant.moves.wire import MoveQuoteAnswer, TenantMoveFields
from ngnprov.ports.tenant.permissions import MOVE_TENANTS
from ngnprov.ports.tenant.profiles.types import CustomerProfile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileAnswer
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Text

_FINDING = (MissingInput, InvalidValue, CustomerUnknown, Terminated)
_moving = partial(operation, may=MOVE_TENANTS, returns=CustomerProfile, answers="profile", versioned="tenant_profiles")


class TenantMoves(PortService):
    """Moving a customer with all it has to another reseller."""

    @reading(TenantMove, returns=MoveQuote, answers="quote", may=MOVE_TENANTS, faults=_FINDING)
    def quoteMove(call: Call, move: TenantMoveFields) -> MoveQuoteAnswer:
        """What it means that a customer goes to another reseller: what goes along, what stays, what stands against it."""
        return service.quote_move(call, move)

    @_moving(
        *(TenantMove, Text(64)),
        hook="moving",
        faults=(
            *(*_FINDING, MoveChanged, NotAuthorized, CustomerInUse, NameTaken, ProductTypeNotOffered, ProductTypeFixed),
            *(RoleUnknown, TemplateUnknown, ContactUnknown, BillingProfileUnknown, ResellerLimit),
        ),
    )
    def moveTenant(call: Call, move: TenantMoveFields, quoteDigest: str) -> CustomerProfileAnswer:
        """Let a customer go to another reseller with all it has, as it was quoted; what the former one has of its history
        stays there."""
        return service.move_tenant(call, move, quoteDigest)
