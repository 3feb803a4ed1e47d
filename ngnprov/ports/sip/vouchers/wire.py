# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import TypedDict


class PrepaidCardFields(TypedDict, total=False):
    """What was supplied of a PrepaidCard."""

    id: int
    number: str
