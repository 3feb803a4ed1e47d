# SPDX-License-Identifier: Apache-2.0
"""The rules of invitations (tenant.md 18)."""

import json
from datetime import timedelta

from ngnprov import clock
from ngnprov.auth import factors, passwords
from ngnprov.auth.logins import SESSION_PREFIX
from ngnprov.auth.tokens import hash_of, new_token
from ngnprov.auth.users import TOKEN_PREFIX
from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.fields import required
from ngnprov.db.columns import fold
from ngnprov.db.ledgers import sequences
from ngnprov.db.ledgers.journal import MASKED
from ngnprov.errors import InvalidValue
from ngnprov.ports.tenant.errors import InvitationsOff, InvitationUsed
from ngnprov.ports.tenant.invitations import store
from ngnprov.ports.tenant.invitations.store import Invitation
from ngnprov.ports.tenant.invitations.tables import TOKEN
from ngnprov.ports.tenant.invitations.wire import InvitationAnswer
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.settings import TenantSettings
from ngnprov.ports.tenant.tokens import store as tokens
from ngnprov.ports.tenant.users import service as users
from ngnprov.ports.tenant.users import store as users_store
from ngnprov.ports.tenant.users.service import USERS
from ngnprov.ports.tenant.users.standing import ACTIVE, INVITED, state_of
from ngnprov.ports.tenant.users.store import User
from ngnprov.ports.tenant.users.wire import UserAnswer, UserFields

LETTER = "invitation"
"""What the outbox calls the letter; its content is the number of the invitation alone."""

PAGE = "/invitation/"
NONE = InvitationAnswer(id=0, user=0, email="", expires="")
SHORTEST_WITH_FACTOR = 12
"""Characters of a password that is not all somebody logs in by."""
OCTETS = 20
"""Of randomness in a token: 160 bits."""


def can_invite(context: Context) -> bool:
    """Does this server send mail, and know its own address?"""
    return context.settings.mail.is_on and bool(context.settings.server.public_url)


def add_user(call: Call, new: UserFields) -> UserAnswer:
    """Keep a user, and invite him. Raises as :func:`~ngnprov.ports.tenant.users.service.add_user`."""
    made = users.add_user(call, new)
    invite_new(call, made.id)
    return made


def update_user(call: Call, given: UserFields) -> UserAnswer:
    """Change a user, and invite him at another address. Raises as the function of the same name for users alone."""
    before = USERS.get(call, given["id"]) if given.get("id") and "email" in given else None
    after = users.update_user(call, given)
    if before is not None and fold(before.email) != fold(after.email):
        store.void(call.unit, after.id, call.now)
        tokens.remove_all(call.unit, after.id)  # whoever has the address now is somebody else
        factors.remove(call.unit, factors.USER, after.id)
        users_store.set_factor(call.unit, after.id, has_factor=False)
        after = after._replace(has_factor=False)
        invite_new(call, after.id)
    return users.answer(call, after)


def invite_new(call: Call, user: int) -> InvitationAnswer:
    """Invite a user who has just come, where that is done: his customer is enabled, this server sends invitations, and it is
    no undo, which brings back what was there.
    """
    found = users_store.login(call.unit, user)
    if found is None or call.reverts is not None or not can_invite(call.context):
        return NONE
    profile = PROFILES.records.lock_any(call.unit, found.user.customer)
    if (profile is not None and not profile.enabled) or state_of(found.user, call.today) != INVITED:
        return NONE
    return _invite(call, found.user)


def invite_waiting(call: Call, customer: int) -> None:
    """Invite the users of a customer that is enabled from now on who were never invited."""
    for user in store.uninvited(call.unit, customer):
        invite_new(call, user)


def invite_user(call: Call, id: int) -> InvitationAnswer:
    """Invite a user again: who has forgotten his password sets another one by it. A former invitation is void.

    Raises MissingInput, UserUnknown, NotAuthorized, InvalidValue (who cannot come anyway), InvitationsOff.
    """
    user = users.lock(call, required(id, "user"), "user")
    if not can_invite(call.context):
        raise InvitationsOff("this server sends no invitations: see mail.host and server.public_url", field="user")
    if state_of(user, call.today) not in (INVITED, ACTIVE):
        raise InvalidValue("is disabled or expired", field="user")
    made = _invite(call, user)
    call.journal_entry(USERS.subject(user), after={"customer": user.customer, "invited": True, "expires": made.expires})
    return made


def hashed_ahead(_: Context, token: str, password: str) -> str:  # noqa: ARG001  as the operation is asked
    """The hash of a password, before anybody waits for it."""
    return passwords.hash_password(passwords.composed(password))


def accept(call: Call, token: str, password: str) -> UserAnswer:
    """Set the password of whoever got a token, for all customers whose user he is, and let him in for this one.

    Raises MissingInput, InvitationUsed (also for one out of scope), InvalidValue (password).
    """
    required(password, "password")
    invitation = store.by_token(call.unit, required(token, "token"), locks=True)
    user = None if invitation is None else users_store.USERS.lock(call.unit, call.actor, invitation.user)
    if invitation is None or user is None or not is_good(invitation, user, call.now):
        raise InvitationUsed("the invitation was used, is over, or was never written", field="token")
    check_password(user, password)
    store.void(call.unit, user.id, call.now)
    hashed = call.ahead or hashed_ahead(call.context, token, password)
    users_store.set_password(call.unit, user.email, hashed, call.now)
    at = clock.to_seconds(call.now)  # as it is answered, and so given in an undo
    users_store.USERS.update(call.unit, user.id, {"accept_date": at})
    told = {"customer": user.customer, "accept_date": user.accept_date, "password": MASKED}
    call.journal_entry(USERS.subject(user), told, {**told, "accept_date": at})
    return users.answer(call, user._replace(accept_date=at))


def is_good(invitation: Invitation, user: User, now: str) -> bool:
    """May it still be accepted?"""
    is_open = not invitation.used and now < invitation.expires
    return is_open and state_of(user, clock.to_day(now)) in (INVITED, ACTIVE)


def check_password(user: User, password: str) -> None:
    """Raise InvalidValue unless a user may have the password."""
    for prefix in (TOKEN_PREFIX, SESSION_PREFIX):
        if password.startswith(prefix):
            raise InvalidValue(f"must not begin with {prefix}", field="password")
    words = [user.email, user.email.partition("@")[0], *user.name.split()]
    names = [word for word in words if len(word) > 2]
    shortest = SHORTEST_WITH_FACTOR if user.has_factor else passwords.SHORTEST
    longest = passwords.LONGEST_OF_USERS
    passwords.check_new_password(passwords.composed(password), *names, shortest=shortest, longest=longest)


def _invite(call: Call, user: User) -> InvitationAnswer:
    store.void(call.unit, user.id, call.now)
    token = new_token(OCTETS)
    id = sequences.take(call.unit, store.KIND)
    hours = call.context.settings.of(TenantSettings).invitation_hours
    expires = clock.text(clock.moment(call.now) + timedelta(hours=hours))
    sealed = TOKEN.seal(call.context.keys, token, id=id)
    made = Invitation(id, user.id, sealed, call.now, expires, sent="", used="")
    store.insert(call.unit, made, hash_of(token))
    call.send(LETTER, json.dumps({"invitation": id}), user.customer)
    return InvitationAnswer(id=id, user=user.id, email=user.email, expires=clock.to_seconds(expires))
