# SPDX-License-Identifier: Apache-2.0
"""Types of connections (tenant.md 11)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Text, page_of, query_of


class Connection(TenantRecord):
    """A customer's account on another platform; ``accessKey`` is never answered."""

    id = customer = Id()
    type = Text(32)
    host = Text(255)
    accountId = Text(128)
    accessKey = Text(1024, secret=True)
    autoProvisionSubAccounts = enabled = Flag()
    state = Text(16)
    changeDate = Text(64)


class ConnectionFilter(TenantRecord):
    """What getConnections filters by."""

    id = customer = Id()


ConnectionQuery = query_of("ConnectionQuery", "connections", ConnectionFilter)
ConnectionPage = page_of("ConnectionPage", "connections", connections=Connection)
