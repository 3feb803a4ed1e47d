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

FIELD = "record.value"
"""The member that a value arrives in."""
HIGHEST_PRIORITY = 65535
LONGEST_RDATA = 65535

PRIORITY = {"MX": "preference", "SRV": "priority", "NAPTR": "preference"}
"""Types with a priority, and what it is called in RDATA (R4)."""

_FORMS = {
    "A": "must be an IPv4 address such as 192.0.2.1 (RFC 1035 3.4.1)",
    "AAAA": "must be an IPv6 address such as 2001:db8::1 (RFC 4291 2.2)",
    "CAA": 'must be flags, tag and value, such as 0 issue "ca.example.net" (RFC 8659 4.1)',
    "DS": "must be key tag, algorithm, digest type and a digest of that type's length in hexadecimal (RFC 4034 5.3)",
    "HTTPS": "must be priority, target and parameters, each once and in its form, those that mandatory names among them, and "
    "none beside priority 0 (RFC 9460 2, 7, 8)",
    "LOC": "must be a place such as 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m (RFC 1876 3)",
    "NAPTR": "must be order, preference, flags, services, regexp and replacement; \\ is written \\\\ (RFC 3403)",
    "SSHFP": "must be algorithm, type and a fingerprint of that type's length in hexadecimal (RFC 4255 3.2)",
    "TLSA": "must be usage, selector, matching type and data of that type's length in hexadecimal (RFC 6698 2.2)",
    "TXT": "must be text, or strings in quotes (RFC 1035 3.3.14)",
}
_FORMS["SVCB"] = _FORMS["HTTPS"]


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

    @property
    def has_priority(self) -> bool:
        """Is its priority part of the RDATA?"""
        return self.type in PRIORITY


def malformed(kind: str) -> InvalidValue:
    """A value of the type does not have its form; the input is not repeated."""
    return InvalidValue(_FORMS.get(kind, f"is no {kind}"), field=FIELD)


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
