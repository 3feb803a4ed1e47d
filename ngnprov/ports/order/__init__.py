# SPDX-License-Identifier: Apache-2.0
"""OrderPort: what customers order of licences, under which terms, and what they have ordered (docs/contract/order.md).

::

    terms < orders      under which terms something is ordered; orders from the draft to what they bring
    subscriptions       what is held and what was ordered, and its end
    days, prices        on which day something is carried out, and what it costs

Licences, and the subscriptions that they are, are PbxPort's, whose users and devices need them; here are the operations.
"""

from ngnprov.calls.port import Events, Port
from ngnprov.ports.order.copying import COPYING
from ngnprov.ports.order.hooks import DATED, examine, in_use
from ngnprov.ports.order.moving import MOVING
from ngnprov.ports.order.names import NAMESPACE
from ngnprov.ports.order.orders.operations import OrderOrders
from ngnprov.ports.order.subscriptions.operations import OrderSubscriptions
from ngnprov.ports.order.terms.operations import OrderTerms

PORT = Port(
    name="order",
    title="OrderPort",
    namespace=NAMESPACE,
    type_namespace=NAMESPACE,
    services=(OrderTerms, OrderOrders, OrderSubscriptions),
    floor=5,
    offers=("prices", "service"),
    in_use=in_use,
    moving=MOVING,
    copying=COPYING,
    examine=examine,
    dated=DATED,
    events=Events(
        {"order ": "order", "terms ": "terms"},
        states={"order": ("scheduled", "fulfilled", "cancelled", "rejected")},
    ),
)
