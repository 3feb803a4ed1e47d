# SPDX-License-Identifier: Apache-2.0
"""Names of SIP: domains, user names, URIs, numbers, time zones. Each check answers the stored form or raises InvalidValue."""

import ipaddress
import re
from functools import cache
from urllib.parse import unquote
from zoneinfo import available_timezones

from ngnprov.calls.fields import of_form, required
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.hostnames import LABEL

_USERNAME = re.compile(r"[a-z0-9._+*~!-]{1,64}").fullmatch
_USER = r"(?:[A-Za-z0-9_.!~*'()&=+$,;?/-]|%[0-9A-Fa-f]{2})+"
_HOST = rf"(?:(?i:{LABEL}(?:\.{LABEL})*\.?)|\[[0-9A-Fa-f:.]+\])"
_TAIL = r"(?::[0-9]{1,5})?(?:;[A-Za-z0-9_.!~*'()\[\]/:&+$%=;-]*)?"
_URI = re.compile(rf"(?:(?i:sips?):)?{_USER}@{_HOST}{_TAIL}", re.ASCII).fullmatch

LONGEST_URI = 255


def domain(text: str, field: str) -> str:
    """A SIP domain in lower case; a trailing dot or blanks are not valid."""
    return hostnames.domain(hostnames.lower(text), field)


def username(text: str, field: str) -> str:
    """The user part of an address in lower case: RFC 3261 25.1 ``user`` without wildcards and separators."""
    folded = hostnames.lower(text)
    if not _USERNAME(folded):
        raise InvalidValue("must be 1 to 64 of the characters a-z 0-9 . _ + * ~ ! - (RFC 3261)", field=field)
    return folded


def title(text: str, field: str) -> str:
    """What people call something: anything but blanks, as written."""
    if not text.strip():
        raise InvalidValue("must not be empty", field=field)
    return text


def address(given: SipIdFields, field: str) -> tuple[str, str]:
    """User name and domain of a SipId, checked."""
    found, place = parts(given, field)
    return username(found, f"{field}.username"), domain(place, f"{field}.domain")


def parts(given: SipIdFields, field: str) -> tuple[str, str]:
    """User name and domain of a SipId in lower case, for looking up. Raises MissingInput."""
    found = required(given.get("username"), f"{field}.username")
    return hostnames.lower(found), hostnames.lower(required(given.get("domain"), f"{field}.domain"))


def sip_uri(text: str, field: str) -> str:
    """A SIP or SIPS URI with a user part, with or without the scheme (RFC 3261 19.1.1, 25.1), as written."""
    if len(text) > LONGEST_URI or not _URI(text):
        raise InvalidValue(f"must be a SIP URI of at most {LONGEST_URI} characters (RFC 3261)", field=field)
    return text


def user_of(uri: str) -> str:
    """The user part of a SIP URI, without escapes (RFC 3261 19.1.4); "" for what is none."""
    user, at, _ = uri.partition("@")
    return unquote(user.rpartition(":")[2]) if at else ""


e164_prefix = of_form(r"\+[1-9][0-9]{0,14}", "must be + and 1 to 15 digits, the first not 0 (E.164)")
"""``+`` and the first digits of an international number (ITU-T E.164: at most 15)."""

pstn_prefix = of_form(
    r"(?:00(?:[1-9][0-9]{0,14})?)?", "must be empty, or 00 and the first digits of an international number (E.164)"
)
"""The first digits of a number as routing sees it, 00 and E.164; empty for every number (sip.md 4.5)."""

dialled = of_form(r"\+?[0-9*#]{0,32}", "must be at most 32 of the digits 0-9 * #, perhaps with a + in front")
"""What is put in front of a number: digits, ``*`` and ``#``, perhaps a leading ``+``; empty for nothing."""


def host(text: str, field: str) -> str:
    """An IP address in its canonical form, without a zone, or a host name in lower case (RFC 3261 25.1 ``host``).

    An IPv6 address, and no other, may stand in brackets.
    """
    is_bracketed = text.startswith("[") and text.endswith("]")
    try:
        address = ipaddress.IPv6Address(text[1:-1]) if is_bracketed else ipaddress.ip_address(text)
    except ValueError:
        return domain(text, field)
    if "%" in text:  # a zone (RFC 4007 11) means something on one machine only
        raise InvalidValue("must be an address without a zone", field=field)
    if address.is_unspecified:
        raise InvalidValue("must be the address of a host", field=field)
    return str(getattr(address, "ipv4_mapped", None) or address)  # RFC 4291 2.5.5.2: another way to write the same


def timezone(text: str, field: str) -> str:
    """The name of a time zone of the tz database, as written."""
    if text not in _timezones():
        raise InvalidValue("must be a time zone such as Europe/Amsterdam", field=field)
    return text


@cache
def _timezones() -> frozenset[str]:
    """Without the name that many systems add for their own, which is another zone on each machine."""
    return frozenset(available_timezones() - {"localtime"})
