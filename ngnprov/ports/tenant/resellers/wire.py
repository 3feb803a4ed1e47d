# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

QuotaMessageFields = TypedDict("QuotaMessageFields", {
    "code": int, "text": str,
}, total=False)
"""What was supplied of a QuotaMessage."""


QuotaMessageMember = Literal[
    "code", "text",
]


class QuotaMessageAnswer(NamedTuple):
    """A QuotaMessage as it is answered, in wire order."""

    code: int
    text: str


ResellerProfileFields = TypedDict("ResellerProfileFields", {
    "reseller": int, "trial_allowed": bool, "trial_max_days": int, "strict_hand_down": bool, "brand_name": str,
    "currency": str, "second_factor_required": bool, "quota_messages": list[QuotaMessageFields],
    "thresholds": list[int], "version": int, "change_date": str,
}, total=False)
"""What was supplied of a ResellerProfile."""


ResellerProfileMember = Literal[
    "reseller", "trial_allowed", "trial_max_days", "strict_hand_down", "brand_name", "currency",
    "second_factor_required", "quota_messages", "thresholds", "version", "change_date",
]


class ResellerProfileAnswer(NamedTuple):
    """A ResellerProfile as it is answered, in wire order."""

    reseller: int
    trial_allowed: bool
    trial_max_days: int
    strict_hand_down: bool
    brand_name: str
    currency: str
    second_factor_required: bool
    quota_messages: Sequence[QuotaMessageAnswer]
    thresholds: Sequence[int]
    version: int
    change_date: str
