# SPDX-License-Identifier: Apache-2.0
"""On which day an order is carried out. Days are ISO 8601 in UTC, ``2027-01-31``, as they sort."""

from calendar import monthrange
from datetime import date
from typing import Final

from ngnprov.errors import InvalidValue

NOW: Final = "now"
END_OF_MONTH: Final = "endOfMonth"
_LATEST_YEARS: Final = 5


def end_of_month(day: str) -> str:
    """The last day of the month of a day."""
    return f"{day[:7]}-{days_in_month(day)}"


def days_in_month(day: str) -> int:
    """How many days the month of a day has."""
    return monthrange(int(day[:4]), int(day[5:7]))[1]


def resolve(effective: str, today: str, field: str) -> str:
    """The day that ``now`` (as is ""), ``endOfMonth`` or a day mean. Raises InvalidValue for one that is past or far away."""
    if effective in ("", NOW):
        return today
    if effective == END_OF_MONTH:
        return end_of_month(today)
    if not _is_day(effective):
        raise InvalidValue(f"must be {NOW}, {END_OF_MONTH} or a day such as 2027-01-31", field=field)
    if not today <= effective <= f"{int(today[:4]) + _LATEST_YEARS}{today[4:]}":
        raise InvalidValue(f"must be a day from {today} on, within {_LATEST_YEARS} years", field=field)
    return effective


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
