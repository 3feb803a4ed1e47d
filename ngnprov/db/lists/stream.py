# SPDX-License-Identifier: Apache-2.0
"""A list that is too long for memory, on its way from the database to the wire."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Stream(Generic[T]):
    """A long list: ``count`` rows in all, in batches. Encoded batch by batch in bounded memory."""

    count: int
    batches: Iterable[Sequence[T]]


Listed = Sequence[T] | Stream[T]
"""What a list operation answers: rows in memory, or when there are many a stream of them."""
