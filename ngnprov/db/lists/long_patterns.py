# SPDX-License-Identifier: Apache-2.0
"""Filtering by texts that are too long for an index."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import ByPattern, Kinds, Values, Wrap, matches, same


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLongPattern(ByPattern):
    """:class:`ByPattern` on a folded column whose first ``length`` characters are in the indexed column ``beginning``."""

    beginning: ColumnElement[Any]
    length: int

    def read(self, name: str, given: str | None, *, literally: bool) -> tuple[Kinds, Values]:
        """As of the whole text, and the range of its beginning."""
        kinds, values = ByPattern.read(self, name, given, literally=literally)
        if kinds and kinds[0] in ("equal", "prefix"):
            start = values[f"f_{name}"][: self.length]
            values[f"f_{name}_start"] = start
            if kinds[0] == "prefix":
                values[f"f_{name}_start_end"] = start + patterns.LAST
        return kinds, values

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[ColumnElement[Any]]:
        """The beginning narrows by its index, the whole text decides."""
        return [*self._begins(name, kind, wrap), *ByPattern.conditions(self, name, kind, same)]

    def count_query(self, name: str, kind: str, scope: ColumnElement[Any] | None) -> Select[Any] | None:  # noqa: ARG002
        """Those that begin alike: no fewer than match."""
        begins = self._begins(name, kind, same)
        return select(self.beginning).where(*begins) if begins else None

    def _begins(self, name: str, kind: str, wrap: Wrap) -> list[ColumnElement[Any]]:
        return matches(wrap(self.beginning), kind, f"f_{name}_start") if kind in ("equal", "prefix") else []
