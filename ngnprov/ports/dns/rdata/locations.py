# SPDX-License-Identifier: Apache-2.0
"""LOC (RFC 1876)."""

import re

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata.data import FIELD, Data, data, malformed, parsed

LARGEST = 9_000_000_000
"""Centimetres that a LOC can say (RFC 1876 2)."""

_DEGREES = r"[0-9]{1,3}(?: [0-9]{1,2}(?: [0-9]{1,2}(?:\.[0-9]{1,3})?)?)?"
_METRES = r"[0-9]{1,8}(?:\.[0-9]{1,2})?m?"
_PLACE = re.compile(rf"{_DEGREES} [NS] {_DEGREES} [EW] -?{_METRES}(?: {_METRES}){{0,3}}").fullmatch


def read(kind: str, value: str, priority: int, zone: str) -> Data:  # noqa: ARG001
    """A place as written. Metres are digits with at most two decimals, ``m`` behind them or not (D-K, RFC 1876 3)."""
    written = " ".join(value.split())
    if not _PLACE(written):
        raise malformed(kind)
    place = parsed(kind, written)
    sizes = (place.size, place.horizontal_precision, place.vertical_precision)  # centimetres
    if abs(place.float_latitude) > 90 or abs(place.float_longitude) > 180 or max(sizes) > LARGEST:
        raise InvalidValue("must lie on the earth, and be at most 90000000.00m large (RFC 1876)", field=FIELD)
    return data(kind, written, priority, written)
