# SPDX-License-Identifier: Apache-2.0
"""Reads RFC 1035 master files line by line, going on after a mistake, which dnspython's own reader does not."""

from collections.abc import Container, Iterator
from itertools import chain
from typing import Any, NamedTuple, TextIO

import dns.exception
import dns.name
import dns.rdatatype
import dns.tokenizer
import dns.ttl

from ngnprov.errors import InvalidValue
from ngnprov.intake.octets import not_utf8, undecoded
from ngnprov.intake.report import Problem
from ngnprov.intake.values import UNREADABLE
from ngnprov.ports.dns import rdata
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


class Unread(NamedTuple):
    """Why an entry could not be read, and its type, "" when that is not known: it may be any.

    Of a line that certainly has no record that is kept, the type is the word that says so.
    """

    problem: Problem
    type: str = ""


class _Wrong(Exception):
    """A line cannot be read. ``type`` is the type of its record, "" when that is not known."""

    def __init__(self, text: str, type: str = "") -> None:
        super().__init__(text)
        self.type = type


class _Untold(Exception):
    """A line cannot be read because of an earlier one, whose problem has been reported."""


def read(file: TextIO, origin: str | None, kinds: Container[str]) -> Iterator[Entry | Unread]:
    """The records of a master file, and what cannot be read in it, as $INCLUDE and $GENERATE.

    ``origin`` is the one to begin with; the RDATA of types that are none of ``kinds`` is not looked at. Octets of the file
    that are not UTF-8 stand as surrogates, and are a problem unless they are in a comment. A mistake is reported once, and not
    again for the lines that it makes unreadable: those that inherit its name, or are relative to its origin.
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
            yield Unread(Problem(line, "", f"{_reason(error)}; the rest was not read"))
            return
        continues = first.is_whitespace()
        if (bad := lines.undecoded(words)) is not None:
            reader.lose(continues, words)
            yield Unread(bad)
            continue
        try:
            entry = reader.entry(line, continues, words)
        except _Wrong as error:
            yield Unread(Problem(line, "", str(error)), error.type)
        except _Untold:
            continue
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
        """The words of one entry, which may take several lines, quoted ones with their quotes and escapes."""
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
        self._is_name_told = False  # that the name before cannot be read
        self._is_origin_told = False  # that the origin is not known
        self._default: int | None = None
        self._ttl: int | None = None

    def lose(self, continues: bool, words: list[str]) -> None:
        """After a line that could not be read, which has been reported, those that follow inherit no name or origin."""
        if continues or not words:
            return
        if words[0].upper() == "$ORIGIN":
            self._origin, self._is_origin_told = None, True
        elif not words[0].startswith("$"):
            self._name, self._is_name_told = None, True

    def entry(self, line: int, continues: bool, words: list[str]) -> Entry | None:
        """The record of a line, None when it has none."""
        if not words:
            return None
        if not all(map(are_legal, words)):
            self.lose(continues, words)
            raise _Wrong(UNREADABLE)
        if words[0].startswith("$") and not continues:
            self._direct(words)
            return None
        if not continues:
            self.lose(continues, words)  # nothing that follows is of the name before, should this one be none
            self._name = self._absolute(words.pop(0))
        if self._name is None:
            if self._is_name_told:
                raise _Untold
            raise _Wrong("there is no name before this line")
        ttl, kind = self._head(words)
        name = self._name.to_text(omit_final_dot=True).lower()
        type = dns.rdatatype.to_text(kind)
        return Entry(line, name, ttl, type, self._rdata(type, words) if type in self._kinds else None)

    def _rdata(self, type: str, words: list[str]) -> Any:
        try:
            return rdata.of_file(type, " ".join(words), self._origin, _ASCII)
        except InvalidValue as refusal:
            raise _Wrong(f"{type}: the value {refusal.text}", type) from None
        except _Wrong as error:
            raise _Wrong(str(error), type) from None

    def _direct(self, words: list[str]) -> None:
        match words:
            case [word, name] if word.upper() == "$ORIGIN":
                try:
                    self._origin = self._absolute(name)
                except _Wrong:
                    self.lose(continues=False, words=words)
                    raise
            case [word, ttl] if word.upper() == "$TTL":
                self._default = _ttl(ttl)
            case [word, *_] if word.upper() in ("$INCLUDE", "$GENERATE"):
                raise _Wrong(f"{word.upper()} is not read here", word.upper())
            case _:
                self.lose(continues=False, words=words)
                raise _Wrong("is not a supported directive: these are $ORIGIN and $TTL, each with one word")

    def _absolute(self, text: str) -> dns.name.Name:
        try:
            name = dns.name.from_text(text, self._origin, _ASCII)
        except dns.exception.DNSException:
            raise _Wrong("the name is none: labels of 1 to 63 octets, 255 in all (RFC 1035 2.3.4)") from None
        if name.is_absolute():
            return name
        if self._is_origin_told:
            raise _Untold
        self._is_origin_told = True
        raise _Wrong("the name is relative, and the origin is not known: --origin NAME says it")

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
                ttl = self._ttl = _ttl(word)
                continue
            try:
                return ttl, dns.rdatatype.from_text(word)
            except (dns.exception.DNSException, ValueError):
                raise _Wrong("the type is not known", "unknown") from None
        raise _Wrong("there is no type", "unknown")


def _ttl(text: str) -> int:
    try:
        return dns.ttl.from_text(text)
    except dns.exception.DNSException:
        raise _Wrong("the TTL is not a number of seconds, or of w, d, h, m and s such as 1h30m") from None
