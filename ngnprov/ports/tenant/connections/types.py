# SPDX-License-Identifier: Apache-2.0
"""Types of connections (connections.md 2)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Int, Text, page_of, query_of

Host = Text(255, example="https://kazoo.example.com:8443")


class Connection(TenantRecord):
    """A customer's account on another platform; ``accessKey`` is never answered.

    ``state``, ``lastError``, ``retryAt``, ``syncedAt`` and the numbers of users are the server's.
    """

    id = customer = Id()
    type = Text(32)
    host = Host
    accountId = Text(128)
    accessKey = Text(1024, secret=True)
    autoProvisionSubAccounts = enabled = Flag()
    state = Text(16)
    template = Id()
    lastError = Text(255)
    retryAt = syncedAt = Text(64)
    users = linkedUsers = goneUsers = Int(0)
    changeDate = Text(64)


class ConnectionFilter(TenantRecord):
    """What getConnections filters by."""

    id = customer = template = Id()
    state = Text(16)


ConnectionQuery = query_of("ConnectionQuery", "connections", ConnectionFilter)
ConnectionPage = page_of("ConnectionPage", "connections", connections=Connection)
