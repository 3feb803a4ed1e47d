# SPDX-License-Identifier: Apache-2.0
"""The types of records, and the way of a value through them."""

from collections.abc import Callable
from typing import Any

from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.dns.rdata import bindings, free_text, locations, plain, pointers, targets
from ngnprov.ports.dns.rdata.data import FIELD, HIGHEST_PRIORITY, PRIORITY, Data
from ngnprov.ports.dns.rdata.words import require_one_record

_READERS: dict[str, Callable[[str, str, int, str], Data]] = {
    "A": plain.read,
    "AAAA": plain.read,
    "CNAME": targets.name,
    "MX": targets.mail_exchanger,
    "NS": targets.name,
    "NAPTR": pointers.read,
    "PTR": targets.name,
    "SRV": targets.service,
    "TXT": free_text.read,
    "LOC": locations.read,
    "CAA": plain.authorization,
    "TLSA": plain.read,
    "SSHFP": plain.read,
    "DS": plain.read,
    "HTTPS": bindings.read,
    "SVCB": bindings.read,
}
TYPES = tuple(_READERS)
"""The types of records (dns.md 5, D-F)."""

_LEADING = frozenset({"CNAME", "MX", "NS", "NAPTR", "PTR", "SRV"})
"""Types whose value ends with the name that the record leads to."""


def read(kind: str, value: str, priority: int, zone: str) -> Data:
    """The data of a record of type ``kind`` in ``zone``, from what a client wrote (R2, R4, R10, D-A).

    Raises MissingInput (value), InvalidValue (type, value, priority).
    """
    reader = _READERS.get(kind)
    if reader is None:
        raise InvalidValue(f"must be one of {', '.join(TYPES)}", field="record.type")
    trimmed = value.strip()
    if not trimmed:
        raise MissingInput("must not be empty", field=FIELD)
    if kind not in PRIORITY:
        priority = 0
    elif not 0 <= priority <= HIGHEST_PRIORITY:
        raise InvalidValue(f"must be a number from 0 to {HIGHEST_PRIORITY}", field="record.priority")
    if kind == "TXT":
        return reader(kind, value, priority, zone)
    require_one_record(trimmed)
    return reader(kind, trimmed, priority, zone)


def stored(kind: str, value: str) -> str:
    """A stored value as :func:`read` takes it: one label there is not a relative name (``localhost``)."""
    if kind in _LEADING:
        return value if value.endswith(".") else f"{value}."
    return bindings.stored(value) if kind in ("HTTPS", "SVCB") else value


def of_rdata(kind: str, rdata: Any) -> tuple[str, int]:
    """Value and priority of dnspython's absolute RDATA, as :func:`read` takes them."""
    text: str = rdata.to_text()
    if kind == "TXT":
        return free_text.of_rdata(rdata), 0
    if kind in ("MX", "SRV"):
        priority, _, value = text.partition(" ")
        return value, int(priority)
    return text, getattr(rdata, PRIORITY[kind]) if kind in PRIORITY else 0
