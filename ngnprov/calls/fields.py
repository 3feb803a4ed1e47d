# SPDX-License-Identifier: Apache-2.0
"""What services ask of the fields that were supplied."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol, TypeVar

from ngnprov.errors import InvalidValue, LimitReached, MissingInput, Refusal

V = TypeVar("V")


def wire_name(member: str) -> str:
    """``first_name`` -> ``firstName``: how a member is called in a field."""
    first, *others = member.split("_")
    return first + "".join(map(str.capitalize, others))


class Named(Protocol):
    """A column."""

    name: str


N = TypeVar("N", bound=Named)


def by_wire_name(*columns: N) -> dict[str, N]:
    """Columns as orders of a list: each by its member's name on the wire, shadows by that of what they are folded from."""
    return {wire_name(column.name.removesuffix("_fold")): column for column in columns}


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
def part_of(path: str, name: str = "") -> Iterator[None]:
    """Have refusals of a record that is part of another one name their field as it is called there.

    ``path`` is where the record stands under its own name; or, with this ``name``, under another one, which ``path`` ends in.
    """
    try:
        yield
    except Refusal as refusal:
        if refusal.field is not None:
            within = refusal.field.removeprefix(name).removeprefix(".")
            refusal.field = f"{path}.{within}" if within else path
        raise


@contextmanager
def fields_as(names: Mapping[str, str], otherwise: str, unnamed: str | None = None) -> Iterator[None]:
    """Have refusals of a record that is made for another one name the field of that which says so: by ``names``, else this
    one; limits that name none name the field ``unnamed``."""
    try:
        yield
    except Refusal as refusal:
        if refusal.field is not None:
            refusal.field = names.get(refusal.field, otherwise)
        elif isinstance(refusal, LimitReached):
            refusal.field = unnamed
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
