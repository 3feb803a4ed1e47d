# SPDX-License-Identifier: Apache-2.0
"""Refuses what the bytes of a request alone tell: other charsets, XML 1.1, two declarations, nothing at all (W-H).

What they do not tell is refused while the tree is built (:mod:`ngnprov.soap.reading.tree`). Together they keep the promises
P12 to P14: a DOCTYPE, a processing instruction, XML 1.1 and charsets that are not accepted are refused; any request up to
1 MiB costs less than 250 ms and 32 MiB.
"""

import re

from ngnprov.errors import InvalidValue
from ngnprov.soap.reading.charsets import UTF_8, as_utf_8, known

_USUAL = b'<?xml version="1.0" encoding="UTF-8"?>'
_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(
    rb"""<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"(?P<v1>[^"<]*)"|'(?P<v2>[^'<]*)')"""
    rb"""(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"(?P<e1>[^"<]*)"|'(?P<e2>[^'<]*)'))?"""
    rb"""(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>"""
)


def inspect(data: bytes, charset: str | None = None) -> bytes:
    """The request body in UTF-8, without byte order mark and XML declaration.

    ``charset`` is the parameter of the Content-Type, if any; it wins over the declaration. A byte order mark, which is that
    of UTF-8, contradicts any other charset. Raises :class:`~ngnprov.errors.InvalidValue`.
    """
    said = None if charset is None else known(charset)
    marked = data.startswith(_BOM)
    if marked:
        data = data[3:]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidValue("the request must be UTF-8, not UTF-16")
    body, declared = _without_declaration(data)
    if body.startswith(_BOM):
        raise InvalidValue("the request has a byte order mark that is not at its start")
    if _declares(body):
        raise InvalidValue("the request has two XML declarations")
    if not body or body.isspace():
        raise InvalidValue("the request is empty")
    if b"\0" in body:  # expat would read the body as UTF-16, whatever it is told
        raise InvalidValue("the request must be UTF-8 and has a NUL")
    found = said or declared or UTF_8
    if marked and found != UTF_8:
        raise InvalidValue(f"the request has the byte order mark of UTF-8 and is said to be {found}")
    return as_utf_8(body, found)


def _without_declaration(data: bytes) -> tuple[bytes, str | None]:
    """What comes after the XML declaration, and the charset that it names."""
    if data.startswith(_USUAL):
        return data[len(_USUAL) :], UTF_8
    if not _declares(data):
        return data, None
    found = _DECLARATION.match(data)
    if found is None:
        raise InvalidValue("the XML declaration is malformed")
    if (found["v1"] or found["v2"]) != b"1.0":
        raise InvalidValue("only XML 1.0 is accepted")
    encoding = found["e1"] if found["e1"] is not None else found["e2"]
    return data[found.end() :], None if encoding is None else known(encoding.decode("latin-1"))


def _declares(data: bytes) -> bool:
    return data.startswith(b"<?xml") and data[5:6] in (b" ", b"\t", b"\r", b"\n")
