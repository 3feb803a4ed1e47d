# SPDX-License-Identifier: Apache-2.0
"""The substitution expression of a NAPTR, which its field ``regexp`` holds (RFC 3402 3.2, D-B).

An invalid one makes name servers refuse the whole zone, from a file and by transfer.
"""

import re

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata import ere

_DELIMITER = re.compile(r"[!-/:-\[\]-hj-~]").fullmatch  # printable ASCII but digits, backslash, and the flag i
_DIGITS = "0123456789"
_BACK_REFERENCE = re.compile(r"\\(.)", re.DOTALL)


def require(regexp: bytes, field: str) -> None:
    """Raise InvalidValue for what is neither empty nor delimiter, pattern, delimiter, replacement, delimiter and flags.

    The pattern is an extended regular expression (:mod:`ere`); the replacement refers to its groups as ``\\1`` to ``\\9``.
    """
    if not regexp:
        return
    text = regexp.decode("latin-1")
    if "\0" in text or not _DELIMITER(text[0]):
        raise _wrong("must begin with a delimiter in printable ASCII: no digit, no backslash, no i", field)
    pattern, replacement, flags = _parts(text, field)
    if flags not in ("", "i"):
        raise _wrong("must end with its third delimiter, and perhaps i", field)
    try:
        groups = ere.count_groups(pattern)
    except ere.Malformed as error:
        raise _wrong(f"must have an extended regular expression: {error}", field) from None
    for character in _BACK_REFERENCE.findall(replacement):
        if character in _DIGITS and not 1 <= int(character) <= groups:
            raise _wrong("must refer to groups that its pattern has, from \\1 on", field)


def _parts(text: str, field: str) -> tuple[str, str, str]:
    """Pattern, replacement and flags between the delimiters; one behind a backslash is a character."""
    parts = [""]
    pieces = iter(text[1:])
    for character in pieces:
        if character == text[0]:
            parts.append("")
            continue
        parts[-1] += character
        if character == "\\":
            parts[-1] += next(pieces, "")
    if len(parts) != 3:
        raise _wrong("must have three delimiters, with a backslash before those that are characters", field)
    return parts[0], parts[1], parts[2]


def _wrong(rule: str, field: str) -> InvalidValue:
    return InvalidValue(f"has a regexp, which {rule} (RFC 3402 3.2)", field=field)
