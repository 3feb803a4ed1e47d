# SPDX-License-Identifier: Apache-2.0
"""The rules of roles (tenant.md R1 to R6)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerUnknown, InvalidValue
from ngnprov.ports.customer import tenancy
from ngnprov.ports.tenant import texts
from ngnprov.ports.tenant.errors import RoleInUse, RoleUnknown
from ngnprov.ports.tenant.owning import find_reseller, new_number
from ngnprov.ports.tenant.roles import codes, store
from ngnprov.ports.tenant.roles.codes import BUILT_IN
from ngnprov.ports.tenant.roles.granting import checked_permissions, require_held
from ngnprov.ports.tenant.roles.store import Role
from ngnprov.ports.tenant.roles.wire import RoleAnswer, RoleFields

FIELD = "role"


def answer(_: Call | None, role: Role) -> RoleAnswer:
    """A stored role as it is answered."""
    return RoleAnswer(
        reseller=role.reseller,
        code=role.code,
        name=role.name,
        permissions=role.permissions.split(),
        built_in=False,
        change_date=clock.to_seconds(role.change_date),
    )


ROLES = Resource(
    store.ROLES,
    subject=lambda role: f"role {role.code} of reseller {role.reseller}",
    unknown=partial(RoleUnknown, "there is no such role"),
    reversal=Reversal(
        *("tenant", "setRole", "setRole", "deleteRole", FIELD),
        shown=answer,
        named_by=lambda role: {"reseller": role.reseller, "code": role.code},
        key=("reseller", "code"),
    ),
)


def set_role(call: Call, given: RoleFields) -> RoleAnswer:
    """Make a role of a reseller, or change the members given of the one that has this code.

    Raises MissingInput (code, and permissions of a new one), InvalidValue, NotAuthorized (what the caller does not hold).
    """
    code = codes.check(required(given.get("code"), f"{FIELD}.code"), f"{FIELD}.code")
    if code in BUILT_IN:
        raise InvalidValue("is built in", field=f"{FIELD}.code")
    reseller = find_reseller(call, given.get("reseller", 0), f"{FIELD}.reseller")
    wanted: dict[str, Any] = {}
    if "name" in given:
        wanted["name"] = texts.line(given["name"], f"{FIELD}.name")
    if "permissions" in given:
        wanted["permissions"] = " ".join(checked_permissions(call, given["permissions"], f"{FIELD}.permissions"))
    present = store.ROLES.lock(call.unit, call.actor, reseller, code)
    if present is not None:
        require_held(call, present.permissions.split(), None)
        ROLES.note(call, present)
        return answer(call, ROLES.update(call, present, wanted))
    required(wanted.get("permissions"), f"{FIELD}.permissions")
    number = new_number(call, store.KIND, 0)
    made = Role(number, reseller, code, wanted.get("name", ""), wanted["permissions"], call.now)
    return answer(call, ROLES.create(call, made, field=f"{FIELD}.code"))


def delete_role(call: Call, reseller: int, code: str) -> None:
    """Remove a role that nobody has. Raises MissingInput, InvalidValue, RoleUnknown, RoleInUse, NotAuthorized."""
    owner = find_reseller(call, reseller, "reseller")
    role = ROLES.lock(call, owner, code, field="code")
    require_held(call, role.permissions.split(), None)
    count = store.used(call.unit, owner, code)
    if count:
        raise RoleInUse(f"{count} users have it", field="code", used=count)
    ROLES.remove(call, role)


def get_roles(call: Call, reseller: int) -> list[RoleAnswer]:
    """Those that are built in, and those of a reseller: the caller's own, or for administrators the one that is named.

    Raises CustomerUnknown.
    """
    actor = call.actor
    named = reseller or actor.reseller
    if reseller and actor.level is not Level.CUSTOMER:
        tenancy.read_tenancy(call, reseller, "reseller")
    elif reseller and reseller != actor.reseller:
        raise CustomerUnknown("there is no such customer", field="reseller")
    built_in = [
        RoleAnswer(reseller=0, code=code, name=name, permissions=sorted(permissions), built_in=True, change_date="")
        for code, (name, permissions) in BUILT_IN.items()
    ]
    return [*built_in, *(answer(call, role) for role in store.of_reseller(call.unit, named))]


def steps_of(call: Call, account: Any) -> Sequence[Step]:
    """What makes the roles of a reseller again, when its entry was made again."""
    return [
        Step("tenant", "setRole", {FIELD: given_of(answer(call, role))})
        for role in store.of_reseller(call.unit, account.id)
    ]
