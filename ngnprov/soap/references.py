# SPDX-License-Identifier: Apache-2.0
"""Puts referenced values in the place of ``href`` (SOAP 1.1 section 5.4.1), within a budget.

Axis and .NET send even integers as references to siblings of the operation. The tree is copied, so that two
references to one value give two values; cycles and copies that multiply are refused.
"""

from lxml import etree

from ngnprov.errors import InvalidValue
from ngnprov.soap.gate import MAX_DEPTH, MAX_ELEMENTS

Element = etree._Element


def resolve(element: Element, root: Element) -> Element:
    """A copy of ``element`` without references. Raises :class:`~ngnprov.errors.InvalidValue`."""
    return _Copier(root).copy(element, element.tag, (), 0)


class _Copier:
    def __init__(self, root: Element) -> None:
        self.budget = MAX_ELEMENTS
        self.targets: dict[str, Element] = {}
        for found in root.iter():
            name = found.get("id")
            if name is None:
                continue
            if name in self.targets:
                raise InvalidValue("two elements have the same id")
            self.targets[name] = found

    def copy(self, source: Element, tag: str, open_references: tuple[str, ...], depth: int) -> Element:
        self.budget -= 1
        if self.budget < 0:
            raise InvalidValue("the references of the request multiply too much")
        if depth > MAX_DEPTH:
            raise InvalidValue(f"the references of the request nest deeper than {MAX_DEPTH} levels")
        while (href := source.get("href")) is not None:
            if href[:1] != "#" or href[1:] not in self.targets:
                raise InvalidValue("a reference points nowhere")
            if href in open_references:
                raise InvalidValue("a reference points at itself")
            open_references = (*open_references, href)
            source = self.targets[href[1:]]
        made = etree.Element(tag)
        for name, value in source.attrib.items():
            made.set(name, value)
        made.text = source.text
        for child in source:
            made.append(self.copy(child, child.tag, open_references, depth + 1))
        return made
