# SPDX-License-Identifier: Apache-2.0
"""SipPort: domains, accounts, aliases, groups, credit, personal settings, PSTN routing, live data (contract/sip.md).

One folder for each group of operations, each with the five files of a port; ``errors``, ``names``, ``owners``, ``types`` and
``settings`` are shared. Lower groups know nothing of upper ones::

    domains < accounts < groups, aliases, credit, features      peers, routing, live
"""

from ngnprov.port import Port
from ngnprov.ports.sip.domains.operations import SipDomains
from ngnprov.ports.sip.settings import SipSettings

PORT = Port(
    name="sip",
    title="SipPort",
    namespace="urn:AGProjects:NGNPro:Sip",
    services=(SipDomains,),
    floor=1,
    settings=SipSettings,
)
