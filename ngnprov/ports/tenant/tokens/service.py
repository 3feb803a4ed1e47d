# SPDX-License-Identifier: Apache-2.0
"""The rules of API tokens (tenant.md 19)."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.auth.tokens import hash_of, new_token
from ngnprov.auth.users import TOKEN_PREFIX
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.db.ledgers import sequences
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import TokenUnknown
from ngnprov.ports.tenant.permissions import WRITE_USERS
from ngnprov.ports.tenant.roles.granting import checked_permissions
from ngnprov.ports.tenant.tokens import store
from ngnprov.ports.tenant.tokens.store import Token
from ngnprov.ports.tenant.tokens.wire import ApiTokenAnswer, ApiTokenFields
from ngnprov.ports.tenant.users import service as users
from ngnprov.ports.tenant.users.service import USERS
from ngnprov.ports.tenant.users.store import User

FIELD = "token"
MOST = 50
"""Tokens of a user."""
OCTETS = 32
SHOWN = 4
"""Characters of a hint, behind the prefix."""


def add_token(call: Call, new: ApiTokenFields) -> ApiTokenAnswer:
    """Make a token of the user who calls, whoever that is named for; its secret is answered this once.

    Raises NotAuthorized (who is no user, who came by a token), MissingInput (name), InvalidValue.
    """
    actor = call.actor
    if not actor.user or new.get("user", actor.user) not in (0, actor.user):
        raise NotAuthorized("only a user himself makes tokens of his", field=f"{FIELD}.user")
    if actor.token:
        raise NotAuthorized("no token is made by one", field=FIELD)
    user = USERS.lock(call, actor.user, field=f"{FIELD}.user")
    if store.count(call.unit, user.id) >= MOST:
        raise InvalidValue(f"a user has at most {MOST} tokens: delete one first", field=FIELD)
    name = texts.line(required(new.get("name"), f"{FIELD}.name"), f"{FIELD}.name")
    permissions = new.get("permissions") or []
    if permissions:
        checked_permissions(call, permissions, f"{FIELD}.permissions")
    expiry = texts.day(required(new.get("expiry"), f"{FIELD}.expiry"), f"{FIELD}.expiry")
    if expiry < call.today:
        raise InvalidValue("must not be past", field=f"{FIELD}.expiry")
    secret = new_token(OCTETS, TOKEN_PREFIX)
    made = Token(
        id=sequences.take(call.unit, store.KIND),
        user=user.id,
        name=name,
        hint=secret[: len(TOKEN_PREFIX) + SHOWN],
        permissions=" ".join(permissions),
        expiry=expiry,
        create_date=clock.to_seconds(call.now),
        last_used="",
    )
    store.insert(call.unit, made, hash_of(secret))
    undo_by = [Step("tenant", "deleteApiToken", {"id": made.id})]
    call.created(_subject(made), {**made._asdict(), "customer": user.customer}, undo_by=undo_by)
    return answer(made)._replace(secret=secret)


def get_tokens(call: Call, user: int) -> Sequence[ApiTokenAnswer]:
    """The tokens of a user, without their secrets: of the caller, or of one whom he manages.

    Raises MissingInput, UserUnknown, NotAuthorized.
    """
    owner = _owner(call, user or call.actor.user, "user", reads=True)
    return [answer(token) for token in store.of_user(call.unit, owner.id)]


def delete_token(call: Call, id: int) -> None:
    """Let nobody in by a token any more, from the next call on. Raises TokenUnknown, NotAuthorized."""
    token = store.get(call.unit, id)
    owner = None if token is None else USERS.records.lock(call.unit, call.actor, token.user)
    is_own = owner is not None and owner.id == call.actor.user
    if token is None or owner is None or not (is_own or WRITE_USERS.is_held_by(call.actor)):
        raise TokenUnknown("there is no such token", field="id")
    _owner(call, owner.id, "id", reads=False)
    store.remove(call.unit, token.id)
    call.removed(_subject(token), {**token._asdict(), "customer": owner.customer})


def answer(token: Token) -> ApiTokenAnswer:
    """A stored token as it is answered."""
    return ApiTokenAnswer(**{**token._asdict(), "permissions": token.permissions.split(), "secret": ""})


def _owner(call: Call, id: int, field: str, *, reads: bool) -> User:
    """The user whose tokens are looked at: the caller, or one whom he may manage."""
    required(id, field)
    if id == call.actor.user:
        return USERS.get(call, id, field=field)
    if not WRITE_USERS.is_held_by(call.actor):
        raise users.USERS.unknown(field=field)
    return users.require_manageable(call, USERS.get(call, id, field=field) if reads else USERS.lock(call, id), field)


def _subject(token: Token) -> str:
    return f"API token {token.id} of user {token.user}"
