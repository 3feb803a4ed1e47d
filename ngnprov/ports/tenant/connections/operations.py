# SPDX-License-Identifier: Apache-2.0
"""Connections on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.tenant.connections import service, standing
from ngnprov.ports.tenant.connections.addresses import look_ahead
from ngnprov.ports.tenant.connections.types import Connection, ConnectionPage, ConnectionQuery
from ngnprov.ports.tenant.connections.wire import (
    ConnectionAnswer,
    ConnectionFields,
    ConnectionPageAnswer,
    ConnectionQueryFields,
)
from ngnprov.ports.tenant.errors import (
    ConnectionFixed,
    ConnectionHostRefused,
    ConnectionUnknown,
    FeatureNotInType,
    SyncRunning,
    TemplateMissing,
    TemplateUnknown,
)
from ngnprov.ports.tenant.permissions import READ_CONNECTIONS, WRITE_CONNECTIONS, WRITE_PROFILES
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_CONNECTIONS, versioned="tenant_connections")
_storing = partial(_changing, Connection, returns=Connection, answers="connection", ahead=look_ahead)
_standing = partial(
    operation, Id(), returns=Connection, answers="connection", may=WRITE_PROFILES, versioned="tenant_connections"
)
_ASKED = (MissingInput, InvalidValue, ConnectionUnknown, Terminated)


class TenantConnections(PortService):
    """Connections: accounts of customers on other platforms, whose users are discovered."""

    @_storing(
        faults=(
            *(MissingInput, InvalidValue, CustomerUnknown, Terminated, FeatureNotInType),
            *(TemplateUnknown, TemplateMissing, ConnectionHostRefused),
        )
    )
    def addConnection(call: Call, connection: ConnectionFields) -> ConnectionAnswer:
        """Keep where a customer is to be connected, with the key, which is never answered; if it is enabled, soon."""
        return service.add_connection(call, connection)

    @_storing(faults=(MissingInput, InvalidValue, ConnectionUnknown, ConnectionFixed, ConnectionHostRefused))
    def updateConnection(call: Call, connection: ConnectionFields) -> ConnectionAnswer:
        """Change host, account and key of a connection; another host needs the key again."""
        return service.update_connection(call, connection)

    @_changing(Id(), faults=(ConnectionUnknown,))
    def deleteConnection(call: Call, id: int) -> None:
        """Forget a connection, its key, and whom it has discovered."""
        service.delete_connection(call, id)

    @_standing(faults=_ASKED)
    def enableConnection(call: Call, id: int) -> ConnectionAnswer:
        """Have a server ask the platform for its users, now and again."""
        return standing.enable(call, id)

    @_standing(faults=(MissingInput, ConnectionUnknown))
    def disableConnection(call: Call, id: int) -> ConnectionAnswer:
        """Have nothing asked any more; who was discovered stays."""
        return standing.disable(call, id)

    @_standing(faults=(*_ASKED, SyncRunning))
    def syncConnection(call: Call, id: int) -> ConnectionAnswer:
        """Have a server ask the platform for its users at once."""
        return standing.sync(call, id)

    @listing(ConnectionQuery, returns=ConnectionPage, may=READ_CONNECTIONS)
    def getConnections(call: Call, query: ConnectionQueryFields | None) -> ConnectionPageAnswer:
        """Connections that match, without their keys: a slice of them, and how many there are in all."""
        return service.get_connections(call, query or {})
