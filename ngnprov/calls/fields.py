# SPDX-License-Identifier: Apache-2.0
"""What services ask of the fields that were supplied."""

import re
from collections.abc import Callable
from typing import TypeVar

from ngnprov.errors import InvalidValue, MissingInput

V = TypeVar("V")


def required(value: V | None, field: str) -> V:
    """A value that must be there, and be neither empty nor 0. Raises MissingInput on ``field``."""
    if not value:
        raise MissingInput("must not be empty", field=field)
    return value


def of_form(pattern: str, rule: str) -> Callable[[str, str], str]:
    """What checks that a text, given with its field, matches a pattern as a whole; it answers the text as written.

    It raises InvalidValue with the ``rule``, which begins with "must".
    """
    matches = re.compile(pattern, re.ASCII).fullmatch

    def check(text: str, field: str) -> str:
        if not matches(text):
            raise InvalidValue(rule, field=field)
        return text

    return check
