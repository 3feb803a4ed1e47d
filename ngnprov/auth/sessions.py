# SPDX-License-Identifier: Apache-2.0
"""Sessions: somebody has logged in, with his second factor where he has one, and shows a token in the place of the password
for as long as it is good (rule L-H of docs/contract/login.md).

A token has 256 random bits, so nobody guesses one and none is counted. One that is not good is looked at as any other wrong
password is.
"""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from ngnprov import clock
from ngnprov.auth import factors
from ngnprov.auth.actors import Directory, administrators_actor, entrys_actor
from ngnprov.auth.claims import Request, unknown
from ngnprov.auth.logins import Header, Logins
from ngnprov.auth.tokens import hash_of
from ngnprov.auth.users import UserLogins
from ngnprov.calls.actor import Actor, Factor
from ngnprov.db import administrators, sessions
from ngnprov.db.columns import fold
from ngnprov.db.sessions import Session
from ngnprov.db.unit import Unit
from ngnprov.settings.sections import LoginSettings

ADMIN, USER, CUSTOMER = factors.ADMIN, factors.USER, "customer"
TOUCHED: Final = 60
"""Seconds after which it is noted again that a session is used."""
OCTETS: Final = 32
"""Of a token: 256 random bits."""


def fingerprint(stored: bytes) -> bytes:
    """What a session stands on: what is stored of the password, as long as it stays."""
    return hashlib.sha256(b"session " + stored).digest()


def idle_since(settings: LoginSettings) -> str:
    """Sessions that were not used since then are over."""
    return clock.text(clock.moment(clock.now()) - timedelta(minutes=settings.session_idle_minutes))


class SessionLogins:
    """Knows callers by their sessions; :attr:`Logins.sessions`."""

    def __init__(self, logins: Logins, directory: Directory, users: UserLogins | None, settings: LoginSettings) -> None:
        self._logins = logins
        self._directory = directory
        self._users = users
        self._settings = settings

    def actor(self, unit: Unit, header: Header, request: Request) -> tuple[Actor, Unit] | None:
        """Whoever has the session whose token the header shows, and the reading unit, perhaps another one.

        Raises NotAuthenticated for a customer that is suspended.
        """
        session = sessions.by_digest(unit, hash_of(header.password))
        if session is None or not self._is_open(session):
            return None
        actor = self._holder(unit, session, header, request)
        if actor is None:
            return None
        return replace(actor, session=session.id), self._touched(unit, session, actor.login)

    def require_open(self, unit: Unit, id: int) -> None:
        """Raise NotAuthenticated when a session is over."""
        session = sessions.get(unit, id)
        if session is None or not self._is_open(session):
            raise unknown()

    def _is_open(self, session: Session) -> bool:
        return session.is_open(clock.now(), idle_since(self._settings))

    def _holder(self, unit: Unit, session: Session, header: Header, request: Request) -> Actor | None:
        """Whose it is, if the header names that one and it still stands on what is stored."""
        if (session.kind == ADMIN) != header.admin:
            return None
        if session.kind == ADMIN:
            row = administrators.find(unit, header.username)
            if row is None or row[2] or row[3] != session.owner:
                return None
            if not _stands(session, row[1].encode(), has_factor=bool(row[4])):
                return None
            actor = administrators_actor(self._directory, unit, row[0], header.impersonate)
            return replace(actor, factor=Factor.of(is_shown=session.has_factor, has_one=False))
        if session.kind == CUSTOMER:
            entry = self._directory.by_id(unit, session.owner)
            if entry is None or fold(entry.username) != fold(header.username):
                return None
            if not _stands(session, entry.sealed, has_factor=False):
                return None
            if entry.barred:
                raise self._logins.barred(header, entry.username, entry.id, request)
            return entrys_actor(self._directory, unit, entry, entry.username, by_admin=False)
        return self._user(unit, session, header, request)

    def _user(self, unit: Unit, session: Session, header: Header, request: Request) -> Actor | None:
        users = self._users
        person = None if users is None else users.of_session(unit, header, session.owner, request)
        if (
            users is None
            or person is None
            or not _stands(session, person.stored.encode(), has_factor=person.has_factor)
        ):
            return None
        return users.acting(unit, person, header, request, is_shown=session.has_factor)

    def _touched(self, unit: Unit, session: Session, login: str) -> Unit:
        """Note that a session is used, now and then, if the database takes it."""
        now = clock.now()
        if clock.moment(now) - clock.moment(session.used) < timedelta(seconds=TOUCHED):
            return unit
        work = partial(sessions.touch, id=session.id, at=now)
        return self._logins.note(unit, work, "the use of a session is not noted", login)


def _stands(session: Session, stored: bytes, *, has_factor: bool) -> bool:
    """Is the password what it was; and was a second factor shown, where there is one by now?"""
    return hmac.compare_digest(session.stands_on, fingerprint(stored)) and (session.has_factor or not has_factor)
