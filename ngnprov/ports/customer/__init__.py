# SPDX-License-Identifier: Apache-2.0
"""CustomerPort: resellers and customers, their properties and credits (docs/contract/customer.md)."""

from ngnprov.calls.port import Events, Port, Unlike
from ngnprov.ports.customer.doctor.findings import examine
from ngnprov.ports.customer.entitlements import limits
from ngnprov.ports.customer.moving import MOVING
from ngnprov.ports.customer.operations import CustomerPort
from ngnprov.ports.customer.properties.secrets import seal
from ngnprov.ports.customer.store import CustomerDirectory

PORT = Port(
    name="customer",
    title="CustomerPort",
    namespace="urn:AGProjects:NGNPro:Customer",
    services=(CustomerPort,),
    floor=0,
    offers=("service", "tenancy", "entitlements", "lookup", "tables", "types", "wire"),
    directory=CustomerDirectory(),
    limits=limits,
    examine=examine,
    moving=MOVING,
    seal=seal,
    unlike=Unlike(set_by_server=frozenset({"impersonated_by"})),  # other entries, which are changed back by their own
    events=Events({"customer ": "customer", "credit ": "limit.reached"}),
)
