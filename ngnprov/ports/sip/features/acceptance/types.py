# SPDX-License-Identifier: Apache-2.0
"""Types of accept rules (sip.md 4.10)."""

from ngnprov.soap.types import Int, ListOf, Part, Record, Text

_MINUTES_OF_A_YEAR = 366 * 24 * 60
_EVERY_DAY = 127

GroupNames = ListOf(Text(64))


class PersistentRule(Record):
    """A weekly rule: on these ``days``, from ``start`` to ``stop``, callers in these ``groups`` are accepted.

    Days are added up: Monday 1, Tuesday 2, ... Sunday 64. Times are HH:MM in the account's time zone. Groups are those of the
    phonebook, everybody or nobody.
    """

    days = Int(0, _EVERY_DAY)
    start = stop = Text(5)
    groups = GroupNames


class TemporaryRule(Record):
    """A rule for the next ``duration`` minutes; in answers, the minutes left. Without groups there is no such rule."""

    groups = GroupNames
    duration = Int(0, _MINUTES_OF_A_YEAR)


class AcceptRules(Record):
    """Weekly rules, and the temporary rule that overrides them while it lasts."""

    persistent = ListOf(PersistentRule)
    temporary = Part(TemporaryRule)


class AcceptRulesResult(Record):
    """The accept rules of an account, and the groups that can be named in them."""

    rules = Part(AcceptRules)
    nonEmptyGroups = GroupNames
