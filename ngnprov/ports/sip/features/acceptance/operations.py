# SPDX-License-Identifier: Apache-2.0
"""Accept rules on the wire (sip.md 2.5)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountUnknown
from ngnprov.ports.sip.features.acceptance import service
from ngnprov.ports.sip.features.acceptance.types import AcceptRules, AcceptRulesResult
from ngnprov.ports.sip.features.acceptance.wire import AcceptRulesFields, AcceptRulesResultAnswer
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation, reading


class SipAcceptRules(PortService):
    """Whose calls an account takes, and when."""

    @operation(
        SipId,
        AcceptRules,
        returns=Done,
        replaces=("rules",),
        faults=(MissingInput, InvalidValue, AccountUnknown),
        may=WRITE,
    )
    def setAcceptRules(call: Call, sipId: SipIdFields, rules: AcceptRulesFields) -> bool:
        """Replace the weekly rules, the temporary rule, or both; what is not given stays."""
        return service.set_accept_rules(call, sipId, rules)

    @reading(SipId, returns=AcceptRulesResult, faults=(MissingInput, AccountUnknown), may=READ)
    def getAcceptRules(call: Call, sipId: SipIdFields) -> AcceptRulesResultAnswer:
        """Weekly rules, the temporary rule with the minutes left, and the groups that have callers."""
        return service.get_accept_rules(call, sipId)
