# SPDX-License-Identifier: Apache-2.0
"""The rules of users (tenant.md 11): each is of one customer, and logs in by an address."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.policy import Policy
from ngnprov.calls.port import find_directory
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Step
from ngnprov.db.columns import fold
from ngnprov.errors import NotAuthorized
from ngnprov.ports.customer import tenancy
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import EmailTaken, UserUnknown
from ngnprov.ports.tenant.owning import lock_customer, new_number
from ngnprov.ports.tenant.permissions import WRITE_USERS
from ngnprov.ports.tenant.roles import granting
from ngnprov.ports.tenant.users import fields, store
from ngnprov.ports.tenant.users.standing import require_administrator, state_of
from ngnprov.ports.tenant.users.store import User
from ngnprov.ports.tenant.users.wire import UserAnswer, UserFields, UserPageAnswer, UserQueryFields

FIELD = "user"
_MANAGERS = Policy(WRITE_USERS)
NOTHING: Mapping[str, Any] = {
    **{name: "" for name in User._fields if name not in ("id", "customer")},
    "is_disabled": False,
    "has_factor": False,
}
"""The columns of a user of whom nothing was said."""


def add_user(call: Call, new: UserFields) -> UserAnswer:
    """Keep somebody of a customer in scope.

    Raises MissingInput (customer, email, roles), CustomerUnknown, Terminated, InvalidValue, RoleUnknown, EmailTaken,
    NotAuthorized (inactive reseller, roles that give what the caller does not hold).
    """
    customer = lock_customer(call, new.get("customer", 0) or call.actor.customer, f"{FIELD}.customer")
    return answer(call, make(call, new, customer, FIELD, new.get("roles"), f"{FIELD}.roles"))


def make(
    call: Call, new: Mapping[str, Any], customer: int, path: str, codes: Sequence[str] | None, roles_field: str
) -> User:
    """Keep somebody of a customer that is held; ``path`` is his name on the wire.

    Raises MissingInput (email, roles), InvalidValue, RoleUnknown, EmailTaken, NotAuthorized.
    """
    reseller = tenancy.read_tenancy(call, customer, f"{path}.customer").reseller
    roles = granting.checked(call, codes, reseller, roles_field)
    granting.require_grants(call, roles, reseller, roles_field)
    field = f"{path}.email"
    email = texts.email(required(new.get("email"), field), field)
    _require_no_login(call, email, field)
    columns = {**NOTHING, **fields.columns(new, path), **_of_server(call, new)}
    user = User(
        **{
            **columns,
            "id": new_number(call, store.KIND, new.get("id", 0)),
            "has_factor": call.reverts is not None and new.get("second_factor", False),
            "customer": customer,
            "email": email,
            "roles": " ".join(roles),
            "change_date": call.now,
        }
    )
    return USERS.create(call, user, field=field)


def update_user(call: Call, given: UserFields) -> User:
    """Change the members given of a user; the customer stays. A user of another address has to accept anew.

    Raises MissingInput (id), UserUnknown, InvalidValue, RoleUnknown, EmailTaken, LastAdministrator, NotAuthorized (who does
    not hold what the user holds, before and after).
    """
    path = FIELD
    user = lock(call, required(given.get("id"), f"{path}.id"), f"{path}.id")
    wanted = {**fields.columns({**_dates(user, given), **given}, path), **_of_server(call, given)}
    if "email" in given:
        field = f"{path}.email"
        wanted["email"] = texts.email(required(given["email"], field), field)
        if fold(wanted["email"]) != fold(user.email):
            _require_no_login(call, wanted["email"], field)
            wanted.setdefault("accept_date", "")
    if "roles" in given:
        wanted["roles"] = _roles(call, user, given["roles"], f"{path}.roles")
    return _change(call, user, wanted, f"{path}.email")


def assign_roles(call: Call, id: int, roles: Sequence[str]) -> UserAnswer:
    """Give a user these roles and no others. Raises as :func:`update_user`."""
    user = lock(call, required(id, "user"), "user")
    return answer(call, _change(call, user, {"roles": _roles(call, user, roles, "roles")}, "user"))


def delete_user(call: Call, id: int) -> None:
    """Forget somebody. Raises UserUnknown, LastAdministrator, NotAuthorized (who does not hold what the user holds)."""
    user = lock(call, id, "id")
    require_administrator(call, user, None)
    USERS.remove(call, user)


def get_users(call: Call, query: UserQueryFields) -> UserPageAnswer:
    """Users in scope that match; a user who manages none sees himself alone."""
    actor = call.actor
    if actor.user and not _MANAGERS.permission.is_held_by(actor):
        named = query.get("filter", {}).get("id", 0)
        filter: Any = {**query.get("filter", {}), "id": actor.user if named in (0, actor.user) else -1}
        query = {**query, "filter": filter}
    return USERS.find(call, query, partial(answer, call))


def lock(call: Call, id: int, field: str) -> User:
    """A user in scope whom the caller may manage. Raises UserUnknown, NotAuthorized."""
    return require_manageable(call, USERS.lock(call, id, field=field), field)


def require_manageable(call: Call, user: User, field: str) -> User:
    """A user in scope who holds no more than the caller. Raises NotAuthorized."""
    reseller = tenancy.read_tenancy(call, user.customer, field).reseller
    try:
        granting.require_grants(call, user.roles.split(), reseller, field)
    except NotAuthorized:
        raise NotAuthorized("the user holds permissions that you do not hold", field=field) from None
    return user


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the users of a customer again, when its entry was made again."""
    return [
        Step("tenant", "addUser", {FIELD: given_of(answer(call, user))})
        for user in store.of_customer(call.unit, account.id)
    ]


def answer(call: Call, user: User) -> UserAnswer:
    """A stored user as it is answered."""
    return UserAnswer(
        id=user.id,
        customer=user.customer,
        email=user.email,
        name=user.name,
        roles=user.roles.split(),
        state=state_of(user, call.today),
        disabled=user.is_disabled,
        accept_date=clock.to_seconds(user.accept_date),
        activation=user.activation,
        expiry=user.expiry,
        allowed_networks=user.allowed_networks.split(),
        timezone=user.timezone,
        language=user.language,
        external_id=user.external_id,
        last_login=clock.to_seconds(user.last_login),
        second_factor=user.has_factor,
        change_date=clock.to_seconds(user.change_date),
    )


NOBODY = UserAnswer(
    id=0,
    customer=0,
    email="",
    name="",
    roles=[],
    state="",
    disabled=False,
    accept_date="",
    activation="",
    expiry="",
    allowed_networks=[],
    timezone="",
    language="",
    external_id="",
    last_login="",
    second_factor=False,
    change_date="",
)
"""What is answered where there is no user."""

USERS = Resource(
    store.USERS,
    subject=lambda user: f"user {user.id}",
    unknown=partial(UserUnknown, "there is no such user"),
    exists=partial(EmailTaken, "is that of another user of the customer"),
    reversal=Reversal("tenant", "addUser", "updateUser", "deleteUser", FIELD, shown=answer),
)


def _change(call: Call, user: User, wanted: Mapping[str, Any], field: str) -> User:
    require_administrator(call, user, user._replace(**wanted))
    return USERS.update(call, user, wanted, field=field)


def _roles(call: Call, user: User, given: Sequence[str], field: str) -> str:
    """Roles that the caller may give, as they are stored. Raises MissingInput, InvalidValue, RoleUnknown, NotAuthorized."""
    reseller = tenancy.read_tenancy(call, user.customer, field).reseller
    roles = granting.checked(call, given, reseller, field)
    granting.require_grants(call, roles, reseller, field)
    return " ".join(roles)


def _of_server(call: Call, given: Mapping[str, Any]) -> dict[str, Any]:
    """What only the server sets: an undo brings it back, from others it is not heard."""
    if call.reverts is None:
        return {}
    return {name: given[name] for name in ("accept_date", "last_login") if name in given}


def _dates(user: User, given: Mapping[str, Any]) -> dict[str, Any]:
    """Both dates of a user when one of them is given, as they are looked at together."""
    return {"activation": user.activation, "expiry": user.expiry} if given.keys() & {"activation", "expiry"} else {}


def _require_no_login(call: Call, email: str, field: str) -> None:
    """Raise EmailTaken when a customer logs in under the name: the user never could."""
    if find_directory(call.context.ports).by_username(call.unit, email) is not None:
        raise EmailTaken("is the name of another login", field=field, of_others=not call.actor.is_admin)
