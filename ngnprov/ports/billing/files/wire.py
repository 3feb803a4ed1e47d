# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class InvoiceFileAnswer(NamedTuple):
    """A InvoiceFile as it is answered, in wire order."""

    name: str
    media_type: str
    sha256: str
    content: str
