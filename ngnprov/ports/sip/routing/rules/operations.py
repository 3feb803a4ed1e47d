# SPDX-License-Identifier: Apache-2.0
"""Gateway rules on the wire (sip.md 2.1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import GatewayUnknown, RuleUnknown
from ngnprov.ports.sip.permissions import READ_ROUTING, WRITE_ROUTING
from ngnprov.ports.sip.routing.rules import service
from ngnprov.ports.sip.routing.rules.types import GatewayRule, GatewayRulePage, GatewayRuleQuery
from ngnprov.ports.sip.routing.rules.wire import (
    GatewayRuleAnswer,
    GatewayRuleFields,
    GatewayRulePageAnswer,
    GatewayRuleQueryFields,
)
from ngnprov.ports.sip.types import Done
from ngnprov.soap.port_service import PortService, listing, operation
from ngnprov.soap.types import Id

_changing = partial(operation, may=WRITE_ROUTING)


class SipGatewayRules(PortService):
    """Gateway rules: how a number is changed for a gateway."""

    @_changing(GatewayRule, returns=GatewayRule, faults=(MissingInput, InvalidValue, GatewayUnknown))
    def addGatewayRule(call: Call, rule: GatewayRuleFields) -> GatewayRuleAnswer:
        """Create a rule of a gateway; answers the stored rule."""
        return service.add_rule(call, rule)

    @_changing(GatewayRule, returns=Done, faults=(MissingInput, InvalidValue, RuleUnknown, GatewayUnknown))
    def updateGatewayRule(call: Call, rule: GatewayRuleFields) -> bool:
        """Change the members given; another gateway takes the rule."""
        return service.update_rule(call, rule)

    @_changing(Id(), returns=Done, faults=(RuleUnknown,))
    def deleteGatewayRule(call: Call, id: int) -> bool:
        """Remove a rule."""
        return service.delete_rule(call, id)

    @listing(GatewayRuleQuery, returns=GatewayRulePage, may=READ_ROUTING)
    def getGatewayRules(call: Call, query: GatewayRuleQueryFields | None) -> GatewayRulePageAnswer:
        """Gateway rules that match: a slice of them, and how many there are in all."""
        return service.get_rules(call, query or {})
