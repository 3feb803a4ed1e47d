# SPDX-License-Identifier: Apache-2.0
"""What a given list of mappings means (enum.md R8, R9, R13)."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from typing import Any

from ngnprov.errors import InvalidValue
from ngnprov.ports.enum import naptr
from ngnprov.ports.enum.mappings.store import Mapping

DEFAULT_PRIORITY = 5
MOST = 100
"""Mappings of one number: one RRset, which has to fit into a DNS message (RFC 1035 4.2.2)."""

Members = MappingOf[str, Any]


def read(given: Sequence[Members], field: str, ttl: int, present: Sequence[Mapping] = ()) -> list[Mapping]:
    """The mappings that ``given`` asks for: with the id of the present one that an item names, else as new ones.

    ``ttl`` is the range's. Of items equal in type and URI one stays, one with an id before others. Raises MissingInput,
    InvalidValue.
    """
    if len(given) > MOST:
        raise InvalidValue(f"must be at most {MOST} mappings", field=field)
    free = {mapping.id for mapping in present}
    found: dict[tuple[str, str], Mapping] = {}
    for position, item in enumerate(given):
        kind: str = item.get("type", "")
        mapto = naptr.checked(kind, item.get("mapto", ""), f"{field}.{position}")
        id = item.get("id", 0) if item.get("id", 0) in free else 0
        mapping = Mapping(id, kind, mapto, item.get("ttl", 0) or ttl, item.get("priority", 0) or DEFAULT_PRIORITY)
        other = found.get((kind, mapto))
        if other is None or (id and not other.id):
            found[kind, mapto] = mapping
            free.discard(id)
    return list(found.values())
