# SPDX-License-Identifier: Apache-2.0
"""The places that a phone has for keys, taken or free."""

from ngnprov.devices.configuration import MOST_KEYS, PRIVATE, SHARED, Configuration, Key


def taken(configuration: Configuration) -> list[Key | None]:
    """The key of each place from 1 on, None where the phone is told that there is none.

    All places that a phone can have are told of each time, so that a key goes away when it is removed, wherever it was. The
    first place has the line, unless another key stands there; a phone without a line has no keys.
    """
    found: list[Key | None] = [None] * MOST_KEYS
    line = configuration.line
    if line is None:
        return found
    found[0] = Key(1, SHARED if line.is_shared else PRIVATE)
    for number, key in enumerate(configuration.keys):
        place = key.place
        if place < 1:
            raise ValueError(f"keys.{number}.place must be 1 or more")
        if place > len(found):
            found += [None] * (place - len(found))
        found[place - 1] = key
    return found
