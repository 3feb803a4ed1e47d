# SPDX-License-Identifier: Apache-2.0
"""What services ask of the fields that were supplied."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ngnprov.errors import InvalidValue, MissingInput, Refusal

V = TypeVar("V")


def wire_name(member: str) -> str:
    """``first_name`` -> ``firstName``: how a member is called in a field."""
    first, *others = member.split("_")
    return first + "".join(map(str.capitalize, others))


def required(value: V | None, field: str) -> V:
    """A value that must be there, and be neither empty nor 0. Raises MissingInput on ``field``."""
    if not value:
        raise MissingInput("must not be empty", field=field)
    return value


def composed(text: str, field: str, allowed: str = "") -> str:
    """What people write: composed (NFC), with no control characters but those ``allowed``. Raises InvalidValue."""
    if any(unicodedata.category(each) == "Cc" and each not in allowed for each in text):
        raise InvalidValue("must not have control characters", field=field)
    return unicodedata.normalize("NFC", text)


@contextmanager
def part_of(path: str) -> Iterator[None]:
    """Have refusals of a record that is part of another one name their field as it is called there."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field is not None:
            refusal.field = f"{path}.{refusal.field}"
        raise


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
