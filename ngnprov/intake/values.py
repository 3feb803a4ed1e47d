# SPDX-License-Identifier: Apache-2.0
"""Texts of a file as members of wire types: what the wire would not take or could not answer does not come in otherwise."""

from collections.abc import Callable, Mapping
from typing import Any

from ngnprov.errors import InvalidValue, Refusal
from ngnprov.soap.characters import are_legal
from ngnprov.soap.reading.scalars import compile_scalar
from ngnprov.soap.types import WireType, members

Read = Callable[[str], Any]
UNREADABLE = "has control characters, or others that XML does not allow"


def readers(record: WireType, *names: str) -> dict[str, Read]:
    """How texts are read that stand for members of ``record``: in the forms and bounds that it declares for the wire.

    A reader raises InvalidType or InvalidValue, too, for characters that XML cannot carry.
    """
    declared = members(record)
    return {name: reader(declared[name]) for name in names}


def read(by: Mapping[str, Read], texts: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, Refusal]]]:
    """The values that texts stand for, by name, and what is wrong with the others: name and refusal of each."""
    values: dict[str, Any] = {}
    wrong: list[tuple[str, Refusal]] = []
    for name, text in texts.items():
        try:
            values[name] = by[name](text)
        except Refusal as refusal:
            wrong.append((name, refusal))
    return values, wrong


def reader(declared: WireType) -> Read:
    """How a text is read that stands for a single value. It raises InvalidType or InvalidValue."""
    convert = compile_scalar(declared)

    def read(text: str) -> Any:
        if not are_legal(text):
            raise InvalidValue(UNREADABLE)
        return convert(text)

    return read
