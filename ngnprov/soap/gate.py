# SPDX-License-Identifier: Apache-2.0
"""Refuses what is hostile before anything parses it.

Two tiers. A cheap proof of innocence (byte scans, about a microsecond) passes every ordinary request. What it cannot
prove innocent — many elements or attributes, ``<!`` or ``<?`` somewhere inside — is judged by an expat pass that
builds nothing and counts exactly. Depth and names are bounded by libxml2 itself (256 levels), and a tree of at most
:data:`MAX_ELEMENTS` elements is all that can follow.

Promises P12 to P14: a DOCTYPE, a processing instruction, XML 1.1 and charsets other than UTF-8 are refused; any
request up to 1 MiB costs less than 250 ms.
"""

import re
from xml.parsers import expat

from ngnprov.errors import InvalidValue

MAX_ELEMENTS = 25_000
MAX_ATTRIBUTES = 100_000
MAX_ATTRIBUTES_OF_ONE = 64
MAX_DEPTH = 64

_PLAIN_ELEMENTS = 2_000
_PLAIN_ATTRIBUTES = MAX_ATTRIBUTES_OF_ONE

_USUAL = b'<?xml version="1.0" encoding="UTF-8"?>'
_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?:"(?P<v1>[^"<]*)"|'(?P<v2>[^'<]*)')"""
    rb"""(?:\s+encoding\s*=\s*(?:"(?P<e1>[^"<]*)"|'(?P<e2>[^'<]*)'))?"""
    rb"""(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>"""
)
_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def inspect(data: bytes, charset: str | None = None) -> bytes:
    """The request body, harmless to parse, without byte order mark and XML declaration.

    ``charset`` is the parameter of the Content-Type, if any. Raises :class:`~ngnprov.errors.InvalidValue`.
    """
    if charset is not None and charset.lower() not in _CHARSETS:
        raise InvalidValue(f"the request must be UTF-8, not {_printable(charset)}")
    if data.startswith(_BOM):
        data = data[3:]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidValue("the request must be UTF-8, not UTF-16")
    body = _without_declaration(data)
    if not body or body.isspace():
        raise InvalidValue("the request is empty")
    if not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidValue(f"the request is not UTF-8 (byte {error.start})") from None
    if not _is_plain(body):
        _judge(body)
    return body


def _printable(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "?", text[:40])


def _without_declaration(data: bytes) -> bytes:
    if data.startswith(_USUAL):
        return data[len(_USUAL) :]
    if not data.startswith(b"<?xml") or data[5:6] not in (b" ", b"\t", b"\r", b"\n"):
        return data
    found = _DECLARATION.match(data)
    if found is None:
        raise InvalidValue("the XML declaration is malformed")
    if (found["v1"] or found["v2"]) != b"1.0":
        raise InvalidValue("only XML 1.0 is accepted")
    encoding = found["e1"] or found["e2"]
    if encoding is not None and encoding.decode("latin-1").lower() not in _CHARSETS:
        raise InvalidValue(f"the request must be UTF-8, not {_printable(encoding.decode('latin-1'))}")
    return data[found.end() :]


def _is_plain(body: bytes) -> bool:
    """Can nothing in it be hostile, whatever a parser makes of it?"""
    return (
        b"<!" not in body
        and b"<?" not in body
        and body.count(b"<") <= 2 * _PLAIN_ELEMENTS
        and body.count(b"=") <= _PLAIN_ATTRIBUTES
    )


def _judge(body: bytes) -> None:
    """Count exactly, in one pass that builds nothing."""
    depth = elements = attributes = 0

    def start(name: str, found: list[str]) -> None:
        nonlocal depth, elements, attributes
        depth += 1
        elements += 1
        attributes += len(found) // 2
        if depth > MAX_DEPTH:
            raise InvalidValue(f"the request is nested deeper than {MAX_DEPTH} levels")
        if elements > MAX_ELEMENTS:
            raise InvalidValue(f"the request has more than {MAX_ELEMENTS} elements")
        if len(found) // 2 > MAX_ATTRIBUTES_OF_ONE or attributes > MAX_ATTRIBUTES:
            raise InvalidValue("the request has too many attributes")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise InvalidValue("a DOCTYPE is not allowed")

    def instruction(*_: object) -> None:
        raise InvalidValue("processing instructions are not allowed")

    # Without a namespace separator expat reports xmlns declarations as the attributes they are.
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    parser.ProcessingInstructionHandler = instruction
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise InvalidValue(f"the request is not well-formed XML (line {error.lineno})") from None
