# SPDX-License-Identifier: Apache-2.0
"""Connections on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.tenant.connections import service
from ngnprov.ports.tenant.connections.types import Connection, ConnectionPage, ConnectionQuery
from ngnprov.ports.tenant.connections.wire import (
    ConnectionAnswer,
    ConnectionFields,
    ConnectionPageAnswer,
    ConnectionQueryFields,
)
from ngnprov.ports.tenant.errors import ConnectionUnknown, FeatureNotInType
from ngnprov.ports.tenant.permissions import READ_CONNECTIONS, WRITE_CONNECTIONS
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_CONNECTIONS, versioned="tenant_connections")


class TenantConnections(PortService):
    """Connections: accounts of customers on other platforms."""

    @_changing(
        Connection,
        returns=Connection,
        answers="connection",
        faults=(MissingInput, InvalidValue, CustomerUnknown, Terminated, FeatureNotInType),
    )
    def addConnection(call: Call, connection: ConnectionFields) -> ConnectionAnswer:
        """Keep where a customer is to be connected, with the key, which is never answered. Nothing connects yet."""
        return service.add_connection(call, connection)

    @_changing(Id(), faults=(ConnectionUnknown,))
    def deleteConnection(call: Call, id: int) -> None:
        """Forget a connection and its key."""
        service.delete_connection(call, id)

    @listing(ConnectionQuery, returns=ConnectionPage, may=READ_CONNECTIONS)
    def getConnections(call: Call, query: ConnectionQueryFields | None) -> ConnectionPageAnswer:
        """Connections that match, without their keys: a slice of them, and how many there are in all."""
        return service.get_connections(call, query or {})
