# SPDX-License-Identifier: Apache-2.0
"""Forms of texts that people write: each check answers the stored form or raises InvalidValue on its field."""

from datetime import date

from ngnprov.calls.fields import composed, of_form
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant import regions
from ngnprov.zonefiles import hostnames

LONGEST_EMAIL = 254
"""With the brackets around it a path has 256 octets (RFC 5321 4.5.3.1.3)."""

digits = of_form(r"[0-9]*", "must be digits")
handle = of_form(r"[a-z0-9_]{1,32}", "must be 1 to 32 of a to z, 0 to 9 and _")


def line(text: str, field: str) -> str:
    """One line, composed (NFC), without control characters."""
    return composed(text, field)


def lines(text: str, field: str) -> str:
    """Likewise, in several lines."""
    return composed(text, field, "\n\r\t")


def email(text: str, field: str) -> str:
    """A mail address, its domain in lower case (RFC 5321 4.1.2, without quoted strings)."""
    local, place = hostnames.mailbox(text, field)
    address = f"{local}@{place}"
    if len(address) > LONGEST_EMAIL:
        raise InvalidValue(f"must be at most {LONGEST_EMAIL} characters long (RFC 5321 4.5.3.1)", field=field)
    return address


def day(text: str, field: str) -> str:
    """A date; empty for none."""
    try:
        return text and date.fromisoformat(text).isoformat()
    except ValueError:
        raise InvalidValue("must be a date such as 2027-01-31", field=field) from None


def country(code: str, field: str) -> str:
    """A country; empty for none."""
    if code and not regions.is_country(code):
        raise InvalidValue("must be the code of a country such as NL (ISO 3166-1)", field=field)
    return code
