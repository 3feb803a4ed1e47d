# SPDX-License-Identifier: Apache-2.0
"""Rows of several records at once, such as the mappings of several numbers, by the record to which they belong."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ngnprov.db.unit import Row

T = TypeVar("T")


def grouped(rows: Iterable[Row], make: Callable[..., T]) -> dict[Any, list[T]]:
    """By the first value of the rows what ``make`` makes of the others, in their order; whoever has no row is left out."""
    found: dict[Any, list[T]] = {}
    for key, *others in rows:
        found.setdefault(key, []).append(make(*others))
    return found
