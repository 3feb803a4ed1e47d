# SPDX-License-Identifier: Apache-2.0
"""Rewrite rule sets on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.pbx.errors import RuleSetExists, RuleSetInUse, RuleSetUnknown
from ngnprov.ports.pbx.permissions import READ_REWRITING, TEST_REWRITING, WRITE_REWRITING
from ngnprov.ports.pbx.rewriting import assigning, service
from ngnprov.ports.pbx.rewriting.types import RewriteRuleSet, RewriteRuleSetPage, RewriteRuleSetQuery, RewrittenNumber
from ngnprov.ports.pbx.rewriting.wire import (
    RewriteRuleSetAnswer,
    RewriteRuleSetFields,
    RewriteRuleSetPageAnswer,
    RewriteRuleSetQueryFields,
    RewrittenNumberAnswer,
)
from ngnprov.ports.sip.errors import DomainUnknown
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Text

_changing = partial(
    operation, RewriteRuleSet, returns=RewriteRuleSet, may=WRITE_REWRITING, versioned="pbx_rewrite_sets"
)
_INPUT = (MissingInput, InvalidValue)


class PbxRewriting(PortService):
    """Rewrite rule sets: how numbers are written in calls to and from the PBX of a SIP domain."""

    @_changing(faults=(*_INPUT, NotAuthorized, RuleSetExists))
    def addRewriteRuleSet(call: Call, set: RewriteRuleSetFields) -> RewriteRuleSetAnswer:
        """Make a set of the caller's reseller; an administrator may name one, and else makes the provider's."""
        return service.add_rule_set(call, set)

    @_changing(faults=(*_INPUT, RuleSetUnknown))
    def updateRewriteRuleSet(call: Call, set: RewriteRuleSetFields) -> RewriteRuleSetAnswer:
        """Change the members given of a set; rules that are given replace all that it has."""
        return service.update_rule_set(call, set)

    @_changing(faults=(MissingInput, RuleSetUnknown, RuleSetInUse))
    def deleteRewriteRuleSet(call: Call, set: RewriteRuleSetFields) -> RewriteRuleSetAnswer:
        """Remove the set of this name and reseller, which no SIP domain has; answers it as it was."""
        return service.delete_rule_set(call, set)

    @listing(RewriteRuleSetQuery, returns=RewriteRuleSetPage, may=READ_REWRITING)
    def getRewriteRuleSets(call: Call, query: RewriteRuleSetQueryFields | None) -> RewriteRuleSetPageAnswer:
        """Sets that match: a slice of them, and how many there are in all. A reseller sees its own and the provider's."""
        return service.get_rule_sets(call, query or {})

    @operation(
        *(Text(255), Text(1024, example="Austria")),
        returns=RewriteRuleSet,
        faults=(MissingInput, DomainUnknown, RuleSetUnknown),
        may=WRITE_REWRITING,
        optional=("set",),
    )
    def setRewriteRules(call: Call, domain: str, set: str | None = None) -> RewriteRuleSetAnswer:
        """Let a SIP domain have the set of this name, or without a name none; answers the set, one without a name for none."""
        return assigning.set_rewrite_rules(call, domain, set or "")

    @reading(
        *(Text(255), Text(255, example="0660123456"), Text(32, example="callee-out")),
        returns=RewrittenNumber,
        faults=(*_INPUT, DomainUnknown),
        may=TEST_REWRITING,
    )
    def testRewrite(call: Call, domain: str, number: str, direction: str) -> RewrittenNumberAnswer:
        """What the rules of a SIP domain make of a number."""
        return assigning.test_rewrite(call, domain, number, direction)
