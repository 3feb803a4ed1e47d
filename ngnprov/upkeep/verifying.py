# SPDX-License-Identifier: Apache-2.0
"""Verifies the journal: every entry is what was sealed, where it was sealed, and none is missing (promise P28).

Entries and links are read side by side in the order of the ids, on one snapshot. In memory are a few hundred of both, and for
each stream its last link. A damage is told once: what comes behind it is compared with what the link before says and with what
it should say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ngnprov.db.ledgers import links, pruning
from ngnprov.db.ledgers.hashes import FIRST, content, hash_of
from ngnprov.db.ledgers.links import Link, Tail
from ngnprov.db.unit import Row, Unit
from ngnprov.upkeep.checkpoints import Checkpoint

SUSPECTS = 100
"""Damaged entries that are kept to find out whether they have changed places."""


class Kind(Enum):
    """What was done to the journal."""

    EDITED = "edited"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Damage:
    """What was done, in words, and where; None for what cannot be told."""

    kind: Kind
    text: str
    stream: int | None = None
    number: int | None = None
    entry: int | None = None

    @property
    def sentence(self) -> str:
        """Where, what and how."""
        places = (("stream", self.stream), ("number", self.number), ("entry", self.entry))
        where = ", ".join(f"{name} {value}" for name, value in places if value is not None)
        return f"{where or 'journal'}: {self.kind.value}: {self.text}"


@dataclass(slots=True)
class _Stream:
    """How far a stream is: its first and last number, and what the next link may rest on."""

    first: int
    number: int
    hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Suspect:
    link: Link
    befores: tuple[str, ...]
    row: Row


class Verification:
    """One look at the whole journal on the snapshot of ``unit``; :meth:`damages` does it, the other members count."""

    def __init__(self, unit: Unit, checkpoint: Checkpoint | None = None) -> None:
        self._unit = unit
        self._awaited = dict(checkpoint.streams) if checkpoint is not None else {}
        self._streams: dict[int, _Stream] = {}
        self._anchors: dict[int, Link] = {}
        self._suspects: list[_Suspect] = []
        self.entries = 0
        """Entries that were sealed and are there."""

    @property
    def streams(self) -> int:
        """How many streams there are."""
        return len(self._streams)

    @property
    def tail(self) -> Tail:
        """What is not sealed yet."""
        return links.tail(self._unit)

    def damages(self) -> Iterator[Damage]:
        """What was done to the journal."""
        top, pruned = links.top(self._unit), pruning.latest(self._unit)
        pruned_to = 0 if pruned is None else pruned.to
        for row, link in _side_by_side(self._unit):
            if link is None:
                assert row is not None
                if row[0] <= max(top, pruned_to):
                    yield Damage(Kind.INSERTED, "it is in no chain, and its time had passed", entry=row[0])
            elif type(link.stream) is not int or type(link.number) is not int:  # SQLite takes values of any type
                yield _at(link, Kind.EDITED, "its place is no number")
            elif pruned is not None and link.entry <= pruned_to:
                yield from self._anchor(row, link)
            else:
                yield from self._check(row, link)
        if pruned is not None and not pruned.names(self._anchors.values()):
            text = f"the links on which the streams rest since entries up to {pruned_to} were pruned are not the ones it names"
            yield Damage(Kind.EDITED, text, entry=pruned.id)
        yield from self._judged()
        yield from self._cut()

    def _anchor(self, row: Row | None, link: Link) -> Iterator[Damage]:
        if row is not None:
            yield _at(link, Kind.INSERTED, "it was pruned, and is there again")
        if link.stream in self._streams:
            yield _at(link, Kind.INSERTED, "its link went when it was pruned, and is there again")
        yield from self._compared(link)
        self._streams[link.stream] = _Stream(link.number, link.number, (link.hash,))
        self._anchors[link.stream] = link

    def _check(self, row: Row | None, link: Link) -> Iterator[Damage]:
        """A link whose entry is not pruned, and its entry."""
        stream = self._streams.get(link.stream)
        if stream is None:
            stream = self._streams[link.stream] = _Stream(link.number, 0, (FIRST,))
        befores, expected = stream.hashes, stream.number + 1
        told = None if row is None else content(row)
        right = () if told is None else _hashes(befores, link.stream, expected, told)
        if link.number != expected:
            yield _astray(link, expected, is_known=link.hash in right)
            if link.hash in right:
                link = link._replace(number=expected)
            else:
                befores = right = ()
        yield from self._compared(link)
        if row is None:
            yield _at(link, Kind.REMOVED, "the entry is gone, and its link is there")
        else:
            self.entries += 1
            if befores and link.hash not in right:
                yield from self._suspect(_Suspect(link, befores, row))
        stream.number = link.number
        stream.hashes = (link.hash,) if link.hash in right else (link.hash, *right[-1:])

    def _suspect(self, suspect: _Suspect) -> Iterator[Damage]:
        if len(self._suspects) < SUSPECTS:
            self._suspects.append(suspect)
        else:
            yield _edited(suspect.link)

    def _judged(self) -> Iterator[Damage]:
        """The entries that are not what was sealed: is what was sealed in another one's place?"""
        for suspect in self._suspects:
            link = suspect.link
            for other in self._suspects:
                moved = content((link.entry, *other.row[1:]))
                if link.hash in _hashes(suspect.befores, link.stream, link.number, moved):
                    yield _at(link, Kind.REORDERED, f"what it was is now entry {other.link.entry}")
                    break
            else:
                yield _edited(link)

    def _compared(self, link: Link) -> Iterator[Damage]:
        """A link with that of the checkpoint, if it has it."""
        known = self._awaited.get(link.stream)
        if known is not None and known.number == link.number:
            del self._awaited[link.stream]
            if known != link:
                text = "the link is not that of the checkpoint: somebody has computed the chain anew"
                yield _at(link, Kind.EDITED, text)

    def _cut(self) -> Iterator[Damage]:
        """What the checkpoint has and the journal does not, but for what was pruned since."""
        for known in self._awaited.values():
            stream = self._streams.get(known.stream)
            if stream is None or stream.number < known.number:
                end = "the whole stream is gone" if stream is None else f"the stream ends with number {stream.number}"
                yield _at(known, Kind.CUT, f"{end}, and the checkpoint has this one")
            elif known.number > stream.first:
                yield _at(known, Kind.REMOVED, "the checkpoint has it, and the stream does not")


def _at(link: Link, kind: Kind, text: str) -> Damage:
    return Damage(kind, text, link.stream, link.number, link.entry)


def _edited(link: Link) -> Damage:
    return _at(link, Kind.EDITED, "it is not what was sealed")


def _astray(link: Link, expected: int, *, is_known: bool) -> Damage:
    """A link whose number is not the next one; ``is_known`` tells whether its hash says that it should have that."""
    if is_known:
        return _at(link, Kind.REORDERED, f"its number was {expected}")
    if link.number < expected:
        return _at(link, Kind.REORDERED, f"its number comes after {expected - 1}")
    return _at(link, Kind.REMOVED, f"before it {_range(expected, link.number - 1)} missing")


def _range(first: int, last: int) -> str:
    return f"number {first} is" if first == last else f"the numbers {first} to {last} are"


def _hashes(befores: tuple[str, ...], stream: int, number: int, told: str) -> tuple[str, ...]:
    return tuple(hash_of(before, stream, number, told) for before in befores)


def _side_by_side(unit: Unit) -> Iterator[tuple[Row | None, Link | None]]:
    """Entries and links, those of the same number together."""
    rows, made = links.entries_in_order(unit), links.in_order(unit)
    row, link = next(rows, None), next(made, None)
    while row is not None or link is not None:
        if link is None or (row is not None and row[0] < link.entry):
            yield row, None
            row = next(rows, None)
        elif row is None or link.entry < row[0]:
            yield None, link
            link = next(made, None)
        else:
            yield row, link
            row, link = next(rows, None), next(made, None)
