# SPDX-License-Identifier: Apache-2.0
"""A request as a tree of elements, read by expat within bounds.

Expat and not lxml, because libxml2 keeps every name it has ever met in a dictionary of the thread: made-up names would fill
the memory of a worker for good. The bounds are promise P14: to read a body costs no more than its length. The namespace
stands in the tag of each element, so its length is bounded as well as the number of elements.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ngnprov.errors import InvalidValue
from ngnprov.soap.reading.kinds import KindsBuilder, may_speak

__all__ = ["MAX_DEPTH", "MAX_ELEMENTS", "Element", "local_name", "namespace_of", "read", "renamed"]

MAX_ELEMENTS = 25_000
MAX_ATTRIBUTES = 50_000
MAX_ATTRIBUTES_OF_ONE = 64
MAX_DEPTH = 64
MAX_NAMESPACE = 200
"""Characters of the name of a namespace."""

Declare = Callable[[str | None, str | None], None]
"""Expat's handler for the declaration of a namespace: prefix and name, None for none."""

_FEW = 200
"""Elements of a request, and attributes, that are not counted: so few do no harm in any shape."""


def local_name(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def namespace_of(tag: str) -> str:
    """The namespace of a tag, empty when it has none."""
    return tag.rpartition("}")[0]


def renamed(element: Element, tag: str) -> Element:
    """Another element with the same attributes, text and children."""
    other = Element(tag, element.attrib)
    other.text = element.text
    other.extend(element)
    return other


def read(body: bytes) -> Element:
    """The root element. Comments are left out; ``text`` is what stands before the first child, or None.

    Raises :class:`~ngnprov.errors.InvalidValue` for what is not well-formed, for a DOCTYPE or a processing instruction,
    and for more elements, attributes or levels than a request has.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.buffer_size = len(body)  # the handler is called once for each text and not once for each line of it
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _doctype
    parser.ProcessingInstructionHandler = _instruction
    kinds = KindsBuilder(builder) if may_speak(body) else None
    parts = kinds or builder
    look: Declare = _namespace
    if body.count(b"<") <= 2 * _FEW and body.count(b"=") <= _FEW:
        parser.StartElementHandler, parser.EndElementHandler = parts.start, parts.end
    else:
        look = _count(parser, parts)
    if kinds is None:
        parser.StartNamespaceDeclHandler = look
    else:
        parser.StartNamespaceDeclHandler = _both(look, kinds.declare)
        parser.EndNamespaceDeclHandler = kinds.forget
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise InvalidValue(f"the request is not well-formed XML (line {error.lineno})") from None
    return builder.close()


def _both(look: Declare, declare: Declare) -> Declare:
    def namespace(prefix: str | None, name: str | None) -> None:
        look(prefix, name)
        declare(prefix, name)

    return namespace


def _count(parser: expat.XMLParserType, builder: TreeBuilder | KindsBuilder) -> Declare:
    """Have the parser feed the builder until there is too much of anything; what is to be told of namespaces."""
    depth = elements = attributes = declared = 0
    build, finish = builder.start, builder.end

    def start(tag: str, found: dict[str, str]) -> None:
        nonlocal depth, elements, attributes, declared
        depth += 1
        elements += 1
        of_this = len(found) + declared
        attributes += of_this
        declared = 0
        if depth > MAX_DEPTH:
            raise InvalidValue(f"the request is nested deeper than {MAX_DEPTH} levels")
        if elements > MAX_ELEMENTS:
            raise InvalidValue(f"the request has more than {MAX_ELEMENTS} elements")
        if of_this > MAX_ATTRIBUTES_OF_ONE or attributes > MAX_ATTRIBUTES:
            raise InvalidValue("the request has too many attributes")
        build(tag, found)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        finish(tag)

    def namespace(prefix: str | None, name: str | None) -> None:
        nonlocal declared
        declared += 1
        if declared > MAX_ATTRIBUTES_OF_ONE:
            raise InvalidValue("the request has too many attributes")
        _namespace(prefix, name)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    return namespace


def _namespace(prefix: str | None, name: str | None) -> None:
    if name is not None and len(name) > MAX_NAMESPACE:
        raise InvalidValue(f"a namespace of the request is longer than {MAX_NAMESPACE} characters")


def _doctype(*_: object) -> None:
    raise InvalidValue("a DOCTYPE is not allowed")


def _instruction(*_: object) -> None:
    raise InvalidValue("processing instructions are not allowed")
