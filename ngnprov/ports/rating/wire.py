# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

RatingEntityProfilesFields = TypedDict("RatingEntityProfilesFields", {
    "entity": str, "profile_weekday": str, "profile_weekday_alt": str, "profile_weekend": str,
    "profile_weekend_alt": str, "timezone": str, "increment": int, "min_duration": int, "reseller_id": int,
}, total=False)
"""What was supplied of a RatingEntityProfiles."""


RatingEntityProfilesMember = Literal[
    "entity", "profile_weekday", "profile_weekday_alt", "profile_weekend", "profile_weekend_alt", "timezone",
    "increment", "min_duration", "reseller_id",
]


class RatingEntityProfilesAnswer(NamedTuple):
    """A RatingEntityProfiles as it is answered, in wire order."""

    entity: str
    profile_weekday: str
    profile_weekday_alt: str
    profile_weekend: str
    profile_weekend_alt: str
    timezone: str
    increment: int
    min_duration: int
    reseller_id: int
