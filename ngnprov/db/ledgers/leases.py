# SPDX-License-Identifier: Apache-2.0
"""Leases: which process does what only one may do. A lease runs out unless it is renewed, and another process takes it.

The time is the database's where it has one of its own, as the clocks of the machines around a PostgreSQL differ; around a
SQLite file there is one machine.
"""

import time

from sqlalchemy import BigInteger, Column, Table, Text, delete, not_, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)

_c = leases.c
_is_over = or_(_c.until <= parameter("moment"), _c.until > parameter("until"))
"""One that lasts longer than a new one would was taken before the clock was set back."""
_NOW = Statement(text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"))
_TAKE = {
    dialect: Statement(
        module.insert(leases)
        .values({name: parameter(name) for name in ("name", "holder", "until")})
        .on_conflict_do_update(
            index_elements=["name"],
            set_={"holder": parameter("holder"), "until": parameter("until")},
            where=or_(_c.holder == parameter("holder"), _is_over),
        )
    )
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}
_OTHERS = Statement(
    select(_c.holder).where(_c.name == parameter("of"), _c.holder != parameter("holder"), not_(_is_over))
)
_RELEASE = Statement(delete(leases).where(_c.name == parameter("of"), _c.holder == parameter("by")))


def take(unit: Unit, name: str, holder: str, milliseconds: int) -> bool:
    """Have a lease from now on for so long, if nobody else has it; is it the ``holder``'s now? Renewing is the same."""
    moment = _moment(unit)
    values = {"name": name, "holder": holder, "until": moment + milliseconds, "moment": moment}
    return bool(unit.run(_TAKE[unit.dialect_name], **values))


def is_others(unit: Unit, name: str, holder: str, milliseconds: int) -> bool:
    """Would :func:`take` be refused now?"""
    moment = _moment(unit)
    return unit.first(_OTHERS, of=name, holder=holder, moment=moment, until=moment + milliseconds) is not None


def release(unit: Unit, name: str, holder: str) -> None:
    """Give a lease back, if it is still the ``holder``'s."""
    unit.run(_RELEASE, of=name, by=holder)


def _moment(unit: Unit) -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000 if unit.dialect_name == "sqlite" else int(unit.one(_NOW)[0])
