# SPDX-License-Identifier: Apache-2.0
"""PbxPort: what PBX customers may have, and what their extensions hold of it (docs/contract/pbx.md).

One folder for each group of operations, each with the five files of a port; what lies beside them is shared::

    products < agreements < subscriptions      what is sold, how much of it a customer may use, and who uses it
    extensions                                 who holds subscriptions
"""

from ngnprov.calls.port import Port, Unlike
from ngnprov.ports.pbx.agreements.limits import limits
from ngnprov.ports.pbx.agreements.operations import PbxAgreements
from ngnprov.ports.pbx.hooks import examine, in_use
from ngnprov.ports.pbx.names import NAMESPACE
from ngnprov.ports.pbx.products.operations import PbxProducts

PORT = Port(
    name="pbx",
    title="PbxPort",
    namespace=NAMESPACE,
    type_namespace=NAMESPACE,
    services=(PbxProducts, PbxAgreements),
    floor=4,
    in_use=in_use,
    limits=limits,
    examine=examine,
    unlike=Unlike(set_by_server=frozenset({"created_by"})),
)
