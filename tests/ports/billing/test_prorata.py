# SPDX-License-Identifier: Apache-2.0
"""Which days are charged, and what they come to: properties Q13 and Q15, and the worked examples of Xarios and VoIPLine."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngnprov.ports.billing.charging import prorata
from ngnprov.ports.billing.charging.prorata import Piece, Standing
from ngnprov.ports.tenant import regions

DAY = timedelta(days=1)
days = st.dates(date(2023, 1, 1), date(2029, 12, 31))
money = st.decimals(0, 10_000, places=4, allow_nan=False)
quantities = st.integers(1, 500)
currencies = st.sampled_from(["EUR", "JPY", "KWD", "CHF"])


def unit(currency: str) -> Decimal:
    return Decimal(1).scaleb(-regions.minor_units(currency))


def amount(price: Decimal, quantity: int, piece: Piece, currency: str = "EUR") -> Decimal:
    of_month = monthrange(piece.first.year, piece.first.month)[1]
    return prorata.due(price, quantity, piece.days, of_month, currency)


def billed(start: date, until: date | None, period: str, **members: object) -> list[tuple[str, str, str]]:
    standing = Standing(prorata.month(period).last, **members)  # type: ignore[arg-type]
    found = prorata.pieces(start, until, standing, is_new=True)
    return [(f"{piece.first:%d %b}", f"{piece.last:%d %b}", piece.free) for piece in found]


def test_xarios_15_march_is_charged_from_15_march_to_30_april() -> None:
    """17 of March's 31 days and the whole of April: 31.00 a month come to 17.00 and 31.00."""
    assert billed(date(2027, 3, 15), None, "2027-04") == [("15 Mar", "31 Mar", ""), ("01 Apr", "30 Apr", "")]
    found = list(prorata.pieces(date(2027, 3, 15), None, Standing(date(2027, 4, 30)), is_new=True))
    assert [amount(Decimal(31), 1, piece) for piece in found] == [Decimal("17.00"), Decimal("31.00")]


def test_xarios_27_april_is_charged_from_27_april_to_31_may() -> None:
    """4 of April's 30 days and the whole of May: 30.00 a month come to 4.00 and 30.00."""
    found = list(prorata.pieces(date(2027, 4, 27), None, Standing(date(2027, 5, 31)), is_new=True))
    assert [(piece.first, piece.last) for piece in found] == [
        (date(2027, 4, 27), date(2027, 4, 30)),
        (date(2027, 5, 1), date(2027, 5, 31)),
    ]
    assert [amount(Decimal(30), 1, piece) for piece in found] == [Decimal("4.00"), Decimal("30.00")]


def test_voipline_what_is_removed_on_the_10th_is_charged_to_the_end_of_the_month_and_nothing_is_refunded() -> None:
    found = list(
        prorata.pieces(
            date(2027, 1, 1), date(2027, 4, 10), Standing(date(2027, 4, 30), date(2027, 3, 31)), is_new=False
        )
    )
    assert [(piece.first, piece.last) for piece in found] == [(date(2027, 4, 1), date(2027, 4, 30))]
    behind = Standing(date(2027, 5, 31), date(2027, 4, 30))
    assert not list(prorata.pieces(date(2027, 1, 1), date(2027, 4, 10), behind, is_new=False))


def test_what_is_held_on_one_calendar_day_is_free_and_what_comes_again_is_charged() -> None:
    assert billed(date(2027, 3, 15), date(2027, 3, 15), "2027-04", minimum_days=30) == []
    assert billed(date(2027, 3, 15), date(2027, 3, 16), "2027-04") == [("15 Mar", "31 Mar", "")]


def test_at_least_thirty_days_are_charged_where_the_reseller_says_so() -> None:
    held = (date(2027, 3, 25), date(2027, 3, 27))
    assert billed(*held, "2027-04") == [("25 Mar", "31 Mar", "")]
    assert billed(*held, "2027-04", minimum_days=30) == [("25 Mar", "31 Mar", ""), ("01 Apr", "23 Apr", "")]


def test_trial_days_cost_nothing_and_on_trial_the_days_behind_it_wait() -> None:
    trial = {"trial_from": date(2027, 3, 1), "trial_to": date(2027, 4, 9)}
    assert billed(date(2027, 3, 5), None, "2027-04", on_trial=True, **trial) == [
        ("05 Mar", "31 Mar", "trial"),
        ("01 Apr", "09 Apr", "trial"),
    ]
    assert billed(date(2027, 3, 5), None, "2027-04", **trial)[-1] == ("10 Apr", "30 Apr", "")
    ended_in_it = billed(date(2027, 3, 5), date(2027, 4, 8), "2027-04", **trial)
    assert ended_in_it[-1] == ("01 Apr", "08 Apr", "trial"), "nothing is charged of what ended on trial"
    gone = billed(date(2027, 3, 5), None, "2027-04", on_trial=True, gone=date(2027, 3, 20), **trial)
    assert gone == [("05 Mar", "20 Mar", "trial")]


@pytest.mark.parametrize("day", [date(2027, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2027, 12, 31)])
def test_months_are_counted_from_the_anchor_and_none_is_skipped(day: date) -> None:
    standing = Standing(date(day.year + 1, 12, 31))
    found = list(prorata.pieces(day, None, standing, is_new=True))
    assert found[0].first == day
    assert all(after.first == before.last + DAY for before, after in pairwise(found))
    assert all(piece.is_whole for piece in found[1:])
    assert found[-1].last == standing.end


@given(money, quantities, currencies, days, st.lists(st.integers(1, 30), max_size=5))
def test_parts_of_a_month_add_up_to_the_whole_within_a_minor_unit_each(
    price: Decimal, quantity: int, currency: str, day: date, cuts: list[int]
) -> None:
    """Q13: each of the lines is rounded by half a minor unit at the most."""
    of_month = monthrange(day.year, day.month)[1]
    inner = sorted({0, of_month, *(cut for cut in cuts if cut < of_month)})
    parts = [prorata.due(price, quantity, after - before, of_month, currency) for before, after in pairwise(inner)]
    whole = prorata.due(price, quantity, of_month, of_month, currency)
    assert all(part >= 0 and part == part.quantize(unit(currency)) for part in parts)
    assert abs(sum(parts) - whole) <= unit(currency) * max(len(parts) - 1, 0)
    assert abs(whole - price * quantity) <= unit(currency) / 2


@given(days, st.integers(0, 400), st.sampled_from([0, 30]))
def test_the_months_of_a_year_tell_of_each_day_once(start: date, length: int, minimum: int) -> None:
    """Q13: however the invoices of the months are cut, they say together what one invoice would have said."""
    until = start + timedelta(days=length)
    end = date(start.year + 2, 12, 31)
    whole = list(prorata.pieces(start, until, Standing(end, minimum_days=minimum), is_new=True))
    told: list[Piece] = []
    covered = date.min
    month = start.replace(day=1)
    while month <= end:
        last = prorata.end_of_month(month)
        standing = Standing(last, covered, minimum_days=minimum)
        told += prorata.pieces(start, until, standing, is_new=covered < start)
        covered, month = last, last + DAY
    assert told == whole
    if length == 0:
        assert not told
    else:
        assert told[0].first == start
        assert told[-1].last >= until, "nothing is refunded"


@given(days, st.integers(1, 200), st.integers(0, 120), st.integers(1, 120), st.booleans())
def test_days_that_cost_nothing_are_those_of_the_trial_and_all_others_are_charged_once(
    start: date, length: int, offset: int, trial: int, converts: bool
) -> None:
    """Q15, for a subscription that is held for a while around a trial."""
    trial_from = start + timedelta(days=offset - 60)
    trial_to = trial_from + timedelta(days=trial)
    until = start + timedelta(days=length)
    standing = Standing(date(2032, 12, 31), trial_from=trial_from, trial_to=trial_to, on_trial=not converts)
    found = list(prorata.pieces(start, until, standing, is_new=True))
    told = [piece.first + timedelta(days=n) for piece in found for n in range(piece.days)]
    assert told == sorted(set(told)), "each once, in order"
    free = {piece.first + timedelta(days=n) for piece in found if piece.free for n in range(piece.days)}
    assert free == {day for day in told if trial_from <= day <= trial_to}
    held = {start + timedelta(days=n) for n in range(length + 1)}
    assert {day for day in held if converts or day <= trial_to} <= set(told)
