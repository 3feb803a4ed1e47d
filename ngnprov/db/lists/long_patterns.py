# SPDX-License-Identifier: Apache-2.0
"""Filtering by texts that are too long for an index."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from ngnprov.db.lists import patterns
from ngnprov.db.lists.filters import ByPattern, Marks, Values, Wrap, matches, same


@dataclass(frozen=True, slots=True, kw_only=True)
class ByLongPattern(ByPattern):
    """:class:`ByPattern` on a folded column whose first ``length`` characters are in the indexed column ``beginning``."""

    beginning: ColumnElement[Any]
    length: int

    def read(self, name: str, given: str | None, *, literally: bool) -> tuple[Marks, Values]:
        """As of the whole text, and the range of its beginning."""
        marks, values = ByPattern.read(self, name, given, literally=literally)
        if marks and marks[0] in ("equal", "prefix"):
            start = values[f"f_{name}"][: self.length]
            values[f"f_{name}_start"] = start
            if marks[0] == "prefix":
                values[f"f_{name}_start_end"] = start + patterns.LAST
        return marks, values

    def conditions(self, name: str, mark: str, wrap: Wrap) -> list[ColumnElement[Any]]:
        """The beginning narrows by its index, the whole text decides."""
        return [*self._begins(name, mark, wrap), *ByPattern.conditions(self, name, mark, same)]

    def count_query(self, name: str, mark: str, scope: ColumnElement[Any] | None) -> Select[Any] | None:  # noqa: ARG002
        """Those that begin alike: no fewer than match."""
        begins = self._begins(name, mark, same)
        return select(self.beginning).where(*begins) if begins else None

    def _begins(self, name: str, mark: str, wrap: Wrap) -> list[ColumnElement[Any]]:
        return matches(wrap(self.beginning), mark, f"f_{name}_start") if mark in ("equal", "prefix") else []
