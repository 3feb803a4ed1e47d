# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple


class DomainCheckAnswer(NamedTuple):
    """A DomainCheck as it is answered, in wire order."""

    domain: str
    resolvable: bool
    wildcard: bool
    certificate: str
    until: str
    warnings: Sequence[str]
