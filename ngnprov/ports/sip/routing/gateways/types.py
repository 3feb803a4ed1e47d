# SPDX-License-Identifier: Apache-2.0
"""Types of gateways (sip.md 4.5)."""

from ngnprov.soap.types import Id, Int, Record, Text, page_of, query_of


class Gateway(Record):
    """Where a carrier takes calls. ``carrier`` is its name and ``reseller`` its reseller; both are only read."""

    id = Id()
    name = Text(255)
    carrier_id = Id()
    carrier = Text(255)
    transport = Text(16)
    ip = Text(255)
    port = Int(0, 65535)
    reseller = Id()
    changeDate = Text(64)


class GatewayFilter(Record):
    """What getGateways filters by; ``customer`` is taken and ignored, as gateways have none."""

    id = carrier_id = customer = reseller = Id()
    name = Text(1024)


GatewayQuery = query_of("GatewayQuery", "gateways", GatewayFilter)
GatewayPage = page_of("GatewayPage", "gateways", gateways=Gateway)
