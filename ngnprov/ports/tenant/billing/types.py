# SPDX-License-Identifier: Apache-2.0
"""Types of billing profiles (tenant.md 2)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Text

LONGEST_PROFILE = 25
"""As in the tables of CDRTool (rating.md 2)."""


class BillingProfile(TenantRecord):
    """How tenants are charged; the four names are those of rating profiles, as RatingPort has them."""

    id = Id()
    reseller = Id()
    handle = Text(32)
    name = Text(100)
    prepaid = Flag()
    currency = Text(3)
    profileWeekday = Text(LONGEST_PROFILE)
    profileWeekdayAlt = Text(LONGEST_PROFILE)
    profileWeekend = Text(LONGEST_PROFILE)
    profileWeekendAlt = Text(LONGEST_PROFILE)
    changeDate = Text(64)
