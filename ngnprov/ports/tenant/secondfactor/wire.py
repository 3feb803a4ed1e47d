# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple


class SecondFactorAnswer(NamedTuple):
    """A SecondFactor as it is answered, in wire order."""

    secret: str
    uri: str
    recovery_codes: Sequence[str]
