# SPDX-License-Identifier: Apache-2.0
"""How a customer is charged up to the end of a month: its trial, its end, and how far its invoices came (billing.md 7)."""

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ngnprov import clock
from ngnprov.ports.billing.charging import prorata
from ngnprov.ports.billing.charging.prorata import Month, Standing
from ngnprov.ports.billing.invoices.store import Mark
from ngnprov.ports.billing.parties.store import Party
from ngnprov.ports.tenant import regions
from ngnprov.ports.tenant.charging.store import Tenant

_DAY = timedelta(days=1)
_LONG = timedelta(days=max(prorata.MINIMUM_DAYS))
"""What has begun so long before a month is due to its end, and not longer."""
_UTC = "UTC"


def of(tenant: Tenant, mark: Mark | None, period: Month, seller: Party) -> Standing:
    """The standing of a customer before the invoice of a month."""
    trial_from, trial_to = date.max, date.min
    on_trial = bool(tenant.trial_until)
    if tenant.trial_since:
        trial_from = date.fromisoformat(tenant.trial_since)
    elif tenant.trial_until or tenant.trial_ended:  # one of before its first day was known
        trial_from = first_day(tenant)
    if on_trial:
        trial_to = date.fromisoformat(tenant.trial_until)
    elif tenant.trial_ended:
        trial_to = date.fromisoformat(tenant.trial_ended) - _DAY
    covered, reached = _covered(mark)
    if mark is not None and mark.on_trial and not on_trial and trial_from < date.max:
        last = max(trial_to, trial_from - _DAY)
        covered, reached = min(covered, last), min(reached, last)
    return Standing(
        end=period.last,
        covered=covered,
        reached=reached,
        since=date.fromisoformat(seller.billed_from) if seller.billed_from else date.min,
        trial_from=trial_from,
        trial_to=trial_to,
        on_trial=on_trial,
        in_house=bool(tenant.in_house),
        gone=_last_day(tenant) if tenant.terminate_date else None,
        minimum_days=seller.minimum_days,
    )


def next_mark(before: Mark | None, standing: Standing, newest: int) -> Mark:
    """How far the invoices of a customer have come with the one that was built on a standing.

    Of one that has an end they tell nothing behind its last month, which it may be restored in or after.
    """
    reached = min(standing.end, standing.trial_to) if standing.on_trial else standing.end
    covered = reached
    if standing.gone is not None:
        covered = prorata.last_due(standing.gone.replace(day=1) - _LONG, None, standing)
        if standing.trial_from <= standing.gone <= standing.trial_to:
            reached = covered
    newest = max(newest, before.newest if before is not None else 0)
    return Mark(_text(max(covered, standing.covered)), _text(max(reached, standing.reached)), newest, standing.on_trial)


def _text(day: date) -> str:
    return "" if day == date.min else day.isoformat()


def _covered(mark: Mark | None) -> tuple[date, date]:
    """Up to which day invoices tell of all, and the end of their periods."""
    if mark is None or not mark.covered:
        return date.min, date.min
    covered = date.fromisoformat(mark.covered)
    return covered, date.fromisoformat(mark.reached) if mark.reached else covered


def first_day(tenant: Tenant) -> date:
    """The day on which a customer was made, where it is."""
    return day_in(timezone_of(tenant), tenant.create_date)


def _last_day(tenant: Tenant) -> date:
    """The last day of a customer that has an end, which may be the midnight behind it."""
    before = clock.moment(tenant.terminate_date) - timedelta(microseconds=1)
    return day_in(timezone_of(tenant), clock.text(before))


def timezone_of(tenant: Tenant) -> str:
    """The time zone of a customer: its own, else the usual one of its country, else UTC."""
    return _zone(tenant.timezone, tenant.country)


@lru_cache(maxsize=4096)
def _zone(own: str, country: str) -> str:
    name = own or regions.usual_in(country).timezone or _UTC
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return _UTC
    return name


def day_in(zone: str, stored: str) -> date:
    """The day of a stored time in a time zone."""
    return clock.moment(stored).astimezone(ZoneInfo(zone)).date()
