# SPDX-License-Identifier: Apache-2.0
"""Reads RFC 1035 master files line by line, going on after a mistake, which dnspython's own reader does not."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TextIO

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer
import dns.ttl

from ngnprov.intake.report import Problem
from ngnprov.intake.values import UNREADABLE
from ngnprov.soap.characters import are_legal


class Entry(NamedTuple):
    """A record: its line, its full name without trailing dot, its TTL (None: not said), its type and dnspython's RDATA."""

    line: int
    name: str
    ttl: int | None
    type: str
    rdata: Any


class _Wrong(Exception):
    """A line says nothing that can be read."""


def read(file: TextIO, origin: str | None) -> Iterator[Entry | Problem]:
    """The records of a master file, and what cannot be read in it, as $INCLUDE and $GENERATE.

    ``origin`` is the one to begin with. Octets of the file that are no UTF-8 stand as surrogates.
    """
    reader = _Reader(None if origin is None else dns.name.from_text(origin))
    tokenizer = dns.tokenizer.Tokenizer(file)
    while True:
        line = tokenizer.where()[1]  # later it counts the line end that ends a word, too
        try:
            first = tokenizer.get(want_leading=True)
            if first.is_eof():
                return
            words = _words(tokenizer, first)
        except dns.exception.DNSException as error:
            yield Problem(line, "", f"{_reason(error)}; the rest was not read")
            return
        try:
            entry = reader.entry(line, first.is_whitespace(), words)
        except (_Wrong, dns.exception.DNSException) as error:
            yield Problem(line, "", _reason(error))
        else:
            if entry is not None:
                yield entry


def _words(tokenizer: dns.tokenizer.Tokenizer, first: dns.tokenizer.Token) -> list[str]:
    """The words of one entry, be it on several lines, quoted ones with their quotes and escapes."""
    words: list[str] = []
    token = first if not first.is_whitespace() else tokenizer.get()
    while not token.is_eol_or_eof():
        words.append(f'"{token.value}"' if token.is_quoted_string() else token.value)
        token = tokenizer.get()
    return words


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")


class _Reader:
    """What a line inherits from those before it (RFC 1035 5.1, RFC 2308 4)."""

    def __init__(self, origin: dns.name.Name | None) -> None:
        self._origin = origin
        self._name: dns.name.Name | None = None
        self._default: int | None = None
        self._ttl: int | None = None

    def entry(self, line: int, continues: bool, words: list[str]) -> Entry | None:
        """The record of a line, None when it has none."""
        if not words:
            return None
        if not all(map(are_legal, words)):
            raise _Wrong(UNREADABLE)
        if words[0].startswith("$") and not continues:
            self._direct(words)
            return None
        if not continues:
            self._name = self._absolute(words.pop(0))
        if self._name is None:
            raise _Wrong("there is no name before this line")
        ttl, kind = self._head(words)
        rdata = dns.rdata.from_text(dns.rdataclass.IN, kind, " ".join(words), self._origin, relativize=False)
        name = self._name.to_text(omit_final_dot=True).lower()
        return Entry(line, name, ttl, dns.rdatatype.to_text(kind), rdata)

    def _direct(self, words: list[str]) -> None:
        match words:
            case [word, name] if word.upper() == "$ORIGIN":
                self._origin = self._absolute(name)
            case [word, ttl] if word.upper() == "$TTL":
                self._default = dns.ttl.from_text(ttl)
            case _:
                raise _Wrong(f"{words[0]} is not read here")

    def _absolute(self, text: str) -> dns.name.Name:
        name = dns.name.from_text(text, self._origin)
        if not name.is_absolute():
            raise _Wrong(f"{text} is relative, and the origin is not known")
        return name

    def _head(self, words: list[str]) -> tuple[int | None, dns.rdatatype.RdataType]:
        """TTL and type; TTL and class come before the type in any order."""
        ttl = self._default if self._default is not None else self._ttl
        while words:
            word = words.pop(0)
            if word.upper() in ("CH", "HS", "CS"):
                raise _Wrong(f"class {word} is not kept here")
            if word.upper() == "IN":
                continue
            if word[:1].isdigit():
                ttl = self._ttl = dns.ttl.from_text(word)
                continue
            return ttl, dns.rdatatype.from_text(word)
        raise _Wrong("there is no type")
