# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from typing import Literal, NamedTuple, TypedDict

CallDiversionsFields = TypedDict("CallDiversionsFields", {
    "func": str, "fnol": str, "fbus": str, "fnoa": str, "funv": str,
}, total=False)
"""What was supplied of a CallDiversions."""


CallDiversionsMember = Literal[
    "func", "fnol", "fbus", "fnoa", "funv",
]


class CallDiversionsAnswer(NamedTuple):
    """A CallDiversions as it is answered, in wire order."""

    func: str
    fnol: str
    fbus: str
    fnoa: str
    funv: str
