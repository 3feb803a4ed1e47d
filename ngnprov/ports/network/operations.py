# SPDX-License-Identifier: Apache-2.0
"""NetworkPort on the wire (network.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.ports.network import service
from ngnprov.ports.network.permissions import READ
from ngnprov.ports.sip.live.types import Json
from ngnprov.soap.port_service import PortService, reading


class NetworkPort(PortService):
    """The machines of the network, and the accounts of its domains."""

    @reading(returns=Json, may=READ)
    def getStatistics(call: Call) -> str:
        """How many accounts each domain has and how many are online, a JSON object; of domains in the caller's scope."""
        return service.get_statistics(call)

    @reading(returns=Json, may=READ)
    def getStatus(call: Call) -> str:
        """The machines of the network with addresses, versions and roles, a JSON object; this server is always among them."""
        return service.get_status(call)
