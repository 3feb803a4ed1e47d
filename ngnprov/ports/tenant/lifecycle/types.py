# SPDX-License-Identifier: Apache-2.0
"""Types of suspensions and ends (tenant.md 14)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Id, Int, ListOf, Text


class Suspension(TenantRecord):
    """A layer of a suspension: at which level, why, and since when."""

    level = Text(16)
    reason = Text(255)
    since = Text(64)


class Ending(TenantRecord):
    """Records of a kind that end with a tenant, and how many of them."""

    kind = Text(64)
    records = Int(0)


class DeletionQuote(TenantRecord):
    """What a tenant has, and what this quote is known by."""

    customer = Id()
    has = ListOf(Ending)
    quoteDigest = Text(64)


class Deletion(TenantRecord):
    """What was removed with a tenant, and what is kept for the books."""

    customer = Id()
    removed = ListOf(Ending)
    stays = ListOf(Ending)


class Termination(TenantRecord):
    """When a tenant ends or has ended, until when it can be restored, and what ends with it."""

    customer = Id()
    terminateDate = Text(64)
    restorableUntil = Text(64)
    ends = ListOf(Ending)
