# SPDX-License-Identifier: Apache-2.0
"""One value is one record (D-A): nothing in it ends the record, comments on it or goes on in another line."""

import re

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata.data import FIELD, HIGHEST_PRIORITY

QUOTED = r'"(?:[^"\\\r\n]|\\[^\r\n])*"'
"""A quoted string of master files, as a pattern (RFC 1035 5.1)."""

_ONE_RECORD = re.compile(
    rf"""(?:[ \t]|{QUOTED}|\\[!-~]|[!#-'*-:<-\[\]-~])+"""
).fullmatch  # no ; ( ) and no lone " and \; a text is read in one way only, or the time would double with each blank
_NUMBER = re.compile(r"[0-9]{1,5}").fullmatch


def require_one_record(value: str) -> None:
    """Raise InvalidValue when a tokenizer of master files would take a value for more or less than one record's RDATA.

    It would cut it off at ``;`` and at line ends and join lines in parentheses, unless they are quoted or escaped, and take
    ``\\#`` for the generic form of RFC 3597.
    """
    if not _ONE_RECORD(value):
        text = "must be one record in ASCII: no line end, and ; ( ) only in quotes, which are closed (RFC 1035 5.1)"
        raise InvalidValue(text, field=FIELD)
    if value.split(maxsplit=1)[0] == r"\#":
        raise InvalidValue(r"must not be of the generic form \# (RFC 3597)", field=FIELD)


def is_16_bit(word: str) -> bool:
    """Is it a number from 0 to 65535, in digits alone?"""
    return bool(_NUMBER(word)) and int(word) <= HIGHEST_PRIORITY
