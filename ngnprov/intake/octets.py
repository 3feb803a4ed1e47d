# SPDX-License-Identifier: Apache-2.0
"""The octets of a file as text. Those that are none are read as surrogates (PEP 383), so that a line can be told."""

import codecs
import io
import re
from typing import TextIO

from ngnprov.intake.report import Problem

UNREADABLE = "ngnprov-unreadable"


def _unreadable(error: UnicodeError) -> tuple[str, int]:
    """What stands for octets that are not UTF-16, as surrogates do for those that are not UTF-8: one of these."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error(UNREADABLE, _unreadable)

_SURROGATE = re.compile("[\udc80-\udcff]").search


def as_text(octets: io.BufferedReader) -> TextIO:
    """A file as text: UTF-16 where a byte order mark at its beginning says so, else UTF-8.

    The mark is left out, and line ends are as in the file.
    """
    encoding = "utf-16" if octets.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    errors = "surrogateescape" if encoding.startswith("utf-8") else UNREADABLE
    return io.TextIOWrapper(octets, encoding=encoding, errors=errors, newline="")


def undecoded(text: str, before: str = "") -> int | None:
    """Which octet of a line, counted from 1, is the first in ``text`` that is not UTF-8; None when all are.

    ``before`` is what stands in the line before the text.
    """
    if text.isascii():
        return None
    found = _SURROGATE(text)
    return None if found is None else len(_octets(before)) + len(_octets(text[: found.start()])) + 1


def not_utf8(line: int, octet: int, column: str = "") -> Problem:
    """The problem of a line with such an octet."""
    return Problem(line, column, "is not UTF-8", f"byte {octet}")


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
