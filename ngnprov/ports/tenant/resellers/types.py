# SPDX-License-Identifier: Apache-2.0
"""Types of the profiles of resellers (tenant.md 10)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Flag, Id, Int, ListOf, Text

LONGEST_TRIAL = 365
"""Days."""


class QuotaMessage(TenantRecord):
    """A reseller's own words for a limit that is reached, by the code of the fault."""

    code = Int(0)
    text = Text(255)


class ResellerProfile(TenantRecord):
    """What a reseller may do with its tenants, and how it shows itself. ``thresholds`` are per cent of a limit."""

    reseller = Id()
    trialAllowed = Flag()
    trialMaxDays = Int(1, LONGEST_TRIAL)
    strictHandDown = Flag()
    brandName = Text(100)
    currency = Text(3)
    secondFactorRequired = Flag()
    quotaMessages = ListOf(QuotaMessage)
    thresholds = ListOf(Int(0, 100))
    version = Int(0)
    changeDate = Text(64)
