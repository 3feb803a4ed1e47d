# SPDX-License-Identifier: Apache-2.0
"""Octets of a file that are not UTF-8. Files are read with them as surrogates (PEP 383), so that a line can be told."""

import re

from ngnprov.intake.report import Problem

_SURROGATE = re.compile("[\udc80-\udcff]").search


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
