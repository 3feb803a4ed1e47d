# SPDX-License-Identifier: Apache-2.0
"""TXT (RFC 1035 3.3.14): free text, and strings of it."""

import re
from typing import Any

import dns.exception
import dns.tokenizer

from ngnprov.ports.dns.rdata.data import Data, data, malformed
from ngnprov.ports.dns.rdata.words import QUOTED

_STRING = re.compile(QUOTED)
_QUOTED = re.compile(rf"\s*(?:{QUOTED}\s*)+").fullmatch
_PIECE = 255


def read(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """A sequence of quoted strings is taken as such, anything else as text; pieces of 255 octets."""
    strings = [value.encode()]
    if _QUOTED(value):
        try:
            strings = [dns.tokenizer.Tokenizer(each).get().unescape_to_bytes().value for each in _STRING.findall(value)]
        except dns.exception.DNSException:
            raise malformed(kind) from None
    pieces = [piece for string in strings for piece in _pieces(string)]
    return data(kind, value, 0, " ".join(map(quoted, pieces)))


def of_rdata(rdata: Any) -> str:
    """Free text when it would be published as the same strings, else the strings in quotes."""
    try:
        text: str = b"".join(rdata.strings).decode()
    except UnicodeDecodeError:
        text = ""
    is_same = text.strip() and not _QUOTED(text) and tuple(_pieces(text.encode())) == rdata.strings
    return text if is_same and text.isprintable() else str(rdata.to_text())


def _pieces(string: bytes) -> list[bytes]:
    return [string[start : start + _PIECE] for start in range(0, len(string), _PIECE)] or [b""]


def quoted(piece: bytes) -> str:
    """Octets as a character-string of master files (RFC 1035 5.1)."""
    shown = (f"\\{chr(octet)}" if octet in b'"\\' else _octet(octet) for octet in piece)
    return f'"{"".join(shown)}"'


def _octet(octet: int) -> str:
    return chr(octet) if 0x20 <= octet < 0x7F else f"\\{octet:03d}"
