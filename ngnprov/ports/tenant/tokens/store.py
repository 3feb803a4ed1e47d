# SPDX-License-Identifier: Apache-2.0
"""SQL of API tokens."""

from typing import NamedTuple

from sqlalchemy import delete, func, select

from ngnprov.auth.tokens import hash_of
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.tenant.tokens.tables import tokens

KIND = "tenant_token"
"""The sequence of their numbers."""


class Token(NamedTuple):
    """A stored token, but for its hash; permissions have blanks between."""

    id: int
    user: int
    name: str
    hint: str
    permissions: str
    expiry: str
    create_date: str
    last_used: str

    def is_good(self, today: str) -> bool:
        """Is its last day not past?"""
        return not self.expiry or today <= self.expiry


_c = tokens.c
_rows = select(*[_c[name] for name in Token._fields])
_INSERT = insertion(tokens)
_GET = Statement(_rows.where(_c.id == parameter("of")))
_BY_DIGEST = Statement(_rows.where(_c.digest == parameter("hashed")))
_OF = Statement(_rows.where(_c.user == parameter("owner")).order_by(_c.id))
_COUNT = Statement(select(func.count()).where(_c.user == parameter("owner")))
_DELETE = Statement(delete(tokens).where(_c.id == parameter("of")))
_DELETE_ALL = Statement(delete(tokens).where(_c.user == parameter("owner")))
_UPDATES = Updates(tokens, _c.id == parameter("of"))


def insert(unit: Unit, token: Token, hashed: bytes) -> None:
    """Store a new token."""
    unit.run(_INSERT, **token._asdict(), digest=hashed)


def get(unit: Unit, id: int) -> Token | None:
    """A token by its number."""
    row = unit.first(_GET, of=id)
    return None if row is None else Token(*row)


def by_secret(unit: Unit, secret: str) -> Token | None:
    """The token that a program shows."""
    row = unit.first(_BY_DIGEST, hashed=hash_of(secret))
    return None if row is None else Token(*row)


def of_user(unit: Unit, user: int) -> list[Token]:
    """Those of a user."""
    return [Token(*row) for row in unit.all(_OF, owner=user)]


def count(unit: Unit, user: int) -> int:
    """How many a user has."""
    found: int = unit.one(_COUNT, owner=user)[0]
    return found


def remove(unit: Unit, id: int) -> None:
    """Forget a token."""
    unit.run(_DELETE, of=id)


def remove_all(unit: Unit, user: int) -> None:
    """Forget those of a user."""
    unit.run(_DELETE_ALL, owner=user)


def note_use(unit: Unit, id: int, at: str) -> None:
    """Somebody has logged in by it."""
    _UPDATES.run(unit, {"last_used": at}, counts=False, of=id)
