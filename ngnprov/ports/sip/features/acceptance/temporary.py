# SPDX-License-Identifier: Apache-2.0
"""What a temporary rule means (sip.md 5.11): how long it lasts, and what is left of it."""

from datetime import timedelta
from typing import NamedTuple

from ngnprov import clock
from ngnprov.ports.sip.features.acceptance.wire import TemporaryRuleFields
from ngnprov.ports.sip.features.phonebook.groups import EVERYBODY, groups_of_rule

_MINUTE = timedelta(minutes=1)


class TemporaryRule(NamedTuple):
    """Whose calls are accepted until the time ``ends``; "" until it is switched off."""

    groups: tuple[str, ...]
    ends: str

    def is_over(self, now: str) -> bool:
        """Has it ended?"""
        return self.ends != "" and self.ends <= now

    def minutes_left(self, now: str) -> int:
        """Minutes that it still lasts, rounded up; 0 until it is switched off."""
        return -((clock.moment(now) - clock.moment(self.ends)) // _MINUTE) if self.ends else 0


def given_of_temporary(rule: TemporaryRule | None, now: str) -> TemporaryRuleFields:
    """A stored rule, None for none, as a caller would give it."""
    return {"groups": []} if rule is None else {"groups": list(rule.groups), "duration": rule.minutes_left(now)}


def read_temporary(
    given: TemporaryRuleFields, running: TemporaryRule | None, now: str, path: str
) -> TemporaryRule | None:
    """The rule that a client means, None for none. ``running`` is the one in force.

    Without groups there is no rule. Without a duration the groups that are in force keep their end: CDRTool's page has no
    such field while a timed rule is in force. Other groups then last until they are switched off, and everybody means no rule.
    Raises InvalidValue below ``path``.
    """
    groups = groups_of_rule(given.get("groups", ()), f"{path}.groups")
    if not groups:
        return None
    minutes = given.get("duration", 0)
    if minutes:
        return TemporaryRule(groups, clock.text(clock.moment(now) + minutes * _MINUTE))
    if running is not None and set(running.groups) == set(groups):
        return running
    return None if EVERYBODY in groups else TemporaryRule(groups, "")
