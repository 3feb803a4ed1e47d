# SPDX-License-Identifier: Apache-2.0
"""NetworkPort on the wire (network.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.ports.network import service
from ngnprov.ports.network.permissions import READ
from ngnprov.soap.port_service import PortService, reading
from ngnprov.soap.types import Json

_STATISTICS = (
    '{"summary": {"sip_proxy": {"online_accounts": {"example.com": 3}, "total_accounts": {"example.com": 10}}}}'
)
_STATUS = '{"1": {"ip": "192.0.2.10", "version": "0.1.0", "roles": ["provisioning_server"]}}'


class NetworkPort(PortService):
    """The machines of the network, and the accounts of its domains."""

    @reading(returns=Json(_STATISTICS), may=READ)
    def getStatistics(call: Call) -> str:
        """How many accounts each domain has and how many are online, a JSON object; of domains in the caller's scope."""
        return service.get_statistics(call)

    @reading(returns=Json(_STATUS), may=READ)
    def getStatus(call: Call) -> str:
        """The machines of the network with addresses, versions and roles, a JSON object; this server is always among them."""
        return service.get_status(call)
