# SPDX-License-Identifier: Apache-2.0
"""Types of billing profiles (tenant.md 2)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Text, page_of, query_of

LONGEST_PROFILE = 25
"""As in the tables of CDRTool (rating.md 2)."""


class BillingProfile(TenantRecord):
    """How tenants are charged; the four names are those of rating profiles, as RatingPort has them."""

    id = reseller = Id()
    handle = Text(32)
    name = Text(100)
    prepaid = Flag()
    currency = Text(3)
    profileWeekday = profileWeekdayAlt = profileWeekend = profileWeekendAlt = Text(LONGEST_PROFILE)
    changeDate = Text(64)


class BillingProfileFilter(TenantRecord):
    """What getProfiles of BillingPort filters by."""

    id = reseller = Id()
    handle = name = Text(1024)
    prepaid = Flag()


BillingProfileQuery = query_of("BillingProfileQuery", "billing profiles", BillingProfileFilter)
BillingProfilePage = page_of("BillingProfilePage", "billing profiles", profiles=BillingProfile)
