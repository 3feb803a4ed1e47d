# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple


class SuspensionAnswer(NamedTuple):
    """A Suspension as it is answered, in wire order."""

    level: str
    reason: str
    since: str


class EndingAnswer(NamedTuple):
    """A Ending as it is answered, in wire order."""

    kind: str
    records: int


class DeletionQuoteAnswer(NamedTuple):
    """A DeletionQuote as it is answered, in wire order."""

    customer: int
    has: Sequence[EndingAnswer]
    quote_digest: str


class DeletionAnswer(NamedTuple):
    """A Deletion as it is answered, in wire order."""

    customer: int
    removed: Sequence[EndingAnswer]
    stays: Sequence[EndingAnswer]


class TerminationAnswer(NamedTuple):
    """A Termination as it is answered, in wire order."""

    customer: int
    terminate_date: str
    restorable_until: str
    ends: Sequence[EndingAnswer]
