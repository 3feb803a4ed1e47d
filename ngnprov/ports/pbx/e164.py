# SPDX-License-Identifier: Apache-2.0
"""International telephone numbers (ITU-T E.164), stored as digits without ``+``.

Numbering plans are asked only for what holds for every number of a country: which codes there are, and how national numbers
begin. How long a number may be beyond that is left to the plan's own users, for numbers are extended by whoever holds them,
as in Austria and Germany."""

from functools import cache

from ngnprov.errors import InvalidValue
from ngnprov.ports.enum.names import LONGEST_NUMBER

_TRUNK = "0"
LEAST_NUMBER = 4
"""Digits of an international number, its country code included."""


def number(text: str, field: str) -> str:
    """A whole number, with or without ``+``. Raises InvalidValue."""
    digits = text.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        raise InvalidValue(f"must be an international number of at most {LONGEST_NUMBER} digits (E.164)", field=field)
    code = country_code_of(digits)
    if code is None:
        raise InvalidValue("must begin with the code of a country (E.164)", field=field)
    if has_trunk_prefix(code, digits[len(code) :]):
        raise InvalidValue(f"must not have the {_TRUNK} that is dialled within the country", field=field)
    return digits


def base(country: str, area: str, subscriber: str, field: str) -> str:
    """A number of country code, area code, which may be empty, and subscriber number. Raises InvalidValue on a part of
    ``field``."""
    for name, part in (("cc", country), ("ac", area), ("sn", subscriber)):
        if not (part.isascii() and (part.isdecimal() or not part)):
            raise InvalidValue("must be digits", field=f"{field}.{name}")
    if country not in _codes():
        raise InvalidValue("must be the code of a country, such as 43 (E.164)", field=f"{field}.cc")
    if has_trunk_prefix(country, area + subscriber):
        raise InvalidValue(
            f"must not have the {_TRUNK} that is dialled within the country", field=f"{field}.{'ac' if area else 'sn'}"
        )
    if len(country + area + subscriber) > LONGEST_NUMBER:
        raise InvalidValue(f"makes a number of more than {LONGEST_NUMBER} digits (E.164)", field=f"{field}.sn")
    return country + area + subscriber


def country_code_of(digits: str) -> str | None:
    """The country code with which a number begins; no code is the beginning of another."""
    return next((digits[:length] for length in (1, 2, 3) if digits[:length] in _codes()), None)


def has_trunk_prefix(code: str, national: str) -> bool:
    """Does a national number begin with the 0 that is dialled within the country, where numbers themselves never do so?

    They do in Italy, and in countries that have no such prefix.
    """
    return national.startswith(_TRUNK) and _begins_without(code)


def is_emergency(dialled: str, country: str) -> bool:
    """Is it what people dial in a country, by its code of ISO 3166-1, to call for help?"""
    from phonenumbers.shortnumberinfo import is_emergency_number

    return bool(country) and is_emergency_number(dialled, country)


def is_possible(digits: str) -> bool:
    """Has a number a length that the numbering plan of its country has?"""
    from phonenumbers import ValidationResult

    return _length_of(digits) == ValidationResult.IS_POSSIBLE


def is_too_short(digits: str) -> bool:
    """Is a number shorter than any of its country? Longer ones there may be, for whoever holds one extends it."""
    from phonenumbers import ValidationResult

    return len(digits) < LEAST_NUMBER or _length_of(digits) == ValidationResult.TOO_SHORT


def _length_of(digits: str) -> int | None:
    """What the numbering plan says of the length; None for what begins with the code of no country."""
    from phonenumbers import NumberParseException, is_possible_number_with_reason, parse

    try:
        found: int = is_possible_number_with_reason(parse(f"+{digits}"))
    except NumberParseException:
        return None
    return found


def region_of(code: str) -> str:
    """The country of a country code, by its code of ISO 3166-1; of several that share one the biggest, "" for none."""
    from phonenumbers import region_code_for_country_code

    found = region_code_for_country_code(int(code)) if code else ""
    return found if len(found) == len("AT") and found != "ZZ" else ""


@cache
def _codes() -> frozenset[str]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))


@cache
def _begins_without(code: str) -> bool:
    from phonenumbers import PhoneMetadata, region_code_for_country_code

    region = region_code_for_country_code(int(code))
    metadata = PhoneMetadata.metadata_for_region(region, None)
    return metadata is not None and metadata.national_prefix == _TRUNK
