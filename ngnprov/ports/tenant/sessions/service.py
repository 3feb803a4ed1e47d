# SPDX-License-Identifier: Apache-2.0
"""The rules of sessions (tenant.md 22)."""

from collections.abc import Sequence
from datetime import timedelta

from ngnprov import clock
from ngnprov.auth import sessions as logins
from ngnprov.auth.logins import SESSION_PREFIX
from ngnprov.auth.tokens import hash_of, new_token
from ngnprov.calls.actor import Factor
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.db import sessions
from ngnprov.db.sessions import Session
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant.errors import SessionUnknown
from ngnprov.ports.tenant.permissions import WRITE_USERS
from ngnprov.ports.tenant.sessions import holder
from ngnprov.ports.tenant.sessions.holder import Holder
from ngnprov.ports.tenant.sessions.wire import SessionAnswer
from ngnprov.ports.tenant.users import service as users

MOST = 50
"""Sessions of a login; with more the oldest one ends."""


def open_session(call: Call, code: str) -> SessionAnswer:
    """Begin a session of whoever calls; its token is answered this once.

    ``code`` was looked at with the password. Raises InvalidValue (a code without a second factor), NotAuthorized (an API
    token).
    """
    whose = holder.of_caller(call, "session")
    if code and call.actor.factor is not Factor.PROVED:
        raise InvalidValue("this login has no second factor", field="code")
    settings = call.context.settings.login
    sessions.forget_old(call.unit, call.now, logins.idle_since(settings))
    for old in sessions.of_owner(call.unit, whose.kind, whose.id)[: -MOST + 1 or None]:
        sessions.close(call.unit, old.id)
    token = new_token(logins.OCTETS, SESSION_PREFIX)
    made = sessions.add(
        call.unit,
        Session(
            id=0,
            kind=whose.kind,
            owner=whose.id,
            stands_on=logins.fingerprint(whose.stored),
            has_factor=call.actor.factor is Factor.PROVED,
            begun=call.now,
            used=call.now,
            ends=clock.text(clock.moment(call.now) + timedelta(hours=settings.session_hours)),
            address=call.address,
        ),
        hash_of(token),
    )
    call.created(_subject(made), _told(whose, made))
    return _answer(call, whose, made)._replace(token=token)


def close_session(call: Call, id: int) -> None:
    """End a session, with the next call: the one by which somebody calls, another one of his, or one of a user whom he
    manages.

    Raises SessionUnknown, NotAuthorized.
    """
    session = sessions.get(call.unit, required(id or call.actor.session, "id"))
    whose = None if session is None else _whose(call, session)
    if session is None or whose is None:
        raise SessionUnknown("there is no such session", field="id")
    sessions.close(call.unit, session.id)
    call.removed(_subject(session), _told(whose, session))


def get_sessions(call: Call, user: int) -> Sequence[SessionAnswer]:
    """The sessions that are open, without their tokens: of the login that calls, or of a user whom it manages.

    Raises UserUnknown, NotAuthorized.
    """
    whose = holder.of_caller(call, "sessions") if user in (0, call.actor.user) else _managed(call, user)
    since = logins.idle_since(call.context.settings.login)
    found = sessions.of_owner(call.unit, whose.kind, whose.id)
    return [_answer(call, whose, each) for each in found if each.is_open(call.now, since)]


def _managed(call: Call, id: int) -> Holder:
    if not WRITE_USERS.is_held_by(call.actor):
        raise users.USERS.unknown(field="user")
    return holder.of_user(call, users.require_manageable(call, users.USERS.get(call, id, field="user"), "user"))


def _whose(call: Call, session: Session) -> Holder | None:
    """Whose session it is, if the caller may end it."""
    own = holder.of_caller(call, "sessions")
    if (own.kind, own.id) == (session.kind, session.owner):
        return own
    if session.kind != logins.USER or not WRITE_USERS.is_held_by(call.actor) or call.actor.factor is Factor.UNENROLLED:
        return None
    user = users.USERS.records.lock(call.unit, call.actor, session.owner)
    return None if user is None else holder.of_user(call, users.require_manageable(call, user, "id"))


def _answer(call: Call, whose: Holder, session: Session) -> SessionAnswer:
    return SessionAnswer(
        id=session.id,
        user=whose.user,
        login=whose.name,
        begun=clock.to_seconds(session.begun),
        last_used=clock.to_seconds(session.used),
        expires=clock.to_seconds(session.ends),
        address=session.address,
        second_factor=session.has_factor,
        current=session.id == call.actor.session,
        token="",
    )


def _told(whose: Holder, session: Session) -> dict[str, object]:
    """What the journal has of it."""
    return {
        "customer": whose.customer,
        "login": whose.name,
        "second_factor": session.has_factor,
        "ends": clock.to_seconds(session.ends),
    }


def _subject(session: Session) -> str:
    return f"session {session.id}"
