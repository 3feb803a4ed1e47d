# SPDX-License-Identifier: Apache-2.0
"""Names of DNS in the stored form: lower case, without trailing dot. Each check answers it or raises InvalidValue."""

import re

import dns.exception
import dns.name

from ngnprov import masterfile
from ngnprov.errors import InvalidValue

LONGEST = 253
"""Characters of a name without its trailing dot (RFC 1035 2.3.4)."""

_LDH = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ANY = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_ZONE = re.compile(rf"(?:{_LDH}\.)+(?=[a-z0-9-]*[a-z]){_LDH}").fullmatch
_OWNER = re.compile(rf"(?:\*|{_ANY})(?:\.{_ANY})*").fullmatch
_NAME = re.compile(rf"{_ANY}(?:\.{_ANY})*").fullmatch
_HOST = re.compile(rf"{_LDH}(?:\.{_LDH})*").fullmatch
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.I | re.A).fullmatch


def folded(text: str) -> str:
    """A name as it is looked up."""
    return text.strip().lower().removesuffix(".")


def zone(text: str, field: str) -> str:
    """A zone: LDH labels, two at least, the last no number (Z1; RFC 1035 2.3.1, RFC 1123 2.1)."""
    name = folded(text)
    if not _ZONE(name) or len(name) > LONGEST:
        raise InvalidValue("must be a domain name such as example.com (RFC 1035)", field=field)
    return name


def owner_name(text: str, zone: str, field: str) -> str:
    """The full name of a record in ``zone``: ``""``, ``@`` and the zone are its apex, else relative or full (R1)."""
    name = folded(text)
    if name in ("", "@", zone):
        return zone
    if not name.endswith(f".{zone}"):
        name = f"{name}.{zone}"
    if not _OWNER(name) or len(name) > LONGEST:
        raise InvalidValue("must be of letters, digits, - and _, perhaps led by *. (RFC 1035, RFC 4592)", field=field)
    return name


def target(text: str, zone: str, field: str, *, is_host: bool, may_be_root: bool = False) -> str:
    """The full name that a record leads to; ``.`` when it may be the root (R2).

    A name with a trailing dot is absolute. Without one it is absolute when two or more labels are left after the leading ones
    that begin with ``_``, else in ``zone``. A host has no ``_`` (RFC 1123 2.1).
    """
    name = text.strip().lower()
    if name == "." and may_be_root:
        return name
    if name == "@":
        return zone
    is_absolute = name.endswith(".")
    name = name.removesuffix(".")
    if not is_absolute and _is_relative(name):
        name = f"{name}.{zone}"
    allowed = _HOST if is_host else _NAME
    if not allowed(name) or len(name) > LONGEST:
        raise InvalidValue("must be a host name (RFC 1123)" if is_host else "must be a name (RFC 1035)", field=field)
    if name.rpartition(".")[2].isdigit():
        raise InvalidValue("must be a name, not an address", field=field)
    return name


def _is_relative(name: str) -> bool:
    labels = name.split(".")
    while labels and labels[0].startswith("_"):
        del labels[0]
    return len(labels) < 2


def host(text: str, field: str) -> str:
    """A host name of two labels or more (RFC 1123 2.1)."""
    name = target(f"{text.strip().removesuffix('.')}.", "", field, is_host=True)
    if "." not in name:
        raise InvalidValue("must be a host name of two labels or more", field=field)
    return name


def mailbox(text: str, field: str) -> tuple[str, str]:
    """Local part, as written, and domain of a mail address (RFC 5321 4.1.2, without quoted strings)."""
    local, _, domain = text.strip().rpartition("@")
    if not _LOCAL(local) or len(local) > 64:
        raise InvalidValue("must be a mail address such as me@example.com (RFC 5321)", field=field)
    try:
        return local, zone(domain, field)
    except InvalidValue:
        raise InvalidValue("must be a mail address such as me@example.com (RFC 5321)", field=field) from None


def administrator(text: str, field: str) -> str:
    """The mailbox of a zone's administrator as it is stored: an address that an SOA can hold (Z5; RFC 1035 8)."""
    local, domain = mailbox(text, field)
    address = f"{local}@{domain}"
    try:
        dns.name.from_text(masterfile.rname(address))
    except dns.exception.DNSException:
        raise InvalidValue("is too long for the SOA of a zone (RFC 1035 8)", field=field) from None
    return address


def ancestors(name: str) -> list[str]:
    """The names above ``name``, of two labels at least, nearest first."""
    labels = name.split(".")
    return [".".join(labels[cut:]) for cut in range(1, len(labels) - 1)]


def path(name: str) -> str:
    """The labels of a name from the top down: what is below it begins with its path and a dot."""
    return ".".join(reversed(name.split(".")))


def is_at_or_below(name: str, other: str) -> bool:
    """Is ``name`` the name ``other`` or one below it?"""
    return name == other or name.endswith(f".{other}")
