# SPDX-License-Identifier: Apache-2.0
"""How amounts and times are written in files that programs read."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from ngnprov.ports.tenant import regions

_FIRST = time(0, 0, 0)
_LAST = time(23, 59, 59)


def amount(value: Decimal, currency: str) -> str:
    """An amount with the decimals that its currency has, ``1234.50``: no exponent, no groups."""
    return f"{value:.{regions.minor_units(currency)}f}"


def plain(value: Decimal) -> str:
    """A price or rate without an exponent or zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def begins(day: str, timezone: str) -> str:
    """The beginning of a day somewhere: ``2027-03-15T00:00:00.000+01:00``."""
    return _at(day, _FIRST, timezone)


def ends(day: str, timezone: str) -> str:
    """Its last second: ``2027-03-31T23:59:59.000+02:00``."""
    return _at(day, _LAST, timezone)


def _at(day: str, hour: time, timezone: str) -> str:
    moment = datetime.combine(date.fromisoformat(day), hour, ZoneInfo(timezone))
    return moment.isoformat("T", "milliseconds")
