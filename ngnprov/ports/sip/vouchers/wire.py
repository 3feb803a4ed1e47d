# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import TypedDict

PrepaidCardFields = TypedDict("PrepaidCardFields", {
    "id": int, "number": str,
}, total=False)
"""What was supplied of a PrepaidCard."""
