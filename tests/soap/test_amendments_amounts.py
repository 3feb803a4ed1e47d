# SPDX-License-Identifier: Apache-2.0
"""W-E: a double stands for the amount of at most four decimals whose nearest double it is."""

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ngnprov.errors import InvalidValue
from ngnprov.soap.reading.scalars import compile_scalar
from ngnprov.soap.types import Money
from tests.support.places import PLACES, SPOKEN, read
from tests.support.world import World

AMOUNTS = st.integers(-(10**14) + 1, 10**14 - 1).map(lambda units: Decimal(units).scaleb(-4))
amount = compile_scalar(Money())

RIGHT = {
    "18000000.239999998": "18000000.24",
    "123456789.09999999": "123456789.1",
    "9999999999.9999008": "9999999999.9999",
    "-9999999999.9999008": "-9999999999.9999",
    "0.10000000000000001": "0.1",
    "0.29999999999999999": "0.3",
    "1.8000000239999998e7": "18000000.24",
    "+1.0000000000000000E+04": "10000",
    "-1e-4": "-0.0001",
    "0.1000000000000000055511151231257827": "0.1",
    "0.00000": "0",
    "-0": "0",
    ".5": "0.5",
    "5.": "5",
}
WRONG = [
    *("0.12345", "-0.12345", "0.00001", "1e-5", "0.00005", "0.30000000000000004", "0.1000000001", "1000000000.12345"),
    *("18000000.240000002", "18000000.2400001", "9999999999.99995", "0.10000000149011612"),
]


@pytest.mark.parametrize(("dialect", "by_reference"), SPOKEN)
def test_w_e_amounts_of_17_digits_are_read_wherever_an_amount_can_stand(dialect: Any, by_reference: bool) -> None:
    places = [place for place in PLACES if getattr(place.declared.Attributes, "money", False)]
    assert {"customer.addAccount account.credit", "sip.addBalance value"} <= set(map(str, places))
    for place in places:
        for text, right in RIGHT.items():
            found = read(place, dialect, by_reference, lambda tag: f'<{tag} xsi:type="xsd:double">{text}</{tag}>')
            assert found == Decimal(right), (str(place), text)
        for text in WRONG:
            found = read(place, dialect, by_reference, lambda tag: f'<{tag} xsi:type="xsd:double">{text}</{tag}>')
            assert found == (101, place.field), (str(place), text)


@given(AMOUNTS)
@settings(deadline=None, max_examples=400, derandomize=True)
def test_w_e_however_a_program_writes_its_double_the_amount_is_the_same(right: Decimal) -> None:
    double = float(right)
    for text in (
        str(right),
        repr(double),
        f"{double:.17g}",
        f"{double:.16e}",
        f"{double:.20f}",
        f"{double:.40g}",
        f"{right:E}",
    ):
        assert amount(text) == right, text


@given(AMOUNTS)
@settings(deadline=None, max_examples=400, derandomize=True)
def test_w_e_the_doubles_beside_it_are_no_amounts(right: Decimal) -> None:
    for towards in (math.inf, -math.inf):
        beside = math.nextafter(float(right), towards)
        if abs(beside) < 10**10:
            with pytest.raises(InvalidValue):
                amount(f"{beside:.17g}")


@given(AMOUNTS, st.integers(1, 9))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_w_e_a_fifth_decimal_is_refused_at_any_size(right: Decimal, digit: int) -> None:
    more = right + Decimal(digit).scaleb(-5).copy_sign(right)
    if abs(more) < 10**10:
        with pytest.raises(InvalidValue):
            amount(str(more))


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_w_e_what_is_stored_and_answered_is_the_amount(sqlite_world: World, dialect: str) -> None:
    admin = sqlite_world.call(dialect)
    for number, (text, right) in enumerate(RIGHT.items()):
        id = admin.addAccount(account={"username": f"u{number}", "password": "p", "credit": text})["id"]
        assert admin.getAccount(id=id)["credit"] == float(right)
