# SPDX-License-Identifier: Apache-2.0
"""Types of moving a customer to another reseller (tenant.md 20)."""

from ngnprov.ports.tenant.types import TenantRecord
from ngnprov.soap.types import Id, Int, ListOf, Text


class TenantMove(TenantRecord):
    """Which customer goes to which reseller; with a contact and a billing profile of this one instead of copies of the
    former ones, and with another product type, where these are named."""

    customer = reseller = Id()
    contactId = billingProfileId = Id()
    productType = Text(32)


class MoveImpact(TenantRecord):
    """What a move means for records of a kind, or for one of them by its name. ``code`` and ``text`` are those of the fault
    with which it stands against the move, 0 and empty when it does not."""

    kind = Text(64)
    name = Text(255)
    records = Int(0)
    code = Int(0)
    text = Text(1024)


class MoveQuote(TenantRecord):
    """What a move means, and what this quote is known by."""

    customer = formerReseller = reseller = Id()
    impacts = ListOf(MoveImpact)
    quoteDigest = Text(64)
