# SPDX-License-Identifier: Apache-2.0
"""CustomerPort: resellers and customers, their properties and credits (contract/customer.md)."""

from ngnprov.calls.port import Port
from ngnprov.ports.customer.examination.findings import examine
from ngnprov.ports.customer.operations import CustomerPort
from ngnprov.ports.customer.store import CustomerDirectory

CREDITS = (
    "sip_credit",
    "sip_alias_credit",
    "enum_range_credit",
    "enum_number_credit",
    "dns_zone_credit",
    "email_credit",
)
"""The credits of customer.md 3.2; the ports that use them stand on this one."""

PORT = Port(
    name="customer",
    title="CustomerPort",
    namespace="urn:AGProjects:NGNPro:Customer",
    services=(CustomerPort,),
    floor=0,
    directory=CustomerDirectory(),
    credits=CREDITS,
    examine=examine,
)
