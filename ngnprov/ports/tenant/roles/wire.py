# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypedDict

RoleFields = TypedDict("RoleFields", {
    "reseller": int, "code": str, "name": str, "permissions": list[str], "built_in": bool, "change_date": str,
}, total=False)
"""What was supplied of a Role."""


RoleMember = Literal[
    "reseller", "code", "name", "permissions", "built_in", "change_date",
]


class RoleAnswer(NamedTuple):
    """A Role as it is answered, in wire order."""

    reseller: int
    code: str
    name: str
    permissions: Sequence[str]
    built_in: bool
    change_date: str
