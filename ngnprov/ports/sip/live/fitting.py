# SPDX-License-Identifier: Apache-2.0
"""Whether what a platform answers has the types that it is declared to have, so that a call can be answered with it.

What devices say of themselves (their User-Agent, a display name) may be anything: what XML cannot carry becomes ``?``.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast, get_origin, get_type_hints

from ngnprov.soap.characters import replaced
from ngnprov.soap.reading.scalars import MONEY_LIMIT

HIGHEST = 2**31 - 1
HIGHEST_ATTRIBUTE = 2**63 - 1
"""Of a number that is JSON alone: what readers of JSON have in common."""

Record = TypeVar("Record", bound=NamedTuple)


def fitted(kind: type[Record], given: object) -> Record:
    """A record of this ``kind``. Raises TypeError or ValueError, which say what does not fit."""
    if not isinstance(given, kind):
        raise TypeError(f"{type(given).__name__} where {kind.__name__} is expected")
    values: tuple[Any, ...] = given
    hints = _hints(kind)
    return kind(
        *(_fit(f"{kind.__name__}.{name}", hint, value) for (name, hint), value in zip(hints, values, strict=True))
    )


def all_fitted(kind: type[Record], given: Sequence[object]) -> list[Record]:
    """The same of each."""
    return [fitted(kind, each) for each in given]


def number(what: str, given: object) -> int:
    """A whole number from 0 up that the wire can carry. Raises TypeError or ValueError."""
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"{what} is a {type(given).__name__}, not an int")
    if not 0 <= given <= HIGHEST:
        raise ValueError(f"{what} is {given}")
    return given


def json_object(given: object) -> str:
    """A JSON object in ASCII. Raises TypeError or ValueError."""
    if not isinstance(given, dict):
        raise TypeError(f"{type(given).__name__} where a dict is expected")
    return _json(given)


def json_list(given: Iterable[object]) -> str:
    """A JSON list of objects in ASCII. Raises TypeError or ValueError."""
    items = list(given)
    for each in items:
        if not isinstance(each, dict):
            raise TypeError(f"{type(each).__name__} where a dict is expected")
    return _json(items)


def _json(value: Any) -> str:
    """Half a surrogate pair, as which octets that are not UTF-8 are read, is no JSON to the old client (RFC 8259 8.2)."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text if text.isascii() else json.dumps(json.loads(replaced(text)))


def _fit(what: str, hint: Any, value: Any) -> Any:
    if hint is int:
        return number(what, value)
    if hint is str:
        return _text(what, value)
    if hint is Decimal:
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError(f"{what} is not a finite Decimal")
        if abs(value) >= MONEY_LIMIT:
            raise ValueError(f"{what} is too large")
        return value
    if get_origin(hint) is Mapping:
        return {_text(what, name): _attribute(what, each) for name, each in value.items()}
    if isinstance(value, str):  # a list of its letters
        raise TypeError(f"{what} is a str, not a list")
    return [_text(what, each) for each in value]


def _attribute(what: str, value: object) -> str | int | float:
    """What JSON has a word for: no NaN, and nothing that has parts."""
    if not isinstance(value, int | float):
        return _text(what, value)
    if not -HIGHEST_ATTRIBUTE <= value <= HIGHEST_ATTRIBUTE:  # neither is NaN
        raise ValueError(f"{what} is {value}")
    return value


def _text(what: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{what} is a {type(value).__name__}, not a str")
    return replaced(value)


@lru_cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((name, hints[name]) for name in cast("Any", kind)._fields)
