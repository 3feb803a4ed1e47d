# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import TypedDict

OrderByFields = TypedDict("OrderByFields", {
    "attribute": str, "direction": str,
}, total=False)
"""What was supplied of a OrderBy."""


RangeFields = TypedDict("RangeFields", {
    "start": int, "count": int,
}, total=False)
"""What was supplied of a Range."""
