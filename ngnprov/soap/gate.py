# SPDX-License-Identifier: Apache-2.0
"""Refuses what the bytes of a request alone tell: charsets other than UTF-8, XML 1.1, nothing at all.

What they do not tell is refused while the tree is built (:mod:`ngnprov.soap.tree`). Together they keep the promises P12 to
P14: a DOCTYPE, a processing instruction, XML 1.1 and charsets other than UTF-8 are refused; any request up to 1 MiB costs
less than 250 ms and 32 MiB.
"""

import re

from ngnprov.errors import InvalidValue

_USUAL = b'<?xml version="1.0" encoding="UTF-8"?>'
_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?:"(?P<v1>[^"<]*)"|'(?P<v2>[^'<]*)')"""
    rb"""(?:\s+encoding\s*=\s*(?:"(?P<e1>[^"<]*)"|'(?P<e2>[^'<]*)'))?"""
    rb"""(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>"""
)
_CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def inspect(data: bytes, charset: str | None = None) -> bytes:
    """The request body without byte order mark and XML declaration.

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
    if b"\0" in body:  # expat would read the body as UTF-16, whatever it is told
        raise InvalidValue("the request must be UTF-8 and has a NUL")
    if not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InvalidValue(f"the request is not UTF-8 (byte {error.start})") from None
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
