# SPDX-License-Identifier: Apache-2.0
"""The items of a list in their order, each of its kind (W-F, W-A; SOAP 1.1, 5.4.2.1 and 5.4.2.2)."""

import re
from collections.abc import Iterable

from ngnprov.errors import InvalidValue, Refusal
from ngnprov.soap.namespaces import ARRAY_TYPE, OFFSET, POSITION, TYPES
from ngnprov.soap.reading.kinds import BLANKS, ITEMS, KIND
from ngnprov.soap.reading.tree import Element, renamed

_INDEX = re.compile(r"\[[ \t\r\n]*([0-9]{1,9})[ \t\r\n]*\]").fullmatch
_SAYS_TYPE = frozenset({KIND, *TYPES})


def items(array: Element) -> Iterable[Element]:
    """The items, by ``SOAP-ENC:position`` where they say one; one that says none follows the item before it.

    Those that say no type have that of the ``arrayType``, if it is one that is heard. An item may stand elsewhere too, by
    reference, and be of another kind there; so it is not marked, but another in its place.
    Raises InvalidValue for two items of one position and for a gap, for a part of a list (an offset that is not zero) and
    for an array of more than one dimension.
    """
    kind: str | None = None
    said = array.get(ARRAY_TYPE)
    if said is not None:
        if "," in said:
            raise InvalidValue("must be a list of one dimension")
        kind = array.get(ITEMS)
    offset = array.get(OFFSET)
    if offset is not None and _index(offset):
        raise InvalidValue("must be a whole list, from its first item")
    ordered: Iterable[Element] = array
    for item in array:
        if item.get(POSITION) is not None:
            ordered = _placed(array)
            break
    return ordered if kind is None else (_of_kind(kind, item) for item in ordered)


def _of_kind(kind: str, item: Element) -> Element:
    if not item.attrib.keys().isdisjoint(_SAYS_TYPE):
        return item
    other = renamed(item, item.tag)
    other.set(KIND, kind)
    return other


def _placed(array: Element) -> list[Element]:
    placed: dict[int, Element] = {}
    position = -1
    for number, item in enumerate(array):
        said = item.get(POSITION)
        try:
            position = position + 1 if said is None else _index(said)
        except Refusal as refusal:
            refusal.field = str(number)
            raise
        if position in placed:
            raise InvalidValue("has two items of one position")
        placed[position] = item
    if max(placed) != len(placed) - 1:
        raise InvalidValue("has a gap between the positions of its items")
    return [placed[position] for position in range(len(placed))]


def _index(written: str) -> int:
    found = _INDEX(written.strip(BLANKS))
    if found is None:
        raise InvalidValue("has a position or offset that is not one number in brackets")
    return int(found[1])
