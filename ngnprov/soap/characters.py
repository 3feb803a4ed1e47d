# SPDX-License-Identifier: Apache-2.0
"""The characters that XML can carry (XML 1.0, 2.2).

The parser refuses others in a request. What comes from elsewhere is asked :func:`are_legal` before it is stored; that an
answer holds none is seen once more, by a way that costs little for megabytes, when it is written.
"""

import re

from ngnprov.errors import InternalFailure

_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
_TO_NULL = bytes(0 if code in _CONTROLS else code for code in range(256))
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_UNPRINTABLE = re.compile(r"[^A-Za-z0-9.:_-]")


def are_legal(text: str) -> bool:
    """Can XML carry every character? Surrogates, as which octets that are not UTF-8 are read, it cannot."""
    return _ILLEGAL.search(text) is None


def replaced(text: str) -> str:
    """The text with ``?`` for each character that XML cannot carry."""
    return _ILLEGAL.sub("?", text)


def printable(name: str, longest: int = 40) -> str:
    """A name out of a request as a fault may tell it: short, letters and digits of ASCII and ``.:_-``, ``?`` for any other."""
    return _UNPRINTABLE.sub("?", name[:longest])


def legal(text: str) -> bytes:
    """The UTF-8 of what is answered. Raises InternalFailure for a stored text that XML cannot carry."""
    try:
        data = text.encode("utf-8", "strict")
    except UnicodeEncodeError:
        raise _failure() from None
    if b"\0" in data.translate(_TO_NULL) or "\ufffe" in text or "\uffff" in text:
        raise _failure()
    return data


def _failure() -> InternalFailure:
    return InternalFailure("a stored text has characters that XML cannot carry")
