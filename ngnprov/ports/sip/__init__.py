# SPDX-License-Identifier: Apache-2.0
"""SipPort: domains, accounts, aliases, groups, credit, personal settings, PSTN routing, live data (contract/sip.md).

One folder for each group of operations, each with the five files of a port; ``errors``, ``names``, ``types`` and ``settings``
are shared. Lower groups know nothing of upper ones::

    domains < accounts < groups, aliases, credit, features      peers, routing, live
"""

from ngnprov.port import Port
from ngnprov.ports.sip.credit.examination import examine
from ngnprov.ports.sip.credit.operations import SipCredit
from ngnprov.ports.sip.domains.operations import SipDomains
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.ports.sip.vouchers.operations import SipVouchers

PORT = Port(
    name="sip",
    title="SipPort",
    namespace="urn:AGProjects:NGNPro:Sip",
    services=(SipDomains, SipCredit, SipVouchers),
    floor=1,
    examine=examine,
    settings=SipSettings,
)
