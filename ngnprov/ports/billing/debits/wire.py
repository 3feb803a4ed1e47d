# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple


class NotCollectedAnswer(NamedTuple):
    """A NotCollected as it is answered, in wire order."""

    invoice: str
    reason: str


class DebitFileAnswer(NamedTuple):
    """A DebitFile as it is answered, in wire order."""

    name: str
    collections: int
    total: Decimal
    content: str
    skipped: Sequence[NotCollectedAnswer]
