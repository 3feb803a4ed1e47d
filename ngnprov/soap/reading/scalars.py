# SPDX-License-Identifier: Apache-2.0
"""Single values as text: numbers, amounts, booleans, bounded texts. By the same forms in a request and in a cell of a file."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from spyne import Boolean, Double, Integer
from spyne.model.primitive import Unicode

from ngnprov.errors import InvalidType, InvalidValue
from ngnprov.soap.types import WireType, xsd_name

BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
MONEY_LIMIT = Decimal(10) ** 10

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}").fullmatch
_DOUBLE = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?").fullmatch
_CENT_OF_CENT = Decimal("0.0001")


def compile_scalar(declared: WireType) -> Callable[[str], Any]:
    """How a single value is read that stands as text elsewhere, such as a cell of a file: by the forms and bounds of the wire.

    The reader raises InvalidType or InvalidValue. What only PHP writes, ``true`` for a number, it does not know.
    """
    return bounded(declared) if issubclass(declared, Unicode) else converter(declared, from_php=False)


def bounded(declared: WireType) -> Callable[[str], str]:
    """The check of a text: its length and its pattern. It raises InvalidValue."""
    longest = int(declared.Attributes.max_len)
    pattern = declared.Attributes.pattern
    matches = re.compile(pattern).fullmatch if pattern else None

    def check(text: str) -> str:
        if len(text) > longest:
            raise InvalidValue(f"must be at most {longest} characters long")
        if matches is not None and text and not matches(text):
            raise InvalidValue("has characters or a form that are not allowed")
        return text

    return check


def converter(declared: WireType, *, from_php: bool) -> Callable[[str], Any]:
    """The reader of a number or boolean. It raises InvalidType or InvalidValue."""
    if issubclass(declared, Boolean):
        return _boolean
    if issubclass(declared, Double):
        return _money if getattr(declared.Attributes, "money", False) else _number
    if issubclass(declared, Integer):
        takes_booleans = from_php and xsd_name(declared) == "int"
        return _integer(int(declared.Attributes.ge), int(declared.Attributes.le), takes_booleans)
    raise TypeError(f"no decoder for {declared!r}")


def _boolean(text: str) -> bool:
    value = BOOLEANS.get(text.lower())
    if value is None:
        raise InvalidType("must be true or false")
    return value


def _integer(lowest: int, highest: int, takes_booleans: bool) -> Callable[[str], int]:
    def convert(text: str) -> int:
        if not _INTEGER(text):
            if takes_booleans and text.lower() in ("true", "false"):  # PHP sends them (sip.md 1, rule 4)
                return int(text.lower() == "true")
            raise InvalidType("must be a whole number")
        value = int(text)
        if not lowest <= value <= highest:
            raise InvalidValue(f"must be a whole number from {lowest} to {highest}")
        return value

    return convert


def _decimal(text: str) -> Decimal:
    if not _DOUBLE(text):
        if text.lstrip("+-").upper() in ("NAN", "INF", "INFINITY"):
            raise InvalidValue("must be a finite number")
        raise InvalidType("must be a number")
    return Decimal(text)


def _money(text: str) -> Decimal:
    value = _decimal(text)
    if abs(value) >= MONEY_LIMIT:
        raise InvalidValue("must be an amount below 10000000000")
    rounded = value.quantize(_CENT_OF_CENT, ROUND_HALF_EVEN)
    # 18000000.239999998 and 18000000.24 are one double; 0.30000000000000004 and 0.3 are two (W-E)
    if value != rounded and float(text) != float(rounded):
        raise InvalidValue("must be an amount with at most four decimals")
    return rounded


def _number(text: str) -> float:
    value = float(_decimal(text))
    if value in (float("inf"), float("-inf")):
        raise InvalidValue("must be a finite number")
    return value
