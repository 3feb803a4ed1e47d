# SPDX-License-Identifier: Apache-2.0
"""What a list of weekly rules means (sip.md 5.11): one for each mask of days, found again when a client lost the masks."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip.features.acceptance.wire import PersistentRuleFields
from ngnprov.ports.sip.features.phonebook.groups import groups_of_rule

EVERY_DAY = 127

_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]").fullmatch
_MIDNIGHT, _END_OF_DAY = "00:00", "24:00"


class WeeklyRule(NamedTuple):
    """Whose calls are accepted on these days between these times; ``days`` is a mask, Monday 1 to Sunday 64."""

    days: int
    start: str
    stop: str
    groups: tuple[str, ...]

    def is_like(self, other: "WeeklyRule") -> bool:
        """Are times and groups the same?"""
        return self[1:3] == other[1:3] and set(self.groups) == set(other.groups)


def read_weekly(given: Sequence[PersistentRuleFields], stored: Sequence[WeeklyRule], path: str) -> list[WeeklyRule]:
    """The rules that a client means; the last of a mask counts, and rules without groups are dropped.

    CDRTool's "do not disturb" switch sends back the rules it read without their days. Such a rule has the days of the stored
    one with the same times and groups, each used once, in stored order, and none that another given rule has already; when
    there is none, it is for every day. Raises MissingInput or InvalidValue below ``path``.
    """
    rules = []
    for position, item in enumerate(given):
        groups = groups_of_rule(item.get("groups", ()), f"{path}.{position}.groups")
        if groups:
            rules.append(WeeklyRule(item.get("days", 0), *_times(item, f"{path}.{position}"), groups))
    named = {rule.days for rule in rules}
    unused = [rule for rule in stored if rule.days not in named]
    found: dict[int, WeeklyRule] = {}
    for rule in rules:
        days = rule.days or _days_of(rule, unused)
        found.pop(days, None)
        found[days] = rule._replace(days=days)
    return list(found.values())


def _days_of(rule: WeeklyRule, unused: list[WeeklyRule]) -> int:
    """The days of the first unused rule like this one, which is used then."""
    match = next((each for each in unused if rule.is_like(each)), None)
    if match is None:
        return EVERY_DAY
    unused.remove(match)
    return match.days


def _times(item: PersistentRuleFields, path: str) -> tuple[str, str]:
    """Start and stop. A rule may run over midnight, but not from 00:00 to 00:00, which could be all day or never."""
    start, stop = _time(item, "start", path), _time(item, "stop", path)
    if start == stop == _MIDNIGHT:
        raise InvalidValue("must not be 00:00 as the start is; the whole day is 00:00 to 24:00", field=f"{path}.stop")
    return start, stop


def _time(item: PersistentRuleFields, name: Literal["start", "stop"], path: str) -> str:
    written = required(item.get(name), f"{path}.{name}")
    if not _CLOCK(written) and not (name == "stop" and written == _END_OF_DAY):
        raise InvalidValue("must be a time of day as HH:MM", field=f"{path}.{name}")
    return written
