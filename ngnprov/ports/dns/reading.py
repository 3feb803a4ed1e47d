# SPDX-License-Identifier: Apache-2.0
"""Reads RFC 1035 master files line by line, going on after a mistake, which dnspython's own reader does not."""

from collections.abc import Container, Iterator
from itertools import chain
from typing import Any, NamedTuple, TextIO

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer
import dns.ttl

from ngnprov.intake.octets import not_utf8, undecoded
from ngnprov.intake.report import Problem
from ngnprov.intake.values import UNREADABLE
from ngnprov.soap.characters import are_legal


class Entry(NamedTuple):
    """A record: its line, its full name without trailing dot, its TTL (None: not said) and its type.

    ``rdata`` is dnspython's, None for a type that was not asked for.
    """

    line: int
    name: str
    ttl: int | None
    type: str
    rdata: Any


class _Wrong(Exception):
    """A line says nothing that can be read."""


def read(file: TextIO, origin: str | None, kinds: Container[str]) -> Iterator[Entry | Problem]:
    """The records of a master file, and what cannot be read in it, as $INCLUDE and $GENERATE.

    ``origin`` is the one to begin with; the RDATA of types that are none of ``kinds`` is not looked at. Octets of the file
    that are no UTF-8 stand as surrogates, and are a problem unless they are in a comment.
    """
    reader = _Reader(None if origin is None else dns.name.from_text(origin), kinds)
    lines = _Lines(file)
    tokenizer = _Tokenizer(lines)
    while True:
        line = tokenizer.where()[1]  # later it counts the line end that ends a word, too
        try:
            first = tokenizer.get(want_leading=True)
            if first.is_eof():
                return
            words = tokenizer.words(first)
        except dns.exception.DNSException as error:
            yield Problem(line, "", f"{_reason(error)}; the rest was not read")
            return
        try:
            bad = lines.undecoded(words)
            entry = bad or reader.entry(line, first.is_whitespace(), words)
        except (_Wrong, dns.exception.DNSException) as error:
            yield Problem(line, "", _reason(error))
        else:
            if entry is not None:
                yield entry


class _Lines:
    """A file for dnspython, which takes it a character at a time; keeps the lines of an entry that are not UTF-8."""

    def __init__(self, lines: TextIO) -> None:
        self._characters = chain.from_iterable(self._noted(lines))
        self._bad: list[tuple[int, str]] = []

    def read(self, _size: int) -> str:
        """The next character, "" at the end."""
        return next(self._characters, "")

    def _noted(self, lines: TextIO) -> Iterator[str]:
        for number, line in enumerate(lines, 1):
            if undecoded(line) is not None:
                self._bad.append((number, line))
            yield line

    def undecoded(self, words: list[str]) -> Problem | None:
        """The problem of the entry with these words, if one is not UTF-8; what precedes it is forgotten."""
        if not self._bad:
            return None
        bad, self._bad = self._bad, []
        for word in words:
            octet = undecoded(word)
            if octet is None:
                continue
            for number, line in bad:
                before, found, _ = line.partition(word)
                if found:
                    return not_utf8(number, undecoded(word, before) or octet)
        return None


class _Tokenizer(dns.tokenizer.Tokenizer):
    """Knows whether there are blanks before a word: ``alpn="h2"`` is one, and dnspython gives it as two."""

    def __init__(self, lines: _Lines) -> None:
        super().__init__(lines, idna_codec=_ASCII)
        self._skipped = 0

    def skip_whitespace(self) -> int:
        """How many blanks were skipped."""
        skipped = super().skip_whitespace()
        self._skipped += skipped
        return skipped

    def words(self, first: dns.tokenizer.Token) -> list[str]:
        """The words of one entry, be it on several lines, quoted ones with their quotes and escapes."""
        words: list[str] = []
        token = first if not first.is_whitespace() else self.get()
        while not token.is_eol_or_eof():
            if not token.is_quoted_string():
                words.append(token.value)
            elif words and not self._skipped:
                words[-1] += f'"{token.value}"'
            else:
                words.append(f'"{token.value}"')
            self._skipped = 0
            token = self.get()
        return words


class _Ascii(dns.name.IDNACodec):
    """Folds no characters into others: only ASCII has the same name in capitals and small letters (RFC 4343 3)."""

    def encode(self, label: str) -> bytes:  # noqa: ARG002
        """Refuse the label; those of a name that is all ASCII do not come here."""
        raise _Wrong(
            "has a name with characters that are not ASCII: internationalised names are written as xn-- (RFC 5890)"
        )


_ASCII: dns.name.IDNACodec = _Ascii()  # type: ignore[no-untyped-call]


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")


class _Reader:
    """What a line inherits from those before it (RFC 1035 5.1, RFC 2308 4)."""

    def __init__(self, origin: dns.name.Name | None, kinds: Container[str]) -> None:
        self._origin = origin
        self._kinds = kinds
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
            self._name = None  # nothing that follows is of the name before, should this one be none
            self._name = self._absolute(words.pop(0))
        if self._name is None:
            raise _Wrong("there is no name before this line")
        ttl, kind = self._head(words)
        name = self._name.to_text(omit_final_dot=True).lower()
        type = dns.rdatatype.to_text(kind)
        return Entry(line, name, ttl, type, self._rdata(kind, words) if type in self._kinds else None)

    def _rdata(self, kind: dns.rdatatype.RdataType, words: list[str]) -> Any:
        text = " ".join(words)
        return dns.rdata.from_text(dns.rdataclass.IN, kind, text, self._origin, relativize=False, idna_codec=_ASCII)

    def _direct(self, words: list[str]) -> None:
        match words:
            case [word, name] if word.upper() == "$ORIGIN":
                self._origin = self._absolute(name)
            case [word, ttl] if word.upper() == "$TTL":
                self._default = dns.ttl.from_text(ttl)
            case [word, *_] if word.upper() in ("$INCLUDE", "$GENERATE"):
                raise _Wrong(f"{word.upper()} is not read here")
            case _:
                raise _Wrong("is no directive that is read here: these are $ORIGIN and $TTL, each with one word")

    def _absolute(self, text: str) -> dns.name.Name:
        name = dns.name.from_text(text, self._origin, _ASCII)
        if not name.is_absolute():
            raise _Wrong("the name is relative, and the origin is not known: --origin NAME says it")
        return name

    def _head(self, words: list[str]) -> tuple[int | None, dns.rdatatype.RdataType]:
        """TTL and type; TTL and class come before the type in any order."""
        ttl = self._default if self._default is not None else self._ttl
        while words:
            word = words.pop(0)
            if word.upper() in ("CH", "HS", "CS"):
                raise _Wrong(f"class {word.upper()} is not kept here")
            if word.upper() == "IN":
                continue
            if word[:1].isdigit():
                ttl = self._ttl = dns.ttl.from_text(word)
                continue
            return ttl, dns.rdatatype.from_text(word)
        raise _Wrong("there is no type")
