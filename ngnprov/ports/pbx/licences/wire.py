# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class LicenceAnswer(NamedTuple):
    """A Licence as it is answered, in wire order."""

    kind: str
    required: bool
    ordered: int
    used: int
    free: int
