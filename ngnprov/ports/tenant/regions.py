# SPDX-License-Identifier: Apache-2.0
"""What is usual in a country: language, time zone, how dates and numbers are written, how numbers are dialled.

Countries are those of ISO 3166-1, with their time zones from the tz database; languages, dates, numbers and currencies are
CLDR's (babel), prefixes ITU-T's as libphonenumber has them. These packages are imported when somebody first asks.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_CODE = re.compile(r"[A-Z]{2}").fullmatch
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?").fullmatch
_DATE = re.compile(r"[dMy](?:[dMy./ -]*[dMy])?").fullmatch
_NO_PART_OF_A_DATE = re.compile(r"'[^']*'|[^dMy./ -]")
_APOSTROPHE = "\u2019"
_PARTS = frozenset({"d", "dd", "M", "MM", "y", "yy", "yyyy"})
_USUAL_DECIMALS = 2
NUMBERS = ("1,234.56", "1.234,56", "1 234,56", "1 234.56", "1'234.56", "1234.56", "1234,56")
"""How a number of four digits and two decimals is written."""

_PRIMARY = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MH": "Pacific/Majuro",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""Of countries with several time zones the one that is meant (CLDR, ``primaryZones`` of metaZones.xml)."""


class Usual(NamedTuple):
    """What is usual somewhere; empty where that is not known."""

    language: str = ""
    timezone: str = ""
    date_format: str = ""
    number_format: str = ""
    national_prefix: str = ""
    international_prefix: str = ""


@cache
def usual_in(country: str) -> Usual:
    """What is usual in a country, by its code; nothing is in ""."""
    if not is_country(country):
        return Usual()
    language, date_format, number_format = _written_in(country)
    national, international = _dialled_in(country)
    return Usual(language, _zones().get(country, ""), date_format, number_format, national, international)


def is_country(code: str) -> bool:
    """Is it a code of ISO 3166-1 alpha-2?"""
    return _CODE(code) is not None and code in _countries()


def is_currency(code: str) -> bool:
    """Is it a code of ISO 4217, in use now or once?"""
    from babel.numbers import is_currency as is_known

    return code.isascii() and code.isupper() and is_known(code)


def minor_units(currency: str) -> int:
    """How many decimals amounts in a currency have by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD; 2 for one of former times.

    babel tells how amounts are shown to people, without decimals where ISO 4217 has some (findings/babel-currency-digits.sh).
    """
    from iso4217 import Currency

    try:
        found = Currency(currency).exponent
    except ValueError:
        found = None
    return _USUAL_DECIMALS if found is None else found


def is_language(tag: str) -> bool:
    """Is it a language that CLDR has, alone or as in a country: de, de-AT (BCP 47)?"""
    from babel import Locale, UnknownLocaleError

    try:
        return _LANGUAGE(tag) is not None and Locale.parse(tag, sep="-") is not None
    except (UnknownLocaleError, ValueError):
        return False


def is_date_format(text: str) -> bool:
    """Does it say where day, month and year stand, each once: d.M.y, dd/MM/yyyy (CLDR, UTS 35)?"""
    parts = re.findall(r"d+|M+|y+", text) if _DATE(text) else []
    return sorted(part[0] for part in parts) == ["M", "d", "y"] and _PARTS.issuperset(parts)


@cache
def _countries() -> frozenset[str]:
    return frozenset(code for code, *_ in _rows("iso3166.tab"))


@cache
def _zones() -> dict[str, str]:
    """The time zone of each country that has one only, or one that stands for it."""
    found: dict[str, list[str]] = {}
    for code, _, zone, *_ in _rows("zone.tab"):
        found.setdefault(code, []).append(zone)
    return {code: names[0] for code, names in found.items() if len(names) == 1} | _PRIMARY


def _rows(table: str) -> list[list[str]]:
    text = files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _written_in(country: str) -> tuple[str, str, str]:
    """The first official language that CLDR knows there, and how it writes dates and numbers."""
    from babel import Locale, UnknownLocaleError
    from babel.languages import get_official_languages
    from babel.numbers import get_decimal_symbol, get_group_symbol

    for language in get_official_languages(country, de_facto=True):
        try:
            locale = Locale.parse(f"{language}_{country}")
        except UnknownLocaleError:
            continue
        pattern = _NO_PART_OF_A_DATE.sub("", str(locale.datetime_skeletons["yMd"].pattern)).strip(" .")
        group, point = (get(locale, numbering_system="latn") for get in (get_group_symbol, get_decimal_symbol))
        number = f"1{' ' if group.isspace() else group.replace(_APOSTROPHE, chr(39))}234{point}56"
        return language.partition("_")[0], pattern, number
    return "", "", ""


def _dialled_in(country: str) -> tuple[str, str]:
    """What is dialled before the area code, and before the code of another country."""
    from phonenumbers import PhoneMetadata

    known = PhoneMetadata.metadata_for_region(country, None)
    if known is None:
        return "", ""
    abroad = known.preferred_international_prefix or known.international_prefix or ""
    abroad = abroad.replace("~", "")  # the mark of a pause for the dial tone
    return known.national_prefix or "", abroad if abroad.isdecimal() else ""
