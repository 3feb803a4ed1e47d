# SPDX-License-Identifier: Apache-2.0
"""Which days of something that costs so much a month are charged, and what they come to.

Days are calendar days; every month is counted from its own first and last one, never from the month before. A part of a month
is its price times the days held over the days that the month has, exact until the line is rounded (order.md C2).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from ngnprov.ports.order import prices

TRIAL, IN_HOUSE, BLOCKED, PRORATA = "trial", "inHouse", "blocked", "prorata"
"""Tags of lines: why one costs nothing, and that it is about a part of a month."""
MINIMUM_DAYS: Final = (0, 30)
"""Which of them a reseller may charge at least."""

_DAY = timedelta(days=1)


class Month(NamedTuple):
    """A calendar month."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a customer is charged up to the ``end`` of a period.

    ``covered`` is the last day that earlier invoices tell of, and ``reached`` the last of their periods, which is later when
    the customer had ended: of the days between they tell only what was due for ``minimum_days``. ``since`` is the first that
    any may tell of. The days from ``trial_from`` to ``trial_to`` cost nothing, and with ``on_trial`` nothing is said of the
    days behind them: they are charged once the trial has ended. ``gone`` is the last day of a customer that was terminated.
    """

    end: date
    covered: date = date.min
    reached: date = date.min
    since: date = date.min
    trial_from: date = date.max
    trial_to: date = date.min
    on_trial: bool = False
    in_house: bool = False
    gone: date | None = None
    minimum_days: int = 0


class Piece(NamedTuple):
    """Days of one month that are charged alike: ``free`` says why they cost nothing, "" that they do not."""

    first: date
    last: date
    free: str

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    @property
    def is_whole(self) -> bool:
        """Are they all days of their month?"""
        return self.first.day == 1 and self.last == end_of_month(self.first)


def month(text: str) -> Month:
    """The month of ``2027-03``. Raises ValueError."""
    first = date.fromisoformat(f"{text}-01")
    return Month(first, end_of_month(first))


@lru_cache(maxsize=4096)
def end_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def last_due(start: date, until: date | None, standing: Standing) -> date:
    """The last day up to the end of the period for which something is due that is held from ``start`` on; the day before
    ``start`` when it is none.

    ``until`` is the last day on which it is held. What is held on one day only is free. Nothing is refunded: what is held in a
    month is charged to its end, and for ``minimum_days`` at least. What ends while it costs nothing ends on that day.
    """
    gone = standing.gone
    if gone is not None and (until is None or gone < until):
        until = gone
    end = min(standing.end, standing.trial_to) if standing.on_trial else standing.end
    if until is None:
        return end
    if until <= start:
        return start - _DAY
    if standing.trial_from <= until <= standing.trial_to:
        return min(until, end)
    last = max(end_of_month(until), start + timedelta(days=standing.minimum_days - 1))
    return min(last, end)


def pieces(
    start: date, until: date | None, standing: Standing, *, is_new: bool, blocked: date | None = None
) -> Iterator[Piece]:
    """The days that an invoice has to tell of, in their order: of what ``is_new`` all since its start, else those that no
    earlier invoice has told of. From the day ``blocked`` on they cost nothing."""
    first = max(start, standing.since)
    if not is_new and (told := _told(start, standing)) >= first:
        first = told + _DAY
    last = last_due(start, until, standing)
    cuts = () if standing.in_house else _cuts(standing, blocked)
    while first <= last:
        stop = min(last, end_of_month(first))
        for cut in cuts:
            if first < cut <= stop:
                stop = cut - _DAY
        yield Piece(first, stop, reason(first, standing, blocked))
        first = stop + _DAY


def reason(day: date, standing: Standing, blocked: date | None = None) -> str:
    """Why a day costs nothing; "" when it does not."""
    if standing.in_house:
        return IN_HOUSE
    if standing.trial_from <= day <= standing.trial_to:
        return TRIAL
    return BLOCKED if blocked is not None and blocked <= day else ""


@lru_cache(maxsize=65536)
def due(price: Decimal, quantity: int, days: int, of_month: int, currency: str) -> Decimal:
    """What so many days of a month come to: rounded once, half up, to what the currency has."""
    return prices.rounded(price * quantity * days / of_month, currency)


def _told(start: date, standing: Standing) -> date:
    """The last day that earlier invoices tell of for something that is held from ``start`` on."""
    return max(standing.covered, min(standing.reached, start + timedelta(days=standing.minimum_days - 1)))


def _cuts(standing: Standing, blocked: date | None) -> tuple[date, ...]:
    """The days on which something begins or ends to cost nothing."""
    found = [] if blocked is None else [blocked]
    if standing.trial_from <= standing.trial_to:
        found.append(standing.trial_from)
        if standing.trial_to < date.max:
            found.append(standing.trial_to + _DAY)
    return tuple(found)
