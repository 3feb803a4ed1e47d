# SPDX-License-Identifier: Apache-2.0
"""Storage of the server's own administrators."""

from typing import Any

from sqlalchemy import Column, Integer, Table, Text, func, insert, select, update

from ngnprov.db.columns import flag, fold, folded, metadata, secret, text
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit

administrators = Table(
    "administrators",
    metadata,
    Column("id", Integer, primary_key=True),
    text("name"),
    Column("name_fold", folded("name").type, nullable=False, unique=True),
    secret(Column("password", Text, nullable=False)),  # its hash
    flag("disabled"),
    Column("changed", Text, nullable=False),
    flag("has_factor"),  # a second one: he logs in by sessions that begin with it
    sqlite_autoincrement=True,
)

_c = administrators.c
_names = {name: parameter(name) for name in ("name", "name_fold", "password", "disabled", "changed", "has_factor")}
_ADD = Statement(insert(administrators).values(_names).inline())
_FIND = Statement(
    select(_c.name, _c.password, _c.disabled, _c.id, _c.has_factor).where(_c.name_fold == parameter("name_fold"))
)
_LIST = Statement(select(_c.name, _c.disabled, _c.changed, _c.has_factor).order_by(_c.name_fold))
_HOLD_ENABLED = Statement(select(_c.name_fold).where(_c.disabled.is_(False)).order_by(_c.id).with_for_update())
_COUNT_ENABLED = Statement(select(func.count()).where(_c.disabled.is_(False)))
_SET_DISABLED = Statement(
    update(administrators)
    .where(_c.name_fold == parameter("name_fold"))
    .values(disabled=parameter("disabled"), changed=parameter("changed"))
)
_SET_PASSWORD = Statement(
    update(administrators)
    .where(_c.name_fold == parameter("name_fold"))
    .values(password=parameter("password"), changed=parameter("changed"))
)
_SET_FACTOR = Statement(
    update(administrators).where(_c.id == parameter("number")).values(has_factor=parameter("has_one"))
)
_REHASH = Statement(
    update(administrators)
    .where(_c.name_fold == parameter("name_fold"), _c.password == parameter("old_password"))
    .values(password=parameter("password"))
)


def add(unit: Unit, name: str, stored: str, at: str) -> None:
    """Add one; ``stored`` is the hash. Raises Duplicate when the name is taken, without regard to case."""
    unit.run(_ADD, name=name, name_fold=fold(name), password=stored, disabled=False, changed=at, has_factor=False)


def find(unit: Unit, name: str) -> Row | None:
    """(name, hash, is disabled, number, has a second factor) of the administrator with this name."""
    return unit.first(_FIND, name_fold=fold(name))


def everybody(unit: Unit) -> list[Row]:
    """(name, is disabled, when changed, has a second factor) of all."""
    return unit.all(_LIST)


def lock_enabled(unit: Unit) -> list[str]:
    """The folded names of those who are enabled, none of whom is disabled by others until the unit ends."""
    return [name for (name,) in unit.all(_HOLD_ENABLED)]


def count_enabled(unit: Unit) -> int:
    """How many may log in."""
    count: int = unit.one(_COUNT_ENABLED)[0]
    return count


def set_disabled(unit: Unit, name: str, disabled: bool, at: str) -> bool:
    """Disable or enable; is there one with this name?"""
    return bool(unit.run(_SET_DISABLED, name_fold=fold(name), disabled=disabled, changed=at))


def set_password(unit: Unit, name: str, stored: str, at: str) -> bool:
    """Store another hash; is there one with this name?"""
    return bool(unit.run(_SET_PASSWORD, name_fold=fold(name), password=stored, changed=at))


def set_factor(unit: Unit, id: int, has_factor: bool) -> None:
    """From now on he has a second factor, or none."""
    unit.run(_SET_FACTOR, number=id, has_one=has_factor)


def rehash(unit: Unit, name: str, old: str, stored: Any) -> None:
    """Replace a hash by one of the same password with today's parameters, unless it changed meanwhile."""
    unit.run(_REHASH, name_fold=fold(name), old_password=old, password=stored)
