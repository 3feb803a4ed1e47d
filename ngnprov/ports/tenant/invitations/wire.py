# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import NamedTuple


class InvitationAnswer(NamedTuple):
    """A Invitation as it is answered, in wire order."""

    id: int
    user: int
    email: str
    expires: str
