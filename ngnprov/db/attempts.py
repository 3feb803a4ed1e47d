# SPDX-License-Identifier: Apache-2.0
"""Counters of login attempts by name and address, shared by all workers and kept over restarts.

A row with an empty address counts a name from everywhere, one with an empty name an address with every name.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Table, Text, and_, case, delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit

attempts = Table(
    "login_attempts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("succeeded", BigInteger, nullable=False, server_default="0"),
)

SECONDS_AHEAD = 60

_c = attempts.c
_one = and_(_c.name == parameter("of"), _c.address == parameter("at"))
# A window that lies in the future was begun before the clock was set back. One a little ahead was begun by another worker:
# at the turn of a second, or on a machine whose clock runs ahead.
_is_over = or_(_c.since <= parameter("begin"), _c.since > parameter("moment") + SECONDS_AHEAD)


def _count_statement(module: Any) -> Statement:
    values = {name: parameter(name) for name in ("name", "address", "since", "count")}
    return Statement(
        module.insert(attempts)
        .values(values)
        .on_conflict_do_update(
            index_elements=["name", "address"],
            set_={
                "count": case((_is_over, 1), else_=_c.count + 1),
                "since": case((_is_over, parameter("moment")), else_=_c.since),
            },
        )
        .returning(_c.count, _c.succeeded)
    )


_COUNT = {"sqlite": _count_statement(sqlite), "postgresql": _count_statement(postgresql)}
_TAKE_BACK = Statement(update(attempts).where(_one, _c.count > 0).values(count=_c.count - 1))
_SUCCEED = Statement(update(attempts).where(_one).values(count=0, succeeded=parameter("moment")))
_FORGET = Statement(delete(attempts).where(_c.since < parameter("begin"), _c.succeeded < parameter("long_ago")))


def count(unit: Unit, name: str, address: str, moment: int, window: int) -> tuple[int, int]:
    """Count one more attempt; how many there are now in the window, and when one last succeeded. Unix seconds."""
    row = unit.one(
        _COUNT[unit.dialect_name],
        name=name,
        address=address,
        since=moment,
        count=1,
        moment=moment,
        begin=moment - window,
    )
    return row[0], row[1]


def take_back(unit: Unit, name: str, address: str) -> None:
    """Count one attempt less."""
    unit.run(_TAKE_BACK, of=name, at=address)


def succeed(unit: Unit, name: str, address: str, moment: int) -> None:
    """Begin to count anew, and note the success."""
    unit.run(_SUCCEED, of=name, at=address, moment=moment)


def forget(unit: Unit, begin: int, long_ago: int) -> None:
    """Remove what neither counts in a window nor had a success that still matters."""
    unit.run(_FORGET, begin=begin, long_ago=long_ago)
