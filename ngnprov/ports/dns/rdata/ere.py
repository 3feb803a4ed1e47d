# SPDX-License-Identifier: Apache-2.0
"""Extended regular expressions of POSIX (IEEE 1003.1, XBD 9.4): are they well formed, and how many groups have they?

What the standard leaves undefined is refused, as programs differ there: name servers have parsers of their own, proxies use
the one of their C library. Nothing is compiled or matched.
"""

import re

_CLASSES = "alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit"
_ELEMENT = r"[^\]\[]|\[(?![.:=])"
_BRACKET = re.compile(rf"\[\^?(\]|)((?:\[:(?:{_CLASSES}):\]|{_ELEMENT})*)\]", re.DOTALL)
_BOUND = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}")
_CLASS = re.compile(rf"\[:(?:{_CLASSES}):\]")
_HIGHEST_BOUND = 255
"""RE_DUP_MAX of POSIX."""


class Malformed(ValueError):
    """The text is not an extended regular expression, or one on which programs do not agree."""


def count_groups(pattern: str) -> int:
    """How many groups a pattern has. Raises Malformed."""
    return _Reader(pattern).groups()


class _Reader:
    """Goes through a pattern once."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._groups = 0
        self._open = 0
        self._has_atom = False
        self._may_repeat = False

    def groups(self) -> int:
        while self._at < len(self._pattern):
            self._step(self._pattern[self._at])
        self._end_branch()
        if self._open:
            raise Malformed("a group is not closed")
        return self._groups

    def _step(self, character: str) -> None:
        match character:
            case "(":
                self._groups += 1
                self._open += 1
                self._begin_branch()
            case ")":
                self._end_branch()
                if not self._open:
                    raise Malformed("a group is closed that is not open")
                self._open -= 1
                self._atom(1)
            case "|":
                self._end_branch()
                self._begin_branch()
            case "^" | "$":
                self._atom(1, may_repeat=False)
            case "*" | "+" | "?":
                self._repeat(1)
            case "{":
                self._repeat(self._bound())
            case "[":
                self._atom(self._bracket())
            case "\\":
                self._escape()
            case _:
                self._atom(1)

    def _begin_branch(self) -> None:
        self._at += 1
        self._has_atom = self._may_repeat = False

    def _end_branch(self) -> None:
        if not self._has_atom:
            raise Malformed("an alternative is empty")

    def _atom(self, length: int, *, may_repeat: bool = True) -> None:
        self._at += length
        self._has_atom, self._may_repeat = True, may_repeat

    def _repeat(self, length: int) -> None:
        if not self._may_repeat:
            raise Malformed("nothing is there to be repeated")
        self._at += length
        self._may_repeat = False

    def _bound(self) -> int:
        """The length of ``{least,most}``."""
        found = _BOUND.match(self._pattern, self._at)
        if found is None:
            raise Malformed("a bound has another form")
        least, _, most = found.groups()
        if max(int(least), int(most or 0)) > _HIGHEST_BOUND or (most and int(least) > int(most)):
            raise Malformed("a bound is out of order or too high")
        return len(found.group())

    def _bracket(self) -> int:
        """The length of ``[...]``: characters, ranges that ascend, and classes; collating symbols are none here."""
        found = _BRACKET.match(self._pattern, self._at)
        if found is None or not "".join(found.groups()):
            raise Malformed("a bracket expression is malformed")
        first, rest = found.groups()
        for part in _CLASS.split(first + rest):
            inner = part[1:-1] if len(part) > 1 else ""
            if "-" in inner:
                self._require_ranges(part)
        return len(found.group())

    def _require_ranges(self, part: str) -> None:
        """A hyphen is itself where a part begins, and where it ends unless a range is before it: BIND refuses that."""
        at = 1 if part.startswith("-") else 0
        while at < len(part):
            low, hyphen, high = part[at], part[at + 1 : at + 2], part[at + 2 : at + 3]
            if low == "-":
                raise Malformed("a range of characters is out of order")
            if hyphen != "-":
                at += 1
                continue
            if not high:
                return
            if high == "-" or low > high:
                raise Malformed("a range of characters is out of order")
            at += 3

    def _escape(self) -> None:
        """A character that means itself. Extended expressions have no back references in them; digits are none."""
        character = self._pattern[self._at + 1 : self._at + 2]
        if not character:
            raise Malformed("a backslash ends it")
        if character in "0123456789":
            raise Malformed("a pattern has no back references in it")
        self._atom(2)
