# SPDX-License-Identifier: Apache-2.0
"""What a record says, once dnspython has read and written it."""

import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import dns.exception
import dns.rdata
import dns.rdataclass

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata.forms import FORMS

FIELD = "record.value"
"""The member that a value arrives in."""
HIGHEST_PRIORITY = 65535
LONGEST_RDATA = 65535

PRIORITY = {"MX": "preference", "SRV": "priority", "NAPTR": "preference"}
"""Types with a priority, and what it is called in RDATA (R4)."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a record says. ``digest`` distinguishes it from others of the same name and type, at any priority (R5);
    ``target`` is the name that it leads to, "" if it leads to none."""

    type: str
    value: str
    priority: int
    rdata: str
    digest: bytes
    target: str = ""

    @property
    def has_priority(self) -> bool:
        """Is its priority part of the RDATA?"""
        return self.type in PRIORITY


def malformed(kind: str) -> InvalidValue:
    """A value of the type does not have its form; the input is not repeated."""
    return InvalidValue(FORMS.get(kind, f"is no {kind}"), field=FIELD)


def parsed(kind: str, text: str) -> Any:
    """dnspython's RDATA of master file text, names absolute. Raises InvalidValue."""
    try:
        return dns.rdata.from_text(dns.rdataclass.IN, kind, text, relativize=False)
    except (dns.exception.DNSException, ArithmeticError, ValueError, struct.error):
        raise malformed(kind) from None


def data(kind: str, value: str | None, priority: int, text: str, target: str = "") -> Data:
    """The record of master file text; ``value`` None is the text of the RDATA itself. Raises InvalidValue."""
    rdata = parsed(kind, text)
    wire = _neutral(kind, rdata)
    written = rdata.to_text()
    if len(wire) > LONGEST_RDATA:
        raise InvalidValue(f"must be at most {LONGEST_RDATA} octets when published", field=FIELD)
    return Data(kind, written if value is None else value, priority, written, sha256(wire).digest(), target)


def says(text: str, data: Data) -> bool:
    """Is stored master file text the RDATA of ``data``, whatever its priority?"""
    try:
        return sha256(_neutral(data.type, parsed(data.type, text))).digest() == data.digest
    except InvalidValue:
        return False


def _neutral(kind: str, rdata: Any) -> bytes:
    """RDATA on the wire with priority 0. Raises InvalidValue."""
    try:
        neutral = rdata.replace(**{PRIORITY[kind]: 0}) if kind in PRIORITY else rdata
        wire: bytes = neutral.to_digestable()
    except (dns.exception.DNSException, ArithmeticError, ValueError, struct.error):
        raise malformed(kind) from None
    return wire


def absolute(name: str) -> str:
    """A stored name as RDATA has it."""
    return name if name == "." else f"{name}."
