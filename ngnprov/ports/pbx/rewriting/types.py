# SPDX-License-Identifier: Apache-2.0
"""Types of rewrite rule sets (pbx.md 10)."""

from ngnprov.ports.pbx.names import LONGEST_TITLE
from ngnprov.ports.pbx.types import PbxRecord
from ngnprov.soap.types import Id, Int, ListOf, Text, page_of, query_of

LONGEST_PATTERN = 255


class RewriteRule(PbxRecord):
    """In numbers of a ``direction`` the part that the regular expression ``match`` finds becomes ``replace``.

    ``direction`` is caller-in, callee-in, caller-out or callee-out; \\1 to \\9 in ``replace`` are the groups of ``match``.
    """

    direction = Text(32, example="callee-out")
    match = Text(LONGEST_PATTERN, example="^0([1-9][0-9]+)$")
    replace = Text(LONGEST_PATTERN, example="43\\1")
    description = Text(255)


class RewriteRuleSet(PbxRecord):
    """Rules in order: the first of a direction that matches applies, once. Known by ``name`` and ``reseller``, 0 for the
    provider's own, which all resellers may use.
    """

    name = Text(LONGEST_TITLE, example="Austria")
    description = Text(255)
    rules = ListOf(RewriteRule)
    reseller = Id()
    version = Int(0)
    changeDate = Text(64)


class RewriteRuleSetFilter(PbxRecord):
    """What getRewriteRuleSets filters by."""

    name = Text(1024)
    reseller = Id()


RewriteRuleSetQuery = query_of("RewriteRuleSetQuery", "rewrite rule sets", RewriteRuleSetFilter)
RewriteRuleSetPage = page_of("RewriteRuleSetPage", "rewrite rule sets", sets=RewriteRuleSet)


class RewrittenNumber(PbxRecord):
    """A number as it is after the rules of a domain; ``rule`` is the place in ``set`` of the one that matched, 0 for none."""

    number = Text(65535)
    set = Text(LONGEST_TITLE)
    rule = Int(0)
