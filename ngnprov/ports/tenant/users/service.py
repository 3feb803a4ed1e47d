# SPDX-License-Identifier: Apache-2.0
"""The rules of users (tenant.md 11): each is of one customer, and is known by an address on the whole platform."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Step
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import EmailTaken, UserUnknown
from ngnprov.ports.tenant.owning import lock_customer, new_number
from ngnprov.ports.tenant.users import roles, store
from ngnprov.ports.tenant.users.store import User
from ngnprov.ports.tenant.users.wire import UserAnswer, UserFields, UserPageAnswer, UserQueryFields

FIELD = "user"
NOBODY = UserAnswer(id=0, customer=0, email="", name="", roles=[], change_date="")
"""What is answered where there is no user."""


def add_user(call: Call, new: UserFields) -> UserAnswer:
    """Keep somebody of a customer in scope.

    Raises MissingInput (customer, email, roles), CustomerUnknown, Terminated, InvalidValue, RoleUnknown, EmailTaken,
    NotAuthorized (inactive reseller).
    """
    customer = lock_customer(call, new.get("customer", 0), f"{FIELD}.customer")
    return answer(make(call, new, customer, FIELD, roles.checked(new.get("roles"), f"{FIELD}.roles")))


def make(call: Call, new: Mapping[str, Any], customer: int, path: str, codes: Sequence[str]) -> User:
    """Keep somebody of a customer that is held; ``path`` is its name on the wire.

    Raises MissingInput (email), InvalidValue, EmailTaken.
    """
    field = f"{path}.email"
    user = User(
        id=new_number(call, store.KIND, new.get("id", 0)),
        customer=customer,
        email=texts.email(required(new.get("email"), field), field),
        name=texts.line(new.get("name", ""), f"{path}.name"),
        roles=" ".join(codes),
        change_date=call.now,
    )
    return USERS.create(call, user, field=field, of_others=not call.actor.is_admin)


def delete_user(call: Call, id: int) -> None:
    """Forget somebody. Raises UserUnknown."""
    USERS.remove(call, USERS.lock(call, id, field="id"))


def get_users(call: Call, query: UserQueryFields) -> UserPageAnswer:
    """Users in scope that match."""
    return USERS.find(call, query, answer)


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the users of a customer again, when its entry was made again."""
    return [_again(user) for user in store.of_customer(call.unit, account.id)]


def _again(user: User) -> Step:
    return Step("tenant", "addUser", {FIELD: given_of(answer(user))})


def answer(user: User) -> UserAnswer:
    """A stored user as it is answered."""
    shown = user._asdict() | {"roles": user.roles.split(), "change_date": clock.to_seconds(user.change_date)}
    return UserAnswer(**shown)


USERS = Resource(
    store.USERS,
    subject=lambda user: f"user {user.id}",
    unknown=partial(UserUnknown, "there is no such user"),
    exists=partial(EmailTaken, "is that of another user"),
    reversal=Reversal("tenant", "addUser", "", "deleteUser", FIELD, shown=lambda _, user: answer(user)),
)
