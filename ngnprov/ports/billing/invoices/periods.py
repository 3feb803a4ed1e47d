# SPDX-License-Identifier: Apache-2.0
"""Months that can be invoiced: any up to the next one."""

from datetime import date, timedelta

from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.billing.charging import prorata
from ngnprov.ports.billing.charging.prorata import Month

FIELD = "period"


def read(text: str, today: str = "", field: str = FIELD) -> Month:
    """A month such as 2027-03; with ``today`` one that is not later than the next. Raises MissingInput, InvalidValue."""
    required(text, field)
    try:
        found = prorata.month(text)
    except ValueError:
        found = None
    if found is None or f"{found.first:%Y-%m}" != text:
        raise InvalidValue("must be a month such as 2027-03", field=field)
    if today:
        last = prorata.end_of_month(date.fromisoformat(today)) + timedelta(days=1)
        if found.first > last:
            raise InvalidValue(f"must not be later than {last:%Y-%m}: fees are due a month in advance", field=field)
    return found
