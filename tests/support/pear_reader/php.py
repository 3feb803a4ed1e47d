# SPDX-License-Identifier: Apache-2.0
"""PHP 8 values, and how a text becomes one by its declared type (wire.md 4.1)."""

import re
from typing import Any


class PhpFatal(Exception):
    """An uncaught PHP error: the page dies."""


class PhpObject(dict[str, Any]):
    """A stdClass object; members also as attributes. A member that is not there raises AttributeError."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class PhpArray(dict[str, Any]):
    """A PHP array with names for keys: what ``$result->member`` cannot read (wire.md section 4, step 4)."""


_INTEGERS = frozenset(
    {
        *("integer", "int", "short", "nonNegativeInteger", "nonPositiveInteger", "negativeInteger"),
        *("positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte", "duration"),
        *("gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth"),
    }
)
_FLOATS = frozenset({"float", "double", "decimal"})
_BLANK = " \t\n\r\v\f"
_NUMBER = re.compile(rf"[{_BLANK}]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")
_INT_MAX = 2**63 - 1


def scalar(kind: str, text: str) -> str | int | float | bool:
    """The value of a leaf. What is declared neither number nor boolean is a string, xsd:long and byte too."""
    if kind == "boolean":
        return not _equals_zero(text) and text.lower() != "false"
    if kind in _FLOATS:
        return float(_leading_number(text))
    return _int(_leading_number(text)) if kind in _INTEGERS else text


def _leading_number(text: str) -> str:
    """The number at the beginning; PHP drops the rest, and takes 0 when there is none."""
    found = _NUMBER.match(text)
    return found[1] if found else "0"


def _int(number: str) -> int:
    if number.lstrip("+-").isdigit():
        value = int(number)
    else:
        try:
            value = int(float(number))
        except OverflowError:  # infinite
            return 0
    return max(-_INT_MAX - 1, min(_INT_MAX, value))


def _equals_zero(text: str) -> bool:
    """``$text == '0'``: PHP 8 compares numeric strings as numbers, so ``0.0`` and `` 0 `` equal it."""
    found = _NUMBER.match(text)
    return found is not None and not text[found.end() :].strip(_BLANK) and float(found[1]) == 0
