# SPDX-License-Identifier: Apache-2.0
"""An answer as elements with resolved names, for the rules. Unlike the client it minds namespaces."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from .client import DECLARED_ENCODING

Name = tuple[str, str]
"""Namespace and local name."""


def rule(condition: object, number: str, text: str) -> None:
    """Assert a rule of wire.md. Raises AssertionError whose text begins with the rule's number."""
    if not condition:
        raise AssertionError(f"{number}: {text}")


@dataclass(eq=False, slots=True)
class Element:
    """``attributes`` in document order, without namespace declarations; ``text`` without the children's."""

    name: Name
    attributes: dict[Name, str]
    prefixes: dict[str, str]
    text: str = ""
    children: "list[Element]" = field(default_factory=list)

    def qname(self, value: str, number: str) -> Name:
        """A QName in a tag, an attribute or content; an unbound prefix breaks rule ``number``."""
        prefix, colon, local = value.rpartition(":")
        rule(prefix in self.prefixes or not colon, number, f"the prefix of {value} is not bound")
        return (self.prefixes.get(prefix, ""), local)

    def below(self) -> "Iterator[Element]":
        """All elements under this one, in document order."""
        for child in self.children:
            yield child
            yield from child.below()


def read(body: bytes) -> Element:
    """The root element. Declared UTF-8, well-formed with namespaces, no DOCTYPE, no instruction (T13)."""
    declared = DECLARED_ENCODING.search(body)
    rule(declared and (declared[1] or declared[2]).upper() == b"UTF-8", "T13", "UTF-8 is not declared")
    document = Element(("", ""), {}, {"xml": "http://www.w3.org/XML/1998/namespace"})
    stack = [document]

    def start(tag: str, found: list[str]) -> None:
        pairs = list(zip(found[::2], found[1::2], strict=True))
        prefixes = dict(stack[-1].prefixes)
        for key, value in pairs:
            if key == "xmlns" or key.startswith("xmlns:"):
                rule(value or key == "xmlns", "T13", f"{key} is bound to nothing")
                prefixes[key.partition(":")[2]] = value
        made = Element(("", ""), {}, prefixes)
        made.name = made.qname(tag, "T13")
        for key, value in pairs:
            if key != "xmlns" and not key.startswith("xmlns:"):
                name = made.qname(key, "T13") if ":" in key else ("", key)
                rule(name not in made.attributes, "T13", f"the attribute {key} occurs twice")
                made.attributes[name] = value
        stack[-1].children.append(made)
        stack.append(made)

    def text(data: str) -> None:
        stack[-1].text += data

    def refuse(*_: object) -> None:
        raise AssertionError("T13: the answer has a DOCTYPE or a processing instruction")

    parser = expat.ParserCreate()
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: stack.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise AssertionError(f"T13: the answer is not well-formed: {error}") from error
    return document.children[0]
