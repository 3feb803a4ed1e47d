# SPDX-License-Identifier: Apache-2.0
"""Storage of second factors: the secrets of time-based codes, and the recovery codes beside them.

Whose one is, is told by the ``kind`` of login (``admin``, ``user``) and its number, ``owner``. That somebody logs in by one is
also a flag of his own record, which every call of his reads anyway.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text, and_, delete, insert, select, update

from ngnprov.db.columns import metadata, secret
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.sealing.columns import Sealed

ADMIN: Final = "admin"
USER: Final = "user"

SECRET = Sealed("login_factors.secret", by="{kind}:{owner}")
PENDING = Sealed("login_factors.pending", by="{kind}:{owner}")
"""One that nobody has shown a code of yet."""

factors = Table(
    "login_factors",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("owner", Integer, primary_key=True, autoincrement=False),
    SECRET.column(),
    PENDING.column(),
    Column("last_step", BigInteger, nullable=False),  # of 30 seconds since 1970, of the code that was taken last
    Column("changed", Text, nullable=False),
)
codes = Table(
    "login_recovery_codes",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("owner", Integer, primary_key=True, autoincrement=False),
    secret(Column("digest", LargeBinary, primary_key=True)),  # SHA-256 of a code, which has 80 random bits
)

_c, _r = factors.c, codes.c
_is_owners = and_(_c.kind == parameter("of_kind"), _c.owner == parameter("of"))
_are_owners = and_(_r.kind == parameter("of_kind"), _r.owner == parameter("of"))
_values = {name: parameter(name) for name in _c.keys()}  # noqa: SIM118  a collection of columns
_GET = Statement(select(_c.secret, _c.pending, _c.last_step).where(_is_owners).with_for_update())
_ADD = Statement(insert(factors).values(_values).inline())
_SET = Statement(
    update(factors)
    .where(_is_owners)
    .values({name: parameter(name) for name in ("secret", "pending", "last_step", "changed")})
)
_USE_STEP = Statement(
    update(factors).where(_is_owners, _c.last_step < parameter("step")).values(last_step=parameter("step"))
)
_REMOVE = Statement(delete(factors).where(_is_owners))
_ADD_CODE = Statement(insert(codes).values({name: parameter(name) for name in _r.keys()}).inline())  # noqa: SIM118
_USE_CODE = Statement(delete(codes).where(_are_owners, _r.digest == parameter("hashed")))
_REMOVE_CODES = Statement(delete(codes).where(_are_owners))


def lock(unit: Unit, kind: str, owner: int) -> tuple[bytes, bytes, int] | None:
    """The sealed secret, the sealed pending one, each empty where there is none, and the last step; held until the unit
    ends."""
    row = unit.first(_GET, of_kind=kind, of=owner)
    return None if row is None else (row[0], row[1], row[2])


def store(unit: Unit, kind: str, owner: int, *, secret: bytes, pending: bytes, last_step: int, at: str) -> None:
    """Store both sealed secrets."""
    values: dict[str, Any] = {"secret": secret, "pending": pending, "last_step": last_step, "changed": at}
    if not unit.run(_SET, of_kind=kind, of=owner, **values):
        unit.run(_ADD, kind=kind, owner=owner, **values)


def use_step(unit: Unit, kind: str, owner: int, step: int) -> bool:
    """Take the code of a step, once; was it there to be taken?"""
    return bool(unit.run(_USE_STEP, of_kind=kind, of=owner, step=step))


def use_code(unit: Unit, kind: str, owner: int, digest: bytes) -> bool:
    """Take a recovery code, once; was it there?"""
    return bool(unit.run(_USE_CODE, of_kind=kind, of=owner, hashed=digest))


def set_codes(unit: Unit, kind: str, owner: int, digests: list[bytes]) -> None:
    """Replace the recovery codes."""
    unit.run(_REMOVE_CODES, of_kind=kind, of=owner)
    for digest in digests:
        unit.run(_ADD_CODE, kind=kind, owner=owner, digest=digest)


def remove(unit: Unit, kind: str, owner: int) -> bool:
    """Forget a second factor with its recovery codes; was there one?"""
    unit.run(_REMOVE_CODES, of_kind=kind, of=owner)
    return bool(unit.run(_REMOVE, of_kind=kind, of=owner))
