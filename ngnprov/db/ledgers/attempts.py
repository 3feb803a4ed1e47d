# SPDX-License-Identifier: Apache-2.0
"""Counters of login attempts by name and address, shared by all workers and kept over restarts.

A row with an empty address counts a name from everywhere, one with an empty name an address with every name.
"""

from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Table, Text, and_, case, delete, or_, select, update
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
    Column("latest", BigInteger, nullable=False, server_default="0"),
    Column("told", BigInteger, nullable=False, server_default="0"),
)

SECONDS_AHEAD = 60


class Counter(NamedTuple):
    """A row: ``made`` attempts in the window that began at ``since``.

    ``succeeded`` is when one was last right and ``latest`` when one was last looked at, both for a pair of name and address
    only; ``told`` is the beginning of the window of which the journal knows that it was too much. All are Unix seconds, 0 for
    never.
    """

    since: int = 0
    made: int = 0
    succeeded: int = 0
    latest: int = 0
    told: int = 0


_c = attempts.c
_counter = (_c.since, _c.count, _c.succeeded, _c.latest, _c.told)
_one = and_(_c.name == parameter("name"), _c.address == parameter("address"))
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
        .returning(*_counter)
    )


_COUNT = {"sqlite": _count_statement(sqlite), "postgresql": _count_statement(postgresql)}
_LOOK = Statement(
    select(_c.name, _c.address, *_counter).where(
        or_(
            and_(_c.name == "", _c.address == parameter("address")),
            and_(_c.name == parameter("name"), _c.address.in_(["", parameter("address")])),
        )
    )
)
_LOOKED_AT = Statement(update(attempts).where(_one).values(latest=parameter("moment")))
_TAKE_BACK = Statement(
    update(attempts).where(_one, _c.since == parameter("window"), _c.count > 0).values(count=_c.count - 1)
)
_SUCCEED = Statement(update(attempts).where(_one).values(succeeded=parameter("moment")))
_is_current = _c.since == parameter("window")
_is_current_unjournaled = _c.told != _c.since
_TELL = Statement(
    update(attempts)
    .where(_one, _c.told != parameter("window"), or_(_is_current, _is_current_unjournaled))
    .values(told=parameter("window"))
)
_FORGET = Statement(delete(attempts).where(_c.since < parameter("begin"), _c.succeeded < parameter("long_ago")))


def count(unit: Unit, name: str, address: str, moment: int, window: int) -> Counter:
    """Count one more attempt; the counter with it."""
    row = unit.one(
        _COUNT[unit.dialect_name],
        name=name,
        address=address,
        since=moment,
        count=1,
        moment=moment,
        begin=moment - window,
    )
    return Counter(*row)


def look(unit: Unit, name: str, address: str, moment: int, window: int) -> tuple[Counter, Counter, Counter]:
    """What :func:`count` would answer for the address, the name, and both; nothing is counted."""
    found = {(row[0], row[1]): Counter(*row[2:]) for row in unit.all(_LOOK, name=name, address=address)}
    by_address, by_name, by_both = (
        _with_one_more(found.get(key, Counter()), moment, window)
        for key in (("", address), (name, ""), (name, address))
    )
    return by_address, by_name, by_both


def _with_one_more(counter: Counter, moment: int, window: int) -> Counter:
    if counter.since <= moment - window or counter.since > moment + SECONDS_AHEAD:
        return counter._replace(since=moment, made=1)
    return counter._replace(made=counter.made + 1)


def looked_at(unit: Unit, name: str, address: str, moment: int) -> None:
    """Note that an attempt of the pair is looked at."""
    unit.run(_LOOKED_AT, name=name, address=address, moment=moment)


def take_back(unit: Unit, name: str, address: str, since: int) -> None:
    """Count one attempt less in the window that began ``since``; a later one does not count it any more."""
    unit.run(_TAKE_BACK, name=name, address=address, window=since)


def succeed(unit: Unit, name: str, address: str, moment: int) -> None:
    """Note that an attempt of the pair was right."""
    unit.run(_SUCCEED, name=name, address=address, moment=moment)


def tell(unit: Unit, name: str, address: str, since: int) -> bool:
    """Note that the journal knows of the counter's window that began ``since``; is this news to it?

    The counter may be in another window already: entries are written a little later than what they tell of. Of the earlier
    one the journal is told as well, unless it knows of the present one, which must stay known. No window need be later than
    the one before: the clock may have been set back.
    """
    return bool(unit.run(_TELL, name=name, address=address, window=since))


def forget(unit: Unit, begin: int, long_ago: int) -> None:
    """Remove what neither counts in a window nor had a success that still matters."""
    unit.run(_FORGET, begin=begin, long_ago=long_ago)
