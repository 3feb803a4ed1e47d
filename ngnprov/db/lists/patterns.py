# SPDX-License-Identifier: Apache-2.0
"""Search patterns of list queries: ``%`` any run, ``_`` one character, ``\\`` escapes (wire.md L4, L5).

A pattern without wildcards is compared for equality and one with only a trailing ``%`` as a range: both use an index on
every database, which LIKE does not. Text and pattern are folded first, and ``_`` stands for one character of what comes out:
``ß`` is folded to ``ss``, so ``stra_e`` does not find ``Straße`` and ``stra__e`` does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ngnprov.db.columns import fold

Kind = Literal["equal", "prefix", "like"]
LAST = "\U0010ffff"
"""Sorts after every character that text may hold."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A folded pattern. ``text`` is the literal text or prefix, or a LIKE pattern whose escape is ``\\``.

    ``exact`` is the pattern as written, for an exact match to come first; None when it holds ``%``.
    """

    kind: Kind
    text: str
    exact: str | None = None


def ending(text: str) -> str:
    """A LIKE pattern, whose escape is ``\\``, for what ends with ``text``."""
    return "%" + "".join(f"\\{character}" if character in "%_\\" else character for character in text)


def read(written: str, folding: Callable[[str], str] = fold) -> Pattern:
    """The pattern that a caller wrote; ``folding`` is that of the text it is compared with."""
    folded = folding(written)
    literal: list[str] = []
    like: list[str] = []
    wild = 0
    escaped = False
    for character in folded:
        if character == "\\" and not escaped:
            escaped = True
            continue
        if character in "%_" and not escaped:
            wild += 1
            like.append(character)
        else:
            like.append(f"\\{character}" if character in "%_\\" else character)
            literal.append(character)
        escaped = False
    if escaped:  # a lone backslash at the end stands for itself
        like.append("\\\\")
        literal.append("\\")
    if not wild:
        return Pattern("equal", "".join(literal))
    if wild == 1 and folded.endswith("%"):
        return Pattern("prefix", "".join(literal))
    return Pattern("like", "".join(like), None if "%" in folded else folded)
