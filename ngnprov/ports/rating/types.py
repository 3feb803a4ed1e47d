# SPDX-License-Identifier: Apache-2.0
"""The type of rating profiles (rating.md 2)."""

from ngnprov.soap.types import Int, Record, Text

LONGEST_PROFILE = 25
"""As long as a name is in CDRTool's tables."""

Entity = Text(len("subscriber://") + 64 + len("@") + 255, example="subscriber://alice@example.com")
"""``subscriber://user@domain``, ``domain://domain`` or ``gateway://address``."""


class RatingEntityProfiles(Record):
    """The rating profiles of an ``entity``, and the time zone in which its days are reckoned.

    ``increment`` and ``min_duration`` are in seconds. These two and ``reseller_id`` stay as they are where they are not given.
    """

    entity = Entity
    profileWeekday = Text(LONGEST_PROFILE, example="weekday")
    profileWeekdayAlt = Text(LONGEST_PROFILE)
    profileWeekend = Text(LONGEST_PROFILE, example="weekend")
    profileWeekendAlt = Text(LONGEST_PROFILE)
    timezone = Text(64)
    increment = Int(0)
    min_duration = Int(0)
    reseller_id = Int(0)
