# SPDX-License-Identifier: Apache-2.0
"""Account ids: how an extension is called on the whole platform (pbx.md E3).

::

    ph{customer}x{number}      users and groups: the number with its zeros
    ph{customer}aa{count}      auto attendants, counted from 1
    ph{customer}p              the pilot, which has no number
    ph{customer}d{count}       devices, counted from 1; their accounts are no extensions

The letters keep the digits apart: two ids are equal only if all of their parts are.
"""

import re
from typing import NamedTuple

_FORM = re.compile(r"ph([1-9][0-9]{0,9})(?:x([0-9]{2,8})|aa([1-9][0-9]{0,8})|p)").fullmatch


class AccountId(NamedTuple):
    """The parts of an account id; at most one of ``number`` and ``attendant`` is there."""

    customer: int
    number: str = ""
    attendant: int = 0

    def __str__(self) -> str:
        if self.number:
            return f"ph{self.customer}x{self.number}"
        return f"ph{self.customer}aa{self.attendant}" if self.attendant else f"ph{self.customer}p"


def parse(text: str) -> AccountId | None:
    """The parts of an account id; None for any other text."""
    found = _FORM(text)
    if found is None or not text.isascii():
        return None
    customer, number, attendant = found.groups()
    return AccountId(int(customer), number or "", int(attendant or 0))
