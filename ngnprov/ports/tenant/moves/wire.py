# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

TenantMoveFields = TypedDict("TenantMoveFields", {
    "customer": int, "reseller": int, "contact_id": int, "billing_profile_id": int, "product_type": str,
}, total=False)
"""What was supplied of a TenantMove."""


class MoveImpactAnswer(NamedTuple):
    """A MoveImpact as it is answered, in wire order."""

    kind: str
    name: str
    records: int
    code: int
    text: str


class MoveQuoteAnswer(NamedTuple):
    """A MoveQuote as it is answered, in wire order."""

    customer: int
    former_reseller: int
    reseller: int
    impacts: Sequence[MoveImpactAnswer]
    quote_digest: str
