# SPDX-License-Identifier: Apache-2.0
"""PINs: what is typed on a telephone to hear one's messages, digits alone (V4)."""

import re
import secrets

from ngnprov.errors import InvalidValue

_LENGTH, _DIGITS = 6, "123456789"
_OTHERS = re.compile(r"[^0-9]")


def digits(given: str, field: str) -> str:
    """The digits of what was given, "" for nothing. Raises InvalidValue when it has none, rather than keep the former PIN."""
    found = _OTHERS.sub("", given)
    if given and not found:
        raise InvalidValue("must have at least one of the digits 0-9", field=field)
    return found


def chosen() -> str:
    """A PIN that nobody can guess: six of the digits that CDRTool chooses from."""
    return "".join(secrets.choice(_DIGITS) for _ in range(_LENGTH))
