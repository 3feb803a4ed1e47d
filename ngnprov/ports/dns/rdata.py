# SPDX-License-Identifier: Apache-2.0
"""The values of records (dns.md 5): what clients write, what they are answered, and what a DNS server publishes.

A value is read with the rules of the contract, then by dnspython, which writes it again: what is stored is correct RDATA.
Values hold names without trailing dot and no priority; RDATA is master file text, names absolute.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import dns.exception
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer

from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.dns import names

HIGHEST_PRIORITY = 65535
LONGEST_RDATA = 65535
LARGEST_LOCATION = 9_000_000_000
"""Centimetres that a LOC can say (RFC 1876 2)."""

_PRIORITY = {"MX": "preference", "SRV": "priority", "NAPTR": "preference"}
"""Types with a priority, and what it is called in RDATA (R4)."""

_LEADING = frozenset({"CNAME", "MX", "NS", "NAPTR", "PTR", "SRV"})
"""Types whose value ends with the name that the record leads to."""

_STRING = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*"')
_QUOTED = re.compile(rf"\s*(?:{_STRING.pattern}\s*)+").fullmatch
_NUMBER = re.compile(r"[0-9]{1,5}").fullmatch
_PIECE = 255


@dataclass(frozen=True, slots=True)
class Data:
    """What a record says. ``digest`` tells it from others of the same name and type whatever their priority (R5);
    ``target`` is the name that it leads to, "" when none."""

    type: str
    value: str
    priority: int
    rdata: str
    digest: bytes
    target: str = ""


def read(kind: str, value: str, priority: int, zone: str) -> Data:
    """The data of a record of type ``kind`` in ``zone``, from what a client wrote (R2, R4, R10).

    Raises MissingInput (value), InvalidValue (type, value, priority).
    """
    written = _TYPES.get(kind)
    if written is None:
        raise InvalidValue(f"must be one of {', '.join(TYPES)}", field="record.type")
    if not value.strip():
        raise MissingInput("must not be empty", field="record.value")
    if kind not in _PRIORITY:
        priority = 0
    elif not 0 <= priority <= HIGHEST_PRIORITY:
        raise InvalidValue(f"must be a number from 0 to {HIGHEST_PRIORITY}", field="record.priority")
    return written(kind, value, priority, zone)


def stored(kind: str, value: str) -> str:
    """A stored value as :func:`read` takes it: one label there is no relative name (``localhost``)."""
    return f"{value}." if kind in _LEADING and not value.endswith(".") else value


def of_rdata(kind: str, rdata: Any) -> tuple[str, int]:
    """Value and priority of dnspython's absolute RDATA, as :func:`read` takes them."""
    text: str = rdata.to_text()
    if kind == "TXT":
        return _plain_text(rdata), 0
    if kind in ("MX", "SRV"):
        priority, _, value = text.partition(" ")
        return value, int(priority)
    return text, getattr(rdata, _PRIORITY[kind]) if kind in _PRIORITY else 0


def _data(kind: str, value: str | None, priority: int, text: str, target: str = "") -> Data:
    """``value`` None is the text of the RDATA itself."""
    try:
        parsed: Any = dns.rdata.from_text(dns.rdataclass.IN, kind, text, relativize=False)
        rdata = parsed.to_text()
        neutral = parsed.replace(**{_PRIORITY[kind]: 0}) if kind in _PRIORITY else parsed
        wire = neutral.to_digestable()
    except (dns.exception.DNSException, ArithmeticError, ValueError, struct.error) as error:
        raise InvalidValue(f"is no {kind}: {_reason(error)}", field="record.value") from None
    if len(wire) > LONGEST_RDATA:
        raise InvalidValue(f"must be at most {LONGEST_RDATA} octets when published", field="record.value")
    return Data(kind, rdata if value is None else value, priority, rdata, sha256(wire).digest(), target)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".") or "it is malformed"


def _address(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    return _data(kind, None, priority, value.strip())


def _location(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    written = " ".join(value.split())
    data = _data(kind, written, priority, written)
    place: Any = dns.rdata.from_text(dns.rdataclass.IN, kind, written)
    sizes = (place.size, place.horizontal_precision, place.vertical_precision)  # centimetres
    if abs(place.float_latitude) > 90 or abs(place.float_longitude) > 180 or max(sizes) > LARGEST_LOCATION:
        raise InvalidValue("must lie on the earth, and be at most 90000000.00m large (RFC 1876)", field="record.value")
    return data


def _name(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    target = names.target(value, zone, "record.value", is_host=kind == "NS")
    return _data(kind, target, 0, _absolute(target), target)


def _mail_exchanger(kind: str, value: str, priority: int, zone: str) -> Data:
    target = names.target(value, zone, "record.value", is_host=True, may_be_root=True)  # RFC 7505: "." takes no mail
    return _data(kind, target, priority, f"{priority} {_absolute(target)}", target)


def _service(kind: str, value: str, priority: int, zone: str) -> Data:
    words = value.split()
    if len(words) != 3 or not all(map(_is_16_bit, words[:2])):
        raise InvalidValue("must be weight, port and target (RFC 2782)", field="record.value")
    weight, port = map(int, words[:2])
    target = names.target(words[2], zone, "record.value", is_host=True, may_be_root=True)
    return _data(kind, f"{weight} {port} {target}", priority, f"{priority} {weight} {port} {_absolute(target)}", target)


def _pointer(kind: str, value: str, priority: int, zone: str) -> Data:
    """RFC 3403 4.1. A preference in the value and the priority are one number: a priority above 0 wins."""
    words = _words(value)
    if not words or not _is_16_bit(words[0]):
        raise _no_pointer()
    order = int(words.pop(0))
    if words and _is_16_bit(words[0]):
        preference = int(words.pop(0))
        priority = priority or preference
    if len(words) not in (3, 4):
        raise _no_pointer()
    flags, services, regexp = (word.removeprefix('"').removesuffix('"') for word in words[:3])
    if flags.lower() not in ("s", "a", "u", "p", ""):
        raise InvalidValue("has flags that are none of s, a, u, p and empty (RFC 3404)", field="record.value")
    target = "."
    if len(words) == 4:
        target = names.target(words[3], zone, "record.value", is_host=False, may_be_root=True)
    if regexp and target != ".":
        raise InvalidValue("has both a regexp and a replacement (RFC 3403 4.1)", field="record.value")
    head = f'{order} {priority} "{flags}" "{services}" "{regexp}"'
    data = _data(kind, None, priority, f"{head} {_absolute(target)}", target)
    return Data(kind, data.value.removesuffix(_absolute(target)) + target, priority, data.rdata, data.digest, target)


def _no_pointer() -> InvalidValue:
    text = "must be order, preference, flags, services, regexp and replacement; \\ is written \\\\ (RFC 3403)"
    return InvalidValue(text, field="record.value")


def _words(value: str) -> list[str]:
    """The words of master file text, quoted ones with their quotes and escapes."""
    tokenizer = dns.tokenizer.Tokenizer(value)
    found = []
    try:
        while not (token := tokenizer.get()).is_eol_or_eof():
            found.append(f'"{token.value}"' if token.is_quoted_string() else token.value)
    except dns.exception.DNSException:
        raise _no_pointer() from None
    return found


def _free_text(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """RFC 1035 3.3.14. A sequence of quoted strings is taken as such, anything else as text; pieces of 255 octets."""
    strings = [value.encode()]
    if _QUOTED(value):
        try:
            strings = [dns.tokenizer.Tokenizer(each).get().unescape_to_bytes().value for each in _STRING.findall(value)]
        except dns.exception.DNSException as error:
            raise InvalidValue(f"is no TXT: {_reason(error)}", field="record.value") from None
    pieces = [piece for string in strings for piece in _pieces(string)]
    return _data(kind, value, 0, " ".join(map(_quoted, pieces)))


def _pieces(string: bytes) -> list[bytes]:
    return [string[start : start + _PIECE] for start in range(0, len(string), _PIECE)] or [b""]


def _quoted(piece: bytes) -> str:
    shown = (f"\\{chr(octet)}" if octet in b'"\\' else _octet(octet) for octet in piece)
    return f'"{"".join(shown)}"'


def _octet(octet: int) -> str:
    return chr(octet) if 0x20 <= octet < 0x7F else f"\\{octet:03d}"


def _plain_text(rdata: Any) -> str:
    """Free text when it would be published as the same strings, else the strings in quotes."""
    try:
        text: str = b"".join(rdata.strings).decode()
    except UnicodeDecodeError:
        text = ""
    is_same = text.strip() and not _QUOTED(text) and tuple(_pieces(text.encode())) == rdata.strings
    return text if is_same and text.isprintable() else str(rdata.to_text())


def _is_16_bit(word: str) -> bool:
    return bool(_NUMBER(word)) and int(word) <= HIGHEST_PRIORITY


def _absolute(name: str) -> str:
    return name if name == "." else f"{name}."


_TYPES: dict[str, Callable[[str, str, int, str], Data]] = {
    "A": _address,
    "AAAA": _address,
    "CNAME": _name,
    "MX": _mail_exchanger,
    "NS": _name,
    "NAPTR": _pointer,
    "PTR": _name,
    "SRV": _service,
    "TXT": _free_text,
    "LOC": _location,
}
TYPES = tuple(_TYPES)
"""The types of records (dns.md 5)."""
