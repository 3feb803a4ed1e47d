# SPDX-License-Identifier: Apache-2.0
"""Forms of what stands on invoices: each check answers the stored form or raises InvalidValue on its field."""

from typing import Final

from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum.eu import vat
from stdnum.exceptions import ValidationError

from ngnprov.calls.fields import of_form
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant import texts

STANDARD: Final = "S"
WITH_REASON: Final = ("E", "AE", "O")
"""Tax categories that need a reason why there is no tax (EN 16931, BR-E-10, BR-AE-10, BR-O-10)."""
CATEGORIES: Final = (STANDARD, "Z", *WITH_REASON)
SEQUENCES: Final = ("FRST", "RCUR", "OOFF", "FNAL")
HIGHEST_RATE: Final = 100

line, country, day = texts.line, texts.country, texts.day
_scheme = of_form(r"[A-Z0-9]{2,4}", "must be a code of the EAS list such as 9930 or EM")
_sepa_id = of_form(r"[A-Za-z0-9+?/:().,' -]{1,35}", "must be 1 to 35 of the characters that SEPA allows")


def vat_id(text: str, field: str) -> str:
    """An identifier for value added tax: of a country of the EU with its check digits, without blanks; else as given."""
    prefix = text[:2].upper()
    if not text or (prefix.lower() not in vat.MEMBER_STATES and prefix != "EL"):
        return texts.line(text, field)
    try:
        return str(vat.validate(text))
    except ValidationError:
        raise InvalidValue(f"must be a valid VAT identifier: that of {prefix} has check digits", field=field) from None


def iban(text: str, field: str) -> str:
    """An IBAN with the right check digits, without blanks and in capitals (ISO 13616)."""
    if not text:
        return ""
    try:
        return str(ibans.validate(text))
    except ValidationError:
        raise InvalidValue("must be an IBAN with the right check digits (ISO 13616)", field=field) from None


def bic(text: str, field: str) -> str:
    """A BIC (ISO 9362)."""
    if not text:
        return ""
    try:
        return str(bics.validate(text))
    except ValidationError:
        raise InvalidValue("must be a BIC (ISO 9362)", field=field) from None


def email(text: str, field: str) -> str:
    """A mail address; empty for none."""
    return text and texts.email(text, field)


def scheme(text: str, field: str) -> str:
    """What an electronic address is one of; empty for none."""
    return text and _scheme(text, field)


def sepa_id(text: str, field: str) -> str:
    """A number of a mandate or a creditor, as SEPA writes it; empty for none."""
    return text and _sepa_id(text, field)


def category(text: str, field: str) -> str:
    """A tax category of EN 16931 that is supported; empty for none."""
    if text and text not in CATEGORIES:
        raise InvalidValue(f"must be empty or one of {', '.join(CATEGORIES)}", field=field)
    return text


def sequence(text: str, field: str) -> str:
    """Which of several collections by a mandate the next one is; empty for none."""
    if text and text not in SEQUENCES:
        raise InvalidValue(f"must be empty or one of {', '.join(SEQUENCES)}", field=field)
    return text
