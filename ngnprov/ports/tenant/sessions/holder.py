# SPDX-License-Identifier: Apache-2.0
"""Whose sessions and second factor somebody's are: those of the login by which he has come."""

from typing import NamedTuple

from ngnprov.auth.sessions import ADMIN, CUSTOMER, USER
from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.db import administrators
from ngnprov.errors import NotAuthorized
from ngnprov.ports.tenant.users import store as users
from ngnprov.ports.tenant.users.store import User


class Holder(NamedTuple):
    """A login: its kind and number, how it is called, and what is stored of its password. ``customer`` is whose it is, 0 for
    an administrator."""

    kind: str
    id: int
    name: str
    stored: bytes
    customer: int
    has_factor: bool
    needs_factor: bool

    @property
    def user(self) -> int:
        """The number of the user, 0 for other logins."""
        return self.id if self.kind == USER else 0


def of_caller(call: Call, what: str) -> Holder:
    """Whoever calls, by his password or a session. Raises NotAuthorized for a program with an API token."""
    actor = call.actor
    if actor.token:
        raise NotAuthorized(f"an API token has no {what}: that is for whoever logs in by his password")
    if actor.user:
        found = users.login(call.unit, actor.user)
        assert found is not None, "he was looked up in this unit"
        return _of_login(found)
    if actor.is_admin or actor.impersonated_by_admin:
        return _administrator(call, actor)
    entry = call.context.directory.by_id(call.unit, actor.entry)
    assert entry is not None, "it was looked up in this unit"
    return Holder(
        CUSTOMER, entry.id, entry.username, bytes(entry.sealed), entry.id, has_factor=False, needs_factor=False
    )


def of_user(call: Call, user: User) -> Holder:
    """A user."""
    found = users.login(call.unit, user.id)
    assert found is not None, "it was looked up in this unit"
    return _of_login(found)


def _of_login(found: users.Login) -> Holder:
    user = found.user
    return Holder(
        *(USER, user.id, user.email, found.password.encode(), user.customer),
        has_factor=user.has_factor,
        needs_factor=found.needs_factor,
    )


def _administrator(call: Call, actor: Actor) -> Holder:
    row = administrators.find(call.unit, actor.login)
    if row is None:  # somebody at the machine, whom nobody has let in
        raise NotAuthorized("who calls has no login of his own")
    name, stored, _, id, has_factor = row
    return Holder(ADMIN, id, name, stored.encode(), 0, has_factor=bool(has_factor), needs_factor=False)
