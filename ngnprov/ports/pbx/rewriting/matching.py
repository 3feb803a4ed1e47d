# SPDX-License-Identifier: Apache-2.0
"""Regular expressions of rewrite rules, which customers of the provider write: what is one, and what it does to a number.

RE2 matches in time that is linear in the number, whatever the expression (https://github.com/google/re2/wiki/WhyRE2); what it
cannot do so, back references and looking around, it refuses. What it takes means the same to PCRE, which proxies have.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

import re2

from ngnprov.errors import InvalidValue

_MEMORY = 1 << 18
"""Octets of a compiled expression, so that a set of many costs little to try."""

_PRINTABLE = re.compile(r"[!-~]*", re.ASCII).fullmatch
_USER = r"[A-Za-z0-9_.!~*'()&=+$,;?/%#-]"
"""A character of the user part of a SIP URI (RFC 3261 25.1), escaped or not; phones dial ``#`` besides."""
_NUMBER = re.compile(rf"{_USER}{{1,64}}", re.ASCII).fullmatch
_REPLACEMENT = re.compile(rf"(?:{_USER}|\\[1-9])*", re.ASCII).fullmatch
_REFERENCE = re.compile(r"\\([1-9])")


class Rule(Protocol):
    """What is asked of a rule here."""

    @property
    def direction(self) -> str:
        """Of the numbers that it is for."""

    @property
    def match(self) -> str:
        """What it finds."""

    @property
    def replace(self) -> str:
        """What that becomes."""


class Rewritten(NamedTuple):
    """A number, and the place of the rule that made it so, from 1 on; 0 for none."""

    number: str
    rule: int


def require_pattern(match: str, replace: str, path: str) -> None:
    """Raise InvalidValue unless ``match`` is an expression that is matched in linear time, and ``replace`` fits it.

    The fields are ``match`` and ``replace`` of the rule ``path``.
    """
    if not _PRINTABLE(match):
        raise InvalidValue("must be printable ASCII without blanks", field=f"{path}.match")
    try:
        groups = _compiled(match).groups
    except re2.error as error:
        reason = error.args[0]
        said = reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
        raise InvalidValue(f"must be a regular expression (RE2): {said}", field=f"{path}.match") from None
    if not _REPLACEMENT(replace):
        raise InvalidValue(
            r"must have the characters of a SIP user (RFC 3261), # and \1 to \9 only", field=f"{path}.replace"
        )
    highest = max((int(each) for each in _REFERENCE.findall(replace)), default=0)
    if highest > groups:
        raise InvalidValue(rf"names \{highest}, but match has {groups} groups", field=f"{path}.replace")


def number(text: str, field: str) -> str:
    """A number as phones send it: 1 to 64 characters of a SIP user part, or ``#``. Raises InvalidValue."""
    if not _NUMBER(text):
        raise InvalidValue("must be 1 to 64 characters of a SIP user (RFC 3261), or #", field=field)
    return text


def rewrite(rules: Iterable[Rule], number: str, direction: str) -> Rewritten:
    """What the first rule of a direction that matches makes of a number: the part that it finds first is replaced, once."""
    for place, rule in enumerate(rules, 1):
        if rule.direction == direction:
            found = _compiled(rule.match).search(number)
            if found is not None:
                return Rewritten(number[: found.start()] + _filled(rule.replace, found) + number[found.end() :], place)
    return Rewritten(number, 0)


def _filled(replace: str, found: Any) -> str:
    """A group that took no part is empty."""
    return _REFERENCE.sub(lambda reference: found.group(int(reference[1])) or "", replace)


def _compiled(match: str) -> Any:
    return re2.compile(match, _OPTIONS)


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return options


_OPTIONS = _options()
