# SPDX-License-Identifier: Apache-2.0
"""Names of domains and hosts, and addresses at them: what is one, for every port and its settings.

Names are judged as they are stored: lower case, no trailing dot. What else a port takes for the same name is for its contract
to say. Each check answers the stored form or raises InvalidValue on ``field``.
"""

import re
from string import ascii_lowercase, ascii_uppercase

from ngnprov.errors import InvalidValue

LONGEST = 253
"""Characters of a name without its trailing dot (RFC 1035 2.3.4)."""

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
"""Letters, digits and hyphens, as a pattern (RFC 1035 2.3.1, RFC 1123 2.1)."""

_HOST = re.compile(rf"(?:{LABEL}\.)*(?=[a-z0-9-]*[a-z]){LABEL}").fullmatch
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*", re.I | re.A).fullmatch
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63


_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def lower(text: str) -> str:
    """Names without regard to case: ASCII letters in lower case, and no others (RFC 4343 3, D-J).

    ``str.lower`` makes a k of the Kelvin sign (U+212A): a name that nobody sees to be another's.
    """
    return text.lower() if text.isascii() else text.translate(_LOWER)


def folded(text: str) -> str:
    """A name without blanks around it and without trailing dot, in lower case."""
    return lower(text.strip()).removesuffix(".")


def is_host(name: str) -> bool:
    """Is it a host, of one label or more? There is a letter in the last, or it could be an address (RFC 1123 2.1)."""
    return len(name) <= LONGEST and _HOST(name) is not None


def domain(name: str, field: str) -> str:
    """A domain that is somebody's: a host name of two labels or more."""
    if "." not in name or not is_host(name):
        raise InvalidValue("must be a domain name such as example.com (RFC 1035, RFC 1123)", field=field)
    return name


def host(name: str, field: str) -> str:
    """A host that others can find: by a name of two labels or more."""
    if "." not in name or not is_host(name):
        raise InvalidValue("must be a host name such as ns1.example.com (RFC 1123)", field=field)
    return name


def mailbox(text: str, field: str) -> tuple[str, str]:
    """Local part, as written, and domain, folded, of a mail address (RFC 5321 4.1.2, without quoted strings)."""
    local, _, place = text.strip().rpartition("@")
    place = lower(place).removesuffix(".")
    if len(local) > _LONGEST_LOCAL or not _LOCAL(local) or not is_host(place):
        raise InvalidValue("must be a mail address such as me@example.com (RFC 5321)", field=field)
    return local, place


def administrator(text: str, field: str) -> str:
    """A mail address that the SOA of a zone can hold: its local part is one label of a name there (RFC 1035 3.3.13, 8)."""
    local, place = mailbox(text, field)
    address = f"{local}@{place}"
    if len(local) > _LONGEST_LABEL or len(address) > LONGEST:
        raise InvalidValue("is too long for the SOA of a zone (RFC 1035 8)", field=field)
    return address


def ancestors(name: str) -> list[str]:
    """The names above ``name``, of two labels at least, nearest first."""
    labels = name.split(".")
    return [".".join(labels[cut:]) for cut in range(1, len(labels) - 1)]


def is_at_or_below(name: str, other: str) -> bool:
    """Is ``name`` the name ``other`` or one below it?"""
    return name == other or name.endswith(f".{other}")
