# SPDX-License-Identifier: Apache-2.0
"""NetworkPort: the machines of the network, and how many accounts there are in each domain (docs/contract/network.md).

No ``tables`` and no ``store``: SipPort counts accounts and asks the SIP platform, and nothing is kept here. No ``types``: both
answers are JSON, as SipPort's live data are.
"""

from ngnprov.calls.port import Port
from ngnprov.ports.network.operations import NetworkPort
from ngnprov.ports.network.settings import NetworkSettings

PORT = Port(
    name="network",
    title="NetworkPort",
    namespace="urn:AGProjects:NGNPro:Network",
    services=(NetworkPort,),
    floor=2,
    settings=NetworkSettings,
)
