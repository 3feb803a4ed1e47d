# SPDX-License-Identifier: Apache-2.0
"""A list that is too long for memory, on its way from the database to the wire: both know it, and not each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stream:
    """A long list: ``count`` rows in all, in batches. Encoded batch by batch in bounded memory."""

    count: int
    batches: Iterable[list[tuple[Any, ...]]]
