# SPDX-License-Identifier: Apache-2.0
"""The keys of a Grandstream phone: unverified on hardware, and the one thing where the sources differ.

Codes are those of multi-purpose keys in Grandstream's own templates: -1 none, 0 speed dial, 1 BLF, 8 transfer, 21 forward.
A place is written twice, as the phone's own multi-purpose key (18 at most) and as that of an expansion board; a phone shows
what it has. Lines stand on line keys, whose codes are others (0 line, 1 shared line): the first four of them are the phone's
one account on all models, and as a multi-purpose key a line is none. Line keys beyond have codes that depend on the model
and are not written.
"""

from functools import cache

from ngnprov.devices.configuration import BLF, FORWARD, PRIVATE, SHARED, SPEED_DIAL, TRANSFER, Configuration, Key
from ngnprov.devices.formats.escaping import xml
from ngnprov.devices.formats.places import taken

_NONE = -1
_MODES = {PRIVATE: _NONE, SHARED: _NONE, SPEED_DIAL: 0, BLF: 1, TRANSFER: 8, FORWARD: 21}
_LINES = {PRIVATE: 0, SHARED: 1}
_LINE_KEYS = 4
_FIRST_OWN = 7
_OWN = 18


def written(configuration: Configuration) -> str:
    """The elements of all keys."""
    places = taken(configuration)
    usual = SHARED if configuration.line and configuration.line.is_shared else PRIVATE
    parts = [_line_key(place, key, usual) for place, key in enumerate(places[:_LINE_KEYS], 1)]
    parts += (_key(key) if key else _no_key(place) for place, key in enumerate(places, 1))
    return "".join(parts)


def _line_key(place: int, key: Key | None, usual: str) -> str:
    mode, text = _LINES[usual], ""
    if key and key.kind in _LINES:
        mode, text = _LINES[key.kind], key.label
    at = 2 * (place - 1)
    return _four((1363 + at, 1364 + at, 1465 + at, 1466 + at), mode, text, "")


def _key(key: Key) -> str:
    return _multi_purpose(key.place, _MODES[key.kind], key.label, key.target)


@cache
def _no_key(place: int) -> str:
    return _multi_purpose(place, _NONE, "", "")


def _multi_purpose(place: int, mode: int, label: str, value: str) -> str:
    if mode == _NONE:
        label = value = ""
    at = 23000 + 5 * (place - 1)
    board = _four((at, at + 1, at + 2, at + 3), mode, label, value)
    return f"{_four(_own(place), mode, label, value)}{board}" if place <= _OWN else board


def _own(place: int) -> tuple[int, int, int, int]:
    """The numbers of the phone's own key: mode, account, label, value."""
    if place <= _FIRST_OWN:
        return 322 + place, 298 + 3 * place, 299 + 3 * place, 300 + 3 * place
    at = 353 + 4 * (place - _FIRST_OWN - 1)
    return at, at + 1, at + 2, at + 3


def _four(numbers: tuple[int, int, int, int], mode: int, label: str, value: str) -> str:
    of_mode, of_account, of_label, of_value = numbers
    return (
        f"<P{of_mode}>{mode}</P{of_mode}>\n"
        f"<P{of_account}>0</P{of_account}>\n"
        f"<P{of_label}>{xml(label)}</P{of_label}>\n"
        f"<P{of_value}>{xml(value)}</P{of_value}>\n"
    )
