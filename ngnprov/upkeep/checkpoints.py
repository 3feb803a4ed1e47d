# SPDX-License-Identifier: Apache-2.0
"""Checkpoints of the journal: the last link of each stream, to be kept where nobody who can change the database gets at it.

Hashes have no key, so that everybody can verify; whoever can change the database can therefore compute them anew, or remove
the end of a stream. Against a checkpoint neither goes unseen.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ngnprov import clock
from ngnprov.db.ledgers import links
from ngnprov.db.ledgers.links import Link
from ngnprov.db.unit import Unit

_KIND = "ngnprov journal checkpoint"


class NoCheckpointError(ValueError):
    """A text is no checkpoint, or there can be none; the message says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """When it was taken, up to which entry everything was sealed, and by stream its last link."""

    at: str
    horizon: int
    streams: Mapping[int, Link]


def take(unit: Unit) -> Checkpoint:
    """The checkpoint of what is sealed. Raises :class:`NoCheckpointError` when SQLite has a link that nobody sealed."""
    found: dict[int, Link] = {}
    for link in links.last_of_each(unit):
        if not _is_one(link):
            raise NoCheckpointError("a link is none: `ngnprov journal verify` tells what was done to the journal")
        found[link.stream] = link
    return Checkpoint(clock.now(), links.top(unit), found)


def to_text(checkpoint: Checkpoint) -> str:
    """As JSON (journal.md 5)."""
    streams = [
        {"stream": link.stream, "number": link.number, "entry": link.entry, "hash": link.hash}
        for link in checkpoint.streams.values()
    ]
    told = {"kind": _KIND, "at": checkpoint.at, "horizon": checkpoint.horizon, "streams": streams}
    return json.dumps(told, indent=1)


def from_text(text: str | bytes) -> Checkpoint:
    """The checkpoint that :func:`to_text` wrote. Raises :class:`NoCheckpointError`."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise NoCheckpointError("it is not JSON") from None
    try:
        if told["kind"] != _KIND:
            raise NoCheckpointError("it says that it is something else")
        made = [_link(each) for each in told["streams"]]
        return Checkpoint(str(told["at"]), int(told["horizon"]), {link.stream: link for link in made})
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        if isinstance(error, NoCheckpointError):
            raise
        raise NoCheckpointError("members are missing or of another type") from None


def _link(told: Mapping[str, Any]) -> Link:
    link = Link(**{name: told[name] for name in Link._fields})
    if not _is_one(link):
        raise TypeError
    return link


def _is_one(link: Link) -> bool:
    """Is it of numbers and a hash?"""
    return all(type(value) is int for value in link[:3]) and isinstance(link.hash, str) and link.hash.isascii()
