# SPDX-License-Identifier: Apache-2.0
"""Discovered users on the wire."""

from ngnprov.calls.call import Call
from ngnprov.errors import MissingInput
from ngnprov.ports.tenant.discovered import service
from ngnprov.ports.tenant.discovered.types import DiscoveredUser, DiscoveredUserPage, DiscoveredUserQuery
from ngnprov.ports.tenant.discovered.wire import (
    DiscoveredUserAnswer,
    DiscoveredUserPageAnswer,
    DiscoveredUserQueryFields,
)
from ngnprov.ports.tenant.errors import DiscoveredUserUnknown, LinkedElsewhere, UserUnknown
from ngnprov.ports.tenant.permissions import WRITE_USERS
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Flag, Id


class TenantDiscoveredUsers(PortService):
    """Discovered users: whom connections have found on their platforms."""

    @operation(
        *(Id(), Id(), Flag()),
        returns=DiscoveredUser,
        answers="discoveredUser",
        may=WRITE_USERS,
        versioned="tenant_discovered_users",
        faults=(MissingInput, DiscoveredUserUnknown, UserUnknown, LinkedElsewhere),
        optional=("byHand",),
    )
    def linkDiscoveredUser(call: Call, discovered: int, user: int, byHand: bool | None) -> DiscoveredUserAnswer:
        """Link somebody who was found to a user of the customer, or with 0 to nobody; no address changes that.

        With byHand false one may, when the platform is asked next.
        """
        return service.link(call, discovered, user, by_hand=byHand is not False)

    @listing(DiscoveredUserQuery, returns=DiscoveredUserPage, may=WRITE_USERS)
    def getDiscoveredUsers(call: Call, query: DiscoveredUserQueryFields | None) -> DiscoveredUserPageAnswer:
        """Discovered users that match: a slice of them, and how many there are in all."""
        return service.get_discovered_users(call, query or {})
