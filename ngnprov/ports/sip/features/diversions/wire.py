# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

from typing import Literal, NamedTuple, TypedDict


class CallDiversionsFields(TypedDict, total=False):
    """What was supplied of a CallDiversions."""

    func: str
    fnol: str
    fbus: str
    fnoa: str
    funv: str


CallDiversionsMember = Literal[
    "func",
    "fnol",
    "fbus",
    "fnoa",
    "funv",
]


class CallDiversionsAnswer(NamedTuple):
    """A CallDiversions as it is answered, in wire order."""

    func: str
    fnol: str
    fbus: str
    fnoa: str
    funv: str
