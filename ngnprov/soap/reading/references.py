# SPDX-License-Identifier: Apache-2.0
"""Puts referenced values in the place of ``href`` (SOAP 1.1 section 5.4.1), within a budget.

Axis and .NET send even integers as references to siblings of the operation. Nothing is copied: an element that refers
to another gets that one's text, children and attributes, so the tree becomes a graph that reads like a tree. What the other
does not say, of its type for instance, the reference may; the place in a list is always that of the reference. The graph may
stand for more than was sent, since two references share what they refer to; it is measured, each element once, and refused
where it stands for more than a request may say without references.
"""

from typing import NamedTuple

from ngnprov.errors import InvalidValue
from ngnprov.soap.namespaces import ARRAY_TYPE, ENCODING_STYLE, NIL, OFFSET, POSITION, TYPES
from ngnprov.soap.reading.kinds import ITEMS, KIND
from ngnprov.soap.reading.tree import MAX_DEPTH, MAX_ELEMENTS, Element

MAX_TEXT = 1024 * 1024
"""Characters of text that a request with references may stand for; as many as it has itself are always allowed."""

_HEARD = {
    name: frozenset(together)
    for together in (("id",), (KIND, *TYPES), (ITEMS, ARRAY_TYPE), (OFFSET,), (NIL,), (ENCODING_STYLE,))
    for name in together
}
"""The attributes to which anybody listens, but for the position; each with those that say the same thing."""


class _Size(NamedTuple):
    """What an element stands for, itself included. ``levels`` is 1 when it has no children."""

    elements: int
    text: int
    levels: int


class References:
    """The references in the request ``root`` of ``length`` bytes.

    ``named`` holds the ids that any element refers to. Raises :class:`~ngnprov.errors.InvalidValue`, as its methods do.
    """

    def __init__(self, root: Element, length: int) -> None:
        self.named: set[str] = set()
        self._max_text = max(length, MAX_TEXT)
        self._targets: dict[str, Element] = {}
        self._ends: dict[Element, Element | str] = {}  # a text says why there is none
        self._said: dict[Element, dict[str, str]] = {}
        self._sizes: dict[Element, _Size | None] = {}
        for element in root.iter():
            href, name = element.get("href"), element.get("id")
            if href is not None:
                self.named.add(href.removeprefix("#"))
            if name is not None:
                if name in self._targets:
                    raise InvalidValue("two elements have the same id")
                self._targets[name] = element

    def resolve(self, element: Element) -> None:
        """Let ``element`` and all below it read as if there were no references."""
        self._settle(element, 1)

    def find(self, element: Element) -> Element | None:
        """The element in whose place ``element`` stands, itself when it refers to none; None when it points nowhere."""
        end = self._follow(element)
        return None if isinstance(end, str) else end

    def _settle(self, element: Element, level: int) -> _Size:
        end = self._end(element)
        size = self._sizes.get(end)
        if size is None:
            if end in self._sizes:
                raise InvalidValue("a reference points at itself")
            self._sizes[end] = None
            size = self._sizes[end] = self._measure(end, level)
        if level + size.levels - 1 > MAX_DEPTH:
            raise InvalidValue(f"the references of the request nest deeper than {MAX_DEPTH} levels")
        if end is not element:
            said, position = self._said[element], element.get(POSITION)  # of this element in its own list (W-F)
            element.attrib = said if position is None else {**said, POSITION: position}
            element.text, element[:] = end.text, end[:]
        return size

    def _measure(self, element: Element, level: int) -> _Size:
        if level > MAX_DEPTH:
            raise InvalidValue(f"the references of the request nest deeper than {MAX_DEPTH} levels")
        elements, text, levels = 1, len(element.text or ""), 0
        for child in element:
            size = self._settle(child, level + 1)
            elements += size.elements
            text += size.text
            levels = max(levels, size.levels)
            if elements > MAX_ELEMENTS or text > self._max_text:
                raise InvalidValue("the references of the request multiply too much")
        return _Size(elements, text, levels + 1)

    def _end(self, element: Element) -> Element:
        """The element in whose place ``element`` stands, in the end; itself when it refers to none."""
        end = self._follow(element)
        if isinstance(end, str):
            raise InvalidValue(end)
        return end

    def _follow(self, element: Element) -> Element | str:
        """The same, or why there is none. No element is passed twice, whatever comes of it."""
        passed: dict[Element, None] = {}
        while (end := self._ends.get(element)) is None:
            href = element.get("href")
            if href is None:
                end = element
                break
            passed[element] = None
            target = self._targets.get(href[1:]) if href[:1] == "#" else None
            if target is None or target in passed:
                end = "a reference points nowhere" if target is None else "a reference points at itself"
                break
            element = target
        if not passed:
            return end
        self._ends.update(dict.fromkeys(passed, end))
        if not isinstance(end, str):
            said = self._said.get(element)
            if said is None:
                said = self._said[element] = _heard(element.attrib)
            for referrer in reversed(passed):
                said = self._said[referrer] = _joined(referrer.attrib, said)
        return end


def _heard(attributes: dict[str, str]) -> dict[str, str]:
    """Those that are heard: a few, where every element that refers to one of many attributes might have to hold them all."""
    return {name: value for name, value in attributes.items() if name in _HEARD}


def _joined(own: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    """What holds for an element with the attributes ``own`` that refers to one for which ``said`` holds."""
    joined = said
    for name, value in own.items():
        if name in _HEARD and _HEARD[name].isdisjoint(said):
            if joined is said:
                joined = dict(said)
            joined[name] = value
    return joined
