# SPDX-License-Identifier: Apache-2.0
"""SQL of invitations."""

from typing import NamedTuple

from sqlalchemy import select, update

from ngnprov.auth.tokens import hash_of
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.tenant.invitations.tables import invitations
from ngnprov.ports.tenant.users.tables import users

KIND = "tenant_invitation"
"""The sequence of their numbers."""


class Invitation(NamedTuple):
    """A stored invitation. ``token`` is sealed, and empty once the letter has left."""

    id: int
    user: int
    token: bytes
    at: str
    expires: str
    sent: str
    used: str


_c, _u = invitations.c, users.c
_rows = select(*[_c[name] for name in Invitation._fields])
_INSERT = insertion(invitations)
_GET = Statement(_rows.where(_c.id == parameter("of")))
_BY_DIGEST = Statement(_rows.where(_c.digest == parameter("hashed")))
_LOCK_BY_DIGEST = Statement(_rows.where(_c.digest == parameter("hashed")).with_for_update())
_VOID = Statement(
    update(invitations)
    .where(_c.user == parameter("of"), _c.used == "")
    .values(used=parameter("moment"), token=parameter("nothing"))
)
_UPDATES = Updates(invitations, _c.id == parameter("of"))
_STUCK = Statement(
    select(_c.user, _c.at).where(_c.sent == "", _c.used == "", _c.at < parameter("before")).order_by(_c.id).limit(1000)
)
_UNINVITED = Statement(
    select(_u.id)
    .where(
        _u.customer == parameter("customer"),
        _u.accept_date == "",
        ~select(_c.id).where(_c.user == _u.id).exists(),
    )
    .order_by(_u.id)
)


def insert(unit: Unit, invitation: Invitation, hashed: bytes) -> None:
    """Store a new invitation."""
    unit.run(_INSERT, **invitation._asdict(), digest=hashed)


def get(unit: Unit, id: int) -> Invitation | None:
    """An invitation by its number."""
    row = unit.first(_GET, of=id)
    return None if row is None else Invitation(*row)


def by_token(unit: Unit, token: str, *, locks: bool = False) -> Invitation | None:
    """The invitation of a token, held until the unit ends if asked."""
    row = unit.first(_LOCK_BY_DIGEST if locks else _BY_DIGEST, hashed=hash_of(token))
    return None if row is None else Invitation(*row)


def void(unit: Unit, user: int, at: str) -> None:
    """No invitation of a user is good any more."""
    unit.run(_VOID, of=user, moment=at, nothing=b"")


def was_sent(unit: Unit, id: int, at: str) -> None:
    """The letter has left: nobody but its reader knows the token from now on."""
    _UPDATES.run(unit, {"sent": at, "token": b""}, counts=False, of=id)


def uninvited(unit: Unit, customer: int) -> list[int]:
    """The users of a customer who were never invited, and have not accepted."""
    return [id for (id,) in unit.all(_UNINVITED, customer=customer)]


def stuck(unit: Unit, before: str) -> list[tuple[int, str]]:
    """(user, when) of invitations whose letters should have left by then; the first thousand."""
    return [(user, at) for user, at in unit.all(_STUCK, before=before)]
