# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict


class PersistentRuleFields(TypedDict, total=False):
    """What was supplied of a PersistentRule."""

    days: int
    start: str
    stop: str
    groups: list[str]


PersistentRuleMember = Literal[
    "days",
    "start",
    "stop",
    "groups",
]


class PersistentRuleAnswer(NamedTuple):
    """A PersistentRule as it is answered, in wire order."""

    days: int
    start: str
    stop: str
    groups: Sequence[str]


class TemporaryRuleFields(TypedDict, total=False):
    """What was supplied of a TemporaryRule."""

    groups: list[str]
    duration: int


TemporaryRuleMember = Literal[
    "groups",
    "duration",
]


class TemporaryRuleAnswer(NamedTuple):
    """A TemporaryRule as it is answered, in wire order."""

    groups: Sequence[str]
    duration: int


class AcceptRulesFields(TypedDict, total=False):
    """What was supplied of a AcceptRules."""

    persistent: list[PersistentRuleFields]
    temporary: TemporaryRuleFields


AcceptRulesMember = Literal[
    "persistent",
    "temporary",
]


class AcceptRulesAnswer(NamedTuple):
    """A AcceptRules as it is answered, in wire order."""

    persistent: Sequence[PersistentRuleAnswer]
    temporary: TemporaryRuleAnswer


class AcceptRulesResultAnswer(NamedTuple):
    """A AcceptRulesResult as it is answered, in wire order."""

    rules: AcceptRulesAnswer
    non_empty_groups: Sequence[str]
