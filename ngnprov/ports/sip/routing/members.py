# SPDX-License-Identifier: Apache-2.0
"""Members of routing records: what must be there, what an update changes, what clients see."""

from collections.abc import Mapping
from typing import Any

from ngnprov import clock
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, MissingInput

Members = Mapping[str, Any]


def required(given: Members, name: str, path: str) -> Any:
    """A member that must be there and not be empty or 0. Raises MissingInput on ``path.name``."""
    value = given.get(name)
    if not value:
        raise MissingInput("must not be empty", field=f"{path}.{name}")
    return value


def named(given: Members, path: str) -> dict[str, Any]:
    """The member ``name``, if it is given. Raises InvalidValue when it is blank."""
    if "name" not in given:
        return {}
    if not given["name"].strip():
        raise InvalidValue("must not be empty", field=f"{path}.name")
    return {"name": given["name"]}


def changed(wanted: Members, present: Members) -> dict[str, Any]:
    """Those of ``wanted`` that differ from what is stored."""
    return {name: value for name, value in wanted.items() if value != present[name]}


def shown(row: Row) -> Row:
    """A stored record as clients see it. What comes last is the change date."""
    return (*row[:-1], row[-1][: clock.LENGTH_OF_SECONDS])
