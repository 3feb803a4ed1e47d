# SPDX-License-Identifier: Apache-2.0
"""The charsets in which a request may come, made UTF-8 (W-H).

ISO-8859-1 and Windows-1252 are what the PHP modules of the billing systems of old declare and cannot change.
"""

import re

from ngnprov.errors import InvalidValue
from ngnprov.soap.characters import printable
from ngnprov.soap.reading.kinds import BLANKS

UTF_8, ASCII, LATIN_1, WINDOWS_1252 = "UTF-8", "US-ASCII", "ISO-8859-1", "windows-1252"

_NAMES = {
    **dict.fromkeys(("utf-8", "utf8"), UTF_8),
    **dict.fromkeys(("us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us"), ASCII),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "iso_8859-1", "iso_8859-1:1987", "latin1", "latin-1", "l1"), LATIN_1),
    **dict.fromkeys(("windows-1252", "cp1252"), WINDOWS_1252),
}
"""As IANA registers them, and as they are commonly written."""

_CONTROLS_OF_LATIN_1 = re.compile(rb"[\x80-\x9f]").search


def known(name: str) -> str:
    """The charset of this name, in any letter case. Raises InvalidValue when it is none of those accepted."""
    found = _NAMES.get(name.strip(BLANKS).lower())
    if found is None:
        raise InvalidValue(f"the request must be UTF-8, not {printable(name)}")
    return found


def as_utf_8(body: bytes, charset: str) -> bytes:
    """The same text in UTF-8. Raises InvalidValue for octets that the charset does not have.

    Those from 0x80 to 0x9F are not characters of ISO-8859-1: a text with them is Windows-1252 under the wrong name.
    """
    if body.isascii():
        return body
    if charset == LATIN_1:
        found = _CONTROLS_OF_LATIN_1(body)
        if found is not None:
            raise _foreign(charset, found.start())
        return body.decode("latin-1").encode()
    try:
        text = body.decode({UTF_8: "utf-8", ASCII: "ascii", WINDOWS_1252: "cp1252"}[charset])
    except UnicodeDecodeError as error:
        raise _foreign(charset, error.start) from None
    return body if charset == UTF_8 else text.encode()


def _foreign(charset: str, position: int) -> InvalidValue:
    return InvalidValue(f"the request is not {charset} (byte {position})")
