# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class EntitlementAnswer(NamedTuple):
    """A Entitlement as it is answered, in wire order."""

    kind: str
    holder: int
    limit: int
    unlimited: bool
    used: int
    left: int
    wanted: int
    bites: bool
