# SPDX-License-Identifier: Apache-2.0
"""Mapping types, and the NAPTR record that publishes one mapping (enum.md 6, RFC 6116 3, RFC 3403 4.1)."""

import re
from collections.abc import Mapping

import dns.name
import dns.rdataclass
import dns.rdatatype
from dns.rdtypes.IN.NAPTR import NAPTR

from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.zonefiles import hostnames

ORDER = 100
"""One order for all: it is the preference that ranks (RFC 6116 3.4.2)."""
MOST_TRIED = 12
"""Mappings of one service that a SIP proxy follows: its branches (MAX_BRANCHES of Kamailio), D-D."""
LONGEST_REGEXP = 255
"""Octets of a character-string (RFC 1035 3.3)."""

_FORBIDDEN = re.compile(r"[\s\\\x00-\x1f\x7f-\x9f]").search
_LEFT, _RIGHT = "!^.*$!", "!"


TYPES: Mapping[str, Mapping[str, str]] = {
    "sip": {"sip:": "sip", "sips:": "sip"},
    "mailto": {"mailto:": "email:mailto"},
    "web:http": {"http://": "web:http"},
    "web:https": {"https://": "web:https"},
    "x-skype:callto": {"callto:": "x-skype:callto"},
    "h323": {"h323:": "h323"},
    "iax": {"iax:": "iax"},
    "iax2": {"iax2:": "iax2"},
    "mms": {"tel:": "mms:tel", "mailto:": "mms:mailto"},
    "sms": {"tel:": "sms:tel", "mailto:": "sms:mailto"},
    "ems": {"tel:": "ems:tel", "mailto:": "ems:mailto"},
    "im": {"im:": "im"},
    "npd:tel": {"tel:": "npd:tel"},
    "void:mailto": {"mailto:": "void:mailto"},
    "void:http": {"http://": "void:http"},
    "void:https": {"https://": "void:https"},
    "voice": {"voice:": "voice", "tel:": "voice:tel"},
    "tel": {"tel:": "tel"},
    "fax:tel": {"tel:": "fax:tel"},
    "ifax:mailto": {"mailto:": "ifax:mailto"},
    "pres": {"pres:": "pres"},
    "ft:ftp": {"ftp://": "ft:ftp"},
    "loc:http": {"http://": "loc:http"},
    "key:http": {"http://": "key:http"},
    "key:https": {"https://": "key:https"},
}
"""Each type of the wire: the schemes that its URIs may have, the first being the client's default, and what is published for
each, the registered Enumservice where there is one."""


def checked(type: str, mapto: str, field: str) -> str:
    """The URI of a mapping as it is stored, its scheme in lower case (R13).

    Raises MissingInput, InvalidValue on ``field.type`` and ``field.mapto``.
    """
    for member, text in (("type", type), ("mapto", mapto)):
        if not text:
            raise MissingInput("must not be empty", field=f"{field}.{member}")
    if type not in TYPES:
        raise InvalidValue("is not a type of mapping", field=f"{field}.type")
    found = scheme(type, mapto)
    if not found or len(found) == len(mapto):
        schemes = " or ".join(TYPES[type])
        raise InvalidValue(f"must be a URI that begins with {schemes}", field=f"{field}.mapto")
    if _FORBIDDEN(mapto):
        raise InvalidValue("must have neither blanks nor backslashes nor control characters", field=f"{field}.mapto")
    uri = found + mapto[len(found) :]
    if len(_regexp(uri).encode()) > LONGEST_REGEXP:
        raise InvalidValue(f"is too long for a NAPTR record of {LONGEST_REGEXP} octets", field=f"{field}.mapto")
    return uri


def scheme(type: str, mapto: str) -> str:
    """The scheme with which a URI begins, as the type spells it; empty when the type does not allow it."""
    folded = hostnames.lower(mapto[:8])
    return next((each for each in TYPES[type] if folded.startswith(each)), "")


def service(type: str, mapto: str, literal: bool = False) -> str:
    """The services field; ``literal`` makes it of the type itself, registered or not (Q6)."""
    return f"E2U+{type if literal else TYPES[type][scheme(type, mapto)]}"


def rdata(type: str, mapto: str, priority: int, literal: bool = False) -> str:
    """The RDATA of a mapping, written by dnspython."""
    fields = (ORDER, priority, b"u", service(type, mapto, literal).encode(), _regexp(mapto).encode(), dns.name.root)
    return NAPTR(dns.rdataclass.IN, dns.rdatatype.NAPTR, *fields).to_text()  # type: ignore[no-untyped-call]


def _regexp(mapto: str) -> str:
    """The delimiter in the URI is written as RFC 3986 2.1 lets any character be: proxies do not read ``\\!`` (D-C)."""
    return f"{_LEFT}{mapto.replace('!', '%21')}{_RIGHT}"
