# SPDX-License-Identifier: Apache-2.0
"""How a zone that is there differs from what a file says of it, as lines of text."""

from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any

from ngnprov.ports.dns.records.store import DnsRecord

_IN_MEMORY = 1 << 20
"""Characters of the lines that are held in memory; more are written to a temporary file."""
_TYPES_WITH_PRIORITY_APART = ("MX", "SRV")
_SHOWN = ("email", "nameservers", "ttl", "minimum", "retry", "expire", "refresh")
"""What a file says of a zone."""


class Difference:
    """Lines that begin with ``-`` for a record that goes, ``+`` for one that comes, and ``~`` for one that changes."""

    def __init__(self) -> None:
        self._lines = SpooledTemporaryFile(  # noqa: SIM115 - it goes with this object
            max_size=_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n"
        )
        self.added = self.removed = self.changed = self.same = 0
        self._zone_changed = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self._zone_changed)

    @property
    def counts(self) -> str:
        """How many records are what."""
        return f"{self.added:,} added, {self.removed:,} removed, {self.changed:,} changed, {self.same:,} the same"

    def lines(self) -> Iterator[str]:
        """The lines, without their ends."""
        self._lines.seek(0)
        for line in self._lines:
            yield line.removesuffix("\n")

    def add(self, record: DnsRecord) -> None:
        """A record comes."""
        self.added += 1
        self._write("+", f"{record.name} {record.ttl} {_data(record)}")

    def remove(self, record: DnsRecord) -> None:
        """A record goes."""
        self.removed += 1
        self._write("-", f"{record.name} {record.ttl} {_data(record)}")

    def change(self, before: DnsRecord, after: DnsRecord) -> None:
        """A record gets another priority or TTL."""
        self.changed += 1
        changes = _changes(before._asdict(), after._asdict(), ("priority", "ttl"))
        self._write("~", f"{before.name} {_data(before)}: {changes}")

    def change_zone(self, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """The SOA or the name servers change, if they do."""
        if changes := _changes(before, after, _SHOWN):
            self._zone_changed = True
            self._write("~", f"{name} zone: {changes}")

    def _write(self, sign: str, text: str) -> None:
        self._lines.write(f"{sign} {' '.join(text.splitlines())}\n")


def _data(record: DnsRecord) -> str:
    priority = f"{record.priority} " if record.type in _TYPES_WITH_PRIORITY_APART else ""
    return f"{record.type} {priority}{record.value}"


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {before[name]} -> {after[name]}" for name in names if before[name] != after[name])
