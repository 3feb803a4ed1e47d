# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import TypedDict


class OrderByFields(TypedDict, total=False):
    """What was supplied of a OrderBy."""

    attribute: str
    direction: str


class RangeFields(TypedDict, total=False):
    """What was supplied of a Range."""

    start: int
    count: int
