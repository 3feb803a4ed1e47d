# SPDX-License-Identifier: Apache-2.0
"""Storage of sessions: what somebody shows in the place of his password once he has logged in, for a time.

Whose one is, is told by the ``kind`` of login (``admin``, ``customer``, ``user``) and its number, ``owner``. It stands on what
was stored of the password when it began: another password ends it.
"""

from typing import NamedTuple

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, and_, delete, or_, select, update

from ngnprov.db.columns import metadata, secret, serial, text
from ngnprov.db.statement import Statement, numbered_insertion, parameter
from ngnprov.db.unit import Unit

sessions = Table(
    "login_sessions",
    metadata,
    serial(),
    Column("kind", Text, nullable=False),
    Column("owner", Integer, nullable=False),
    secret(Column("digest", LargeBinary, nullable=False)),  # SHA-256 of the token, which has 256 random bits
    secret(Column("stands_on", LargeBinary, nullable=False)),  # SHA-256 of what was stored of the password
    Column("has_factor", Boolean, nullable=False),
    *map(text, ("begun", "used", "ends", "address")),
    sqlite_autoincrement=True,
)
_c = sessions.c
Index("uq_login_sessions_digest", _c.digest, unique=True)
Index("ix_login_sessions_owner", _c.kind, _c.owner, _c.id)
Index("ix_login_sessions_ends", _c.ends)


class Session(NamedTuple):
    """A stored session, but for its token. ``has_factor``: it began with a second factor."""

    id: int
    kind: str
    owner: int
    stands_on: bytes
    has_factor: bool
    begun: str
    used: str
    ends: str
    address: str

    def is_open(self, now: str, idle_since: str) -> bool:
        """Is it neither over nor left alone for too long?"""
        return now < self.ends and idle_since <= self.used


_rows = select(*[_c[name] for name in Session._fields])
_is_owners = and_(_c.kind == parameter("of_kind"), _c.owner == parameter("of"))
_ADD = numbered_insertion(sessions)
_BY_DIGEST = Statement(_rows.where(_c.digest == parameter("hashed")))
_GET = Statement(_rows.where(_c.id == parameter("number")))
_OF = Statement(_rows.where(_is_owners).order_by(_c.id))
_TOUCH = Statement(update(sessions).where(_c.id == parameter("number")).values(used=parameter("at")))
_PROVE = Statement(update(sessions).where(_c.id == parameter("number")).values(has_factor=True))
_CLOSE = Statement(delete(sessions).where(_c.id == parameter("number")))
_CLOSE_ALL = Statement(delete(sessions).where(_is_owners, _c.id != parameter("but")))
_FORGET = Statement(delete(sessions).where(or_(_c.ends <= parameter("now"), _c.used < parameter("idle_since"))))


def add(unit: Unit, session: Session, digest: bytes) -> Session:
    """Store a new one, which gets its number."""
    columns = session._asdict()
    del columns["id"]
    return session._replace(id=unit.insert(_ADD, **columns, digest=digest))


def by_digest(unit: Unit, digest: bytes) -> Session | None:
    """The session whose token is shown, over or not."""
    row = unit.first(_BY_DIGEST, hashed=digest)
    return None if row is None else Session(*row)


def get(unit: Unit, id: int) -> Session | None:
    """A session by its number, over or not."""
    row = unit.first(_GET, number=id)
    return None if row is None else Session(*row)


def of_owner(unit: Unit, kind: str, owner: int) -> list[Session]:
    """Those of a login, oldest first, over or not."""
    return [Session(*row) for row in unit.all(_OF, of_kind=kind, of=owner)]


def touch(unit: Unit, id: int, at: str) -> None:
    """It is used."""
    unit.run(_TOUCH, number=id, at=at)


def prove(unit: Unit, id: int) -> None:
    """Whoever has it has shown a second factor since."""
    unit.run(_PROVE, number=id)


def close(unit: Unit, id: int) -> bool:
    """End one; was it there?"""
    return bool(unit.run(_CLOSE, number=id))


def close_all(unit: Unit, kind: str, owner: int, but: int = 0) -> int:
    """End those of a login, but for one; how many."""
    return unit.run(_CLOSE_ALL, of_kind=kind, of=owner, but=but)


def forget_old(unit: Unit, now: str, idle_since: str) -> int:
    """Forget those that are over; how many."""
    return unit.run(_FORGET, now=now, idle_since=idle_since)
