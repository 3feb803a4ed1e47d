# SPDX-License-Identifier: Apache-2.0
"""Names of DNS in the stored form: lower case, without trailing dot. Each check answers it or raises InvalidValue."""

import re

from ngnprov.errors import InvalidValue
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.hostnames import LONGEST

_ANY = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_OWNER = re.compile(rf"(?:\*|{_ANY})(?:\.{_ANY})*").fullmatch
_NAME = re.compile(rf"{_ANY}(?:\.{_ANY})*").fullmatch


def zone(text: str, field: str) -> str:
    """A zone (Z1)."""
    return hostnames.domain(hostnames.folded(text), field)


def owner_name(text: str, zone: str, field: str) -> str:
    """The full name of a record in ``zone``: ``""``, ``@`` and the zone are its apex, else relative or full (R1)."""
    name = hostnames.folded(text)
    if name in ("", "@", zone):
        return zone
    if not name.endswith(f".{zone}"):
        name = f"{name}.{zone}"
    if not _OWNER(name) or len(name) > LONGEST:
        raise InvalidValue("must be of letters, digits, - and _, perhaps led by *. (RFC 1035, RFC 4592)", field=field)
    return name


def full_name(text: str) -> str | None:
    """The name of a record that is written in full, None when it is none."""
    name = hostnames.folded(text)
    return name if "." in name and len(name) <= LONGEST and _OWNER(name) else None


def target(text: str, zone: str, field: str, *, is_host: bool, may_be_root: bool = False) -> str:
    """The full name that a record leads to; ``.`` when it may be the root (R2).

    A name with a trailing dot is absolute. Without one it is absolute when two or more labels are left after the leading ones
    that begin with ``_``, else in ``zone``. A host has no ``_`` (RFC 1123 2.1).
    """
    name = hostnames.lower(text.strip())
    if name == "." and may_be_root:
        return name
    if name == "@":
        return zone
    is_absolute = name.endswith(".")
    name = name.removesuffix(".")
    if not is_absolute and _is_relative(name):
        name = f"{name}.{zone}"
    if name.rpartition(".")[2].isdigit():
        raise InvalidValue("must be a name, not an address (RFC 1035 2.3.1)", field=field)
    if is_host and not hostnames.is_host(name):
        raise InvalidValue("must be a host name (RFC 1123)", field=field)
    if not _NAME(name) or len(name) > LONGEST:
        raise InvalidValue("must be a name (RFC 1035)", field=field)
    return name


def _is_relative(name: str) -> bool:
    labels = name.split(".")
    while labels and labels[0].startswith("_"):
        del labels[0]
    return len(labels) < 2


def host(text: str, field: str) -> str:
    """A host that others can find (Z4)."""
    return hostnames.host(hostnames.folded(text), field)


def mailbox(text: str, field: str) -> tuple[str, str]:
    """Local part, as written, and domain of an address that mail can be sent to from anywhere (RFC 5321 2.3.5)."""
    local, place = hostnames.mailbox(text, field)
    if "." not in place:
        raise InvalidValue("must be a mail address at a domain of two labels or more (RFC 5321)", field=field)
    return local, place


def path(name: str) -> str:
    """The labels of a name from the top down: what is below it begins with its path and a dot."""
    return ".".join(reversed(name.split(".")))
