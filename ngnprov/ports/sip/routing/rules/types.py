# SPDX-License-Identifier: Apache-2.0
"""Types of gateway rules (sip.md 4.5)."""

from ngnprov.soap.types import Id, Int, Record, Text, page_of, query_of


class GatewayRule(Record):
    """How a number is changed for a gateway: ``strip`` digits off its front, then ``prepend`` before it.

    It applies to numbers that begin with ``prefix`` and have ``minLength`` to ``maxLength`` digits, 0 being no limit.
    ``gateway``, ``carrier_id``, ``carrier`` and ``reseller`` are the gateway's and only read.
    """

    id = gateway_id = Id()
    gateway = Text(255)
    carrier_id = Id()
    carrier = Text(255)
    prefix = Text(64)
    strip = Int(0)
    prepend = Text(64)
    minLength = maxLength = Int(0)
    reseller = Id()
    changeDate = Text(64)


class GatewayRuleFilter(Record):
    """What getGatewayRules filters by; ``customer`` is taken and ignored, as rules have none."""

    id = gateway_id = carrier_id = customer = reseller = Id()
    prefix = Text(1024)


GatewayRuleQuery = query_of("GatewayRuleQuery", "gateway rules", GatewayRuleFilter)
GatewayRulePage = page_of("GatewayRulePage", "gateway rules", gateway_rules=GatewayRule)
