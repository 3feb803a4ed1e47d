# SPDX-License-Identifier: Apache-2.0
"""Which event an entry of the journal is, by what the ports declare of their records (:class:`ngnprov.calls.port.Events`)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ngnprov.calls.port import CREATED, DELETED, UPDATED, Events, Port

EVERYTHING = "*"


def type_of(
    ports: tuple[Port, ...],
    operation: str,
    subject: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> str:
    """The type of the event, "" for what is none."""
    found = _declared(ports, subject)
    if found is None:
        return ""
    noun, events = found
    if "." in noun:
        return noun
    state = (after or {}).get("state")
    if before is not None and state in events.states.get(noun, ()):
        return f"{noun}.{state}"
    usual = CREATED if before is None else DELETED if after is None else UPDATED
    return f"{noun}.{events.verbs.get(operation, usual)}"


def known(ports: tuple[Port, ...]) -> frozenset[str]:
    """Every type that there can be."""
    return frozenset(type for port in ports for type in types_of(port))


@lru_cache(maxsize=64)
def types_of(port: Port) -> frozenset[str]:
    """Every type of events about records of a port."""
    found: set[str] = set()
    events = port.events or Events({})
    for noun in events.nouns.values():
        verbs = {CREATED, UPDATED, DELETED, *events.verbs.values(), *events.states.get(noun, ())}
        found |= {noun} if "." in noun else {f"{noun}.{verb}" for verb in verbs}
    return frozenset(found)


def ports_of(ports: tuple[Port, ...], wanted: str) -> list[Port]:
    """Those with events among them that a hook names."""
    return [port for port in ports if any(is_wanted(type, wanted) for type in types_of(port))]


@lru_cache(maxsize=1024)
def judges(ports: tuple[Port, ...], type: str, operation: str) -> tuple[Port, ...]:
    """The ports whose operation of this name an event is of, since an entry names none: that of its record, if it has one of
    the name. Of an operation that no port has, as what a server does, it is that of the record; else it may be any."""
    own = tuple(ports_of(ports, type))
    named = tuple(port for port in ports if any(each.name == operation for each in port.operations()))
    return tuple(port for port in own if port in named) or (ports if named else own)


def is_wanted(type: str, wanted: str) -> bool:
    """Is it among those that a hook names, words with blanks between?"""
    return any(each in (EVERYTHING, type, f"{type.partition('.')[0]}.{EVERYTHING}") for each in wanted.split())


def _declared(ports: tuple[Port, ...], subject: str) -> tuple[str, Events] | None:
    """The noun of a subject, by the longest beginning."""
    return next(
        ((noun, events) for beginning, noun, events in _beginnings(ports) if subject.startswith(beginning)), None
    )


@lru_cache(maxsize=4)
def _beginnings(ports: tuple[Port, ...]) -> list[tuple[str, str, Events]]:
    found = [
        (beginning, noun, port.events)
        for port in ports
        if port.events is not None
        for beginning, noun in port.events.nouns.items()
    ]
    return sorted(found, key=lambda each: -len(each[0]))
