# SPDX-License-Identifier: Apache-2.0
"""Which rewrite rule set a SIP domain has, and what it does to a number (pbx.md 10)."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.ports.pbx.rewriting import matching, store
from ngnprov.ports.pbx.rewriting.service import answer_of, require_direction, require_usable
from ngnprov.ports.pbx.rewriting.store import RuleSet
from ngnprov.ports.pbx.rewriting.wire import RewriteRuleSetAnswer, RewrittenNumberAnswer
from ngnprov.ports.sip.domains.service import DOMAINS, lock_domain
from ngnprov.zonefiles import hostnames


def set_rewrite_rules(call: Call, domain: str, name: str) -> RewriteRuleSetAnswer:
    """Let a SIP domain have a set, or with an empty name none (W6). Raises MissingInput, DomainUnknown, RuleSetUnknown."""
    found = lock_domain(call, required(domain, "domain"), "domain")
    wanted = require_usable(call, name, found.reseller, "set") if name else None
    assign(call, found, wanted)
    return answer_of(call, wanted)


def assign(call: Call, domain: Any, wanted: RuleSet | None) -> None:
    """Let a SIP domain that is locked have a set that :func:`require_usable` has found, or none."""
    present = store.of_domain(call.unit, domain.domain, domain.reseller)
    if (present and present.id) == (wanted and wanted.id):
        return
    store.assign(call.unit, domain.domain, wanted.id if wanted else None)
    before, after = ({"set": each.name if each else ""} for each in (present, wanted))
    subject = f"PBX rewriting of SIP domain {domain.domain}"
    call.changed(subject, before, after, domain.customer, undo_by=[_step(domain.domain, present)])


def test_rewrite(call: Call, domain: str, number: str, direction: str) -> RewrittenNumberAnswer:
    """What the rules of a SIP domain in scope make of a number (W7). Raises MissingInput, DomainUnknown, InvalidValue."""
    name = hostnames.lower(required(domain, "domain"))
    given = matching.number(required(number, "number"), "number")
    require_direction(direction, "direction")
    owner = DOMAINS.get(call, name, field="domain")
    found = store.of_domain(call.unit, owner.domain, owner.reseller)
    if found is None:
        return RewrittenNumberAnswer(number=given, set="", rule=0)
    done = matching.rewrite(store.rules_of(call.unit, found.id), given, direction)
    return RewrittenNumberAnswer(number=done.number, set=found.name, rule=done.rule)


def steps_of(call: Call, domain: Any) -> list[Step]:
    """What gives a SIP domain its set again that goes with it."""
    present = store.of_domain(call.unit, domain.domain, domain.reseller)
    return [] if present is None else [_step(domain.domain, present)]


def _step(domain: str, present: RuleSet | None) -> Step:
    return Step("pbx", "setRewriteRules", {"domain": domain, "set": present.name if present else ""})
