# SPDX-License-Identifier: Apache-2.0
"""Entitlements on the wire (pbx.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue
from ngnprov.ports.pbx.entitlements import service
from ngnprov.ports.pbx.entitlements.types import Entitlement
from ngnprov.ports.pbx.entitlements.wire import EntitlementAnswer
from ngnprov.ports.pbx.errors import ProductUnknown
from ngnprov.ports.pbx.permissions import READ_AGREEMENT
from ngnprov.soap.port_service import PortService, reading
from ngnprov.soap.types import Id, ListOf, Text


class PbxEntitlements(PortService):
    """Entitlements: what stands between a customer and one thing more."""

    @reading(
        *(Id(), Text(64, example="extension")),
        returns=ListOf(Entitlement),
        answers="limits",
        may=READ_AGREEMENT,
        faults=(CustomerUnknown, InvalidValue, ProductUnknown),
    )
    def explainLimits(call: Call, customer: int, object: str) -> list[EntitlementAnswer]:
        """Every limit that one more would meet, in the order in which they would refuse it."""
        return service.explain(call, customer, object)
