# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

PersistentRuleFields = TypedDict("PersistentRuleFields", {
    "days": int, "start": str, "stop": str, "groups": list[str],
}, total=False)
"""What was supplied of a PersistentRule."""


PersistentRuleMember = Literal[
    "days", "start", "stop", "groups",
]


class PersistentRuleAnswer(NamedTuple):
    """A PersistentRule as it is answered, in wire order."""

    days: int
    start: str
    stop: str
    groups: Sequence[str]


TemporaryRuleFields = TypedDict("TemporaryRuleFields", {
    "groups": list[str], "duration": int,
}, total=False)
"""What was supplied of a TemporaryRule."""


TemporaryRuleMember = Literal[
    "groups", "duration",
]


class TemporaryRuleAnswer(NamedTuple):
    """A TemporaryRule as it is answered, in wire order."""

    groups: Sequence[str]
    duration: int


AcceptRulesFields = TypedDict("AcceptRulesFields", {
    "persistent": list[PersistentRuleFields], "temporary": TemporaryRuleFields,
}, total=False)
"""What was supplied of a AcceptRules."""


AcceptRulesMember = Literal[
    "persistent", "temporary",
]


class AcceptRulesAnswer(NamedTuple):
    """A AcceptRules as it is answered, in wire order."""

    persistent: Sequence[PersistentRuleAnswer]
    temporary: TemporaryRuleAnswer


class AcceptRulesResultAnswer(NamedTuple):
    """A AcceptRulesResult as it is answered, in wire order."""

    rules: AcceptRulesAnswer
    non_empty_groups: Sequence[str]
