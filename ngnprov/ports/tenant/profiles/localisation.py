# SPDX-License-Identifier: Apache-2.0
"""How dates and numbers are shown to a customer: as is usual in its country, unless something else was said (tenant.md 8)."""

from collections.abc import Callable, Mapping

from ngnprov.calls.fields import wire_name
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip import names
from ngnprov.ports.tenant import regions, texts
from ngnprov.ports.tenant.profiles.store import Profile
from ngnprov.ports.tenant.profiles.wire import CustomerProfileFields
from ngnprov.ports.tenant.regions import Usual, usual_in


def field_of(member: str) -> str:
    """A member as faults name it."""
    return f"profile.{wire_name(member)}"


def in_effect(profile: Profile) -> Usual:
    """What is shown: of each member what was said, else what is usual."""
    usual = usual_in(profile.country)
    return Usual(*(getattr(profile, name) or getattr(usual, name) for name in Usual._fields))


def overrides(profile: Profile) -> list[str]:
    """Which members are not what is usual, by their names on the wire."""
    return [wire_name(name) for name in Usual._fields if getattr(profile, name)]


def wanted(profile: Profile, given: CustomerProfileFields, *, is_undo: bool) -> dict[str, str]:
    """What is stored of the members that are given; in an undo they are what was stored.

    An empty one is as is usual. One that is sent back as it was shown stays what it was: usual, if it was that, also in
    another country that is named along. Raises InvalidValue.
    """
    found: dict[str, str] = {}
    if "country" in given:
        found["country"] = texts.country(given["country"], field_of("country"))
    shown = in_effect(profile)
    for name, check in CHECKS.items():
        if name not in given:
            continue
        text: str = given[name]  # type: ignore[literal-required]
        if text and text == getattr(shown, name) and not is_undo:
            continue
        found[name] = text and check(text, field_of(name))
    return found


def _checking(is_good: Callable[[str], bool], rule: str) -> Callable[[str, str], str]:
    def check(text: str, field: str) -> str:
        if not is_good(text):
            raise InvalidValue(rule, field=field)
        return text

    return check


CHECKS: Mapping[str, Callable[[str, str], str]] = {
    "language": _checking(regions.is_language, "must be a language such as de or de-AT (BCP 47)"),
    "timezone": names.timezone,
    "date_format": _checking(
        regions.is_date_format, "must have day, month and year once each, such as d.M.y or dd/MM/yyyy"
    ),
    "number_format": _checking(regions.NUMBERS.__contains__, f"must be one of {', '.join(map(repr, regions.NUMBERS))}"),
    "national_prefix": texts.digits,
    "international_prefix": texts.digits,
}

LOCALISATION: frozenset[str] = frozenset({"country", *CHECKS})
"""The members that a customer writes itself."""
