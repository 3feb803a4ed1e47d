# SPDX-License-Identifier: Apache-2.0
"""Types of discovered users (connections.md 5)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Text, page_of, query_of


class DiscoveredUser(TenantRecord):
    """Somebody whom a connection has found. ``user`` is the user to which it is linked, 0 for none.

    ``state`` is ``new``, ``linked`` or ``gone``; who is gone stays linked.
    """

    id = connection = customer = Id()
    externalId = externalAccount = Text(128)
    email = Text(254)
    name = Text(128)
    state = Text(16)
    user = Id()
    byHand = Flag()
    changeDate = Text(64)


class DiscoveredUserFilter(TenantRecord):
    """What getDiscoveredUsers filters by."""

    id = connection = customer = user = Id()
    email = Text(1024)
    name = Text(128)
    state = Text(16)


DiscoveredUserQuery = query_of("DiscoveredUserQuery", "discovered users", DiscoveredUserFilter)
DiscoveredUserPage = page_of("DiscoveredUserPage", "discovered users", discoveredUsers=DiscoveredUser)
