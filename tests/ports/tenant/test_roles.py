# SPDX-License-Identifier: Apache-2.0
"""Roles give what they name, and nobody gives what he does not hold (tenant.md 17)."""

from typing import Any

import pytest

from ngnprov.calls.actor import Level
from ngnprov.calls.policy import EVERYTHING
from ngnprov.ports.tenant.roles.codes import AHEAD, BUILT_IN, STANDS_FOR, given_by
from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.users_support import login, user

DESK: dict[str, Any] = {"code": "desk", "name": "Front desk", "permissions": ["extensions.read", "devices.write"]}


def test_a_resellers_role_gives_its_users_what_it_names_and_another_change_counts_at_once(
    inviting: TenantScene,
) -> None:
    made = inviting.reseller_login.setRole(role=DESK)
    assert {name: made[name] for name in DESK} == DESK
    assert (made["reseller"], made["builtIn"]) == (1, False)
    user(inviting, roles=["desk"])
    ann = login(inviting)
    assert ann.pbx.getExtensions(query={})["total"] == 0
    assert ann.pbx.getDevices(query={})["total"] == 0
    assert ann.refused("getProfile", customer=2).code == 902
    inviting.reseller_login.setRole(role={"code": "desk", "permissions": ["customer.read"]})
    assert ann.pbx.refused("getExtensions", query={}).code == 902
    assert ann.getProfile(customer=2)["customer"] == 2


def test_a_role_that_users_have_is_not_removed(tenants: TenantScene) -> None:
    tenants.reseller_login.setRole(role=DESK)
    tenants.reseller_login.setRole(role={**DESK, "code": "des"})
    id = tenants.reseller_login.addUser(user={"customer": 2, "email": "a@example.com", "roles": ["user", "desk"]})["id"]
    fault = tenants.reseller_login.refused("deleteRole", reseller=1, code="desk")
    assert (fault.code, fault.field, fault.members["used"]) == (8434, "code", "1")
    tenants.reseller_login.deleteRole(code="des")
    tenants.reseller_login.assignRoles(user=id, roles=["user"])
    tenants.reseller_login.deleteRole(code="desk")
    assert tenants.reseller_login.refused("assignRoles", user=id, roles=["desk"]).code == 8436
    tenants.world.undo()
    assert tenants.reseller_login.assignRoles(user=id, roles=["desk"])["roles"] == ["desk"]


def test_everybody_sees_what_is_built_in_and_the_roles_of_his_reseller(inviting: TenantScene) -> None:
    inviting.reseller_login.setRole(role=DESK)
    stranger = inviting.stranger()
    user(inviting, roles=["user"])
    for caller in (inviting.reseller_login, inviting.customer_login, login(inviting)):
        assert [role["code"] for role in caller.getRoles()] == [*BUILT_IN, "desk"]
    for caller in (inviting.root, stranger):
        assert [role["code"] for role in caller.getRoles()] == list(BUILT_IN)
    assert stranger.refused("getRoles", reseller=1).code == 5000
    assert inviting.customer_login.refused("getRoles", reseller=3).code == 5000
    assert stranger.refused("setRole", role={**DESK, "reseller": 1}).code == 101
    assert inviting.customer_login.refused("setRole", role=DESK).code == 902


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"code": ""}, 102, "code"),
        ({"code": "a b"}, 101, "code"),
        ({"code": "customerAdmin"}, 101, "code"),
        ({"permissions": []}, 102, "permissions"),
        ({"permissions": ["extensions.read", "no.such"]}, 101, "permissions.1"),
        ({"permissions": ["extensions.read", "extensions.read"]}, 101, "permissions.1"),
        ({"permissions": [EVERYTHING]}, 101, "permissions.0"),
        ({"permissions": ["core.customers.read"]}, 101, "permissions.0"),
        ({"permissions": ["invitations.accept"]}, 101, "permissions.0"),
        ({"permissions": ["productTypes.write"]}, 101, "permissions.0"),
        ({"name": "a\nb"}, 101, "name"),
    ],
)
def test_what_is_wrong_with_a_role_is_named(
    quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.reseller_login.refused("setRole", role={**DESK, **members})
    assert (fault.code, fault.field) == (code, f"role.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_nobody_gives_what_he_does_not_hold(inviting: TenantScene) -> None:
    manager = {"code": "manager", "permissions": ["users.manage", "extensions.read"]}
    inviting.reseller_login.setRole(role=manager)
    inviting.reseller_login.setRole(role={"code": "staff", "permissions": ["roles.write", "users.manage"]})
    user(inviting, roles=["manager"])
    user(inviting, customer=1, caller=inviting.root, email="staff@example.com", roles=["staff"])
    ann, staff = login(inviting), login(inviting, "staff@example.com")
    admin = inviting.reseller_login.addUser(
        user={"customer": 2, "email": "admin@example.com", "roles": ["customerAdmin"]}
    )["id"]
    made = ann.addUser(user={"email": "b@example.com", "roles": ["manager"]})["id"]
    for caller, operation, arguments in (
        (ann, "addUser", {"user": {"email": "c@example.com", "roles": ["pbxAdmin"]}}),
        (ann, "assignRoles", {"user": made, "roles": ["customerAdmin"]}),
        (ann, "updateUser", {"user": {"id": admin, "email": "mine@example.com"}}),
        (ann, "updateUser", {"user": {"id": admin, "disabled": True}}),
        (ann, "inviteUser", {"user": admin}),
        (ann, "deleteUser", {"id": admin}),
        (staff, "setRole", {"role": {"code": "mine", "permissions": ["tenants.create"]}}),
        (staff, "setRole", {"role": {"code": "manager", "permissions": ["users.manage"]}}),
        (staff, "assignRoles", {"user": made, "roles": ["pbxAdmin"]}),
    ):
        assert caller.refused(operation, **arguments).code == 902, (operation, arguments)
    assert staff.setRole(role={"code": "mine", "permissions": ["users.read"]})["code"] == "mine"
    # a role that holds what only a reseller has is given by no customer
    assert inviting.customer_login.refused("assignRoles", user=made, roles=["staff"]).code == 902


def test_what_roles_name_is_declared_by_operations(quick_tenants: TenantScene) -> None:
    declared = quick_tenants.world.app.runner.context.permissions
    named = {name for _, permissions in BUILT_IN.values() for name in permissions} | STANDS_FOR.keys()
    for name in given_by(frozenset(named)) - {EVERYTHING} - AHEAD:
        assert declared[name].levels & {Level.CUSTOMER, Level.RESELLER}, name
        assert not declared[name].withheld, name


def test_the_last_administrator_stays(inviting: TenantScene) -> None:
    ann = user(inviting)["id"]
    waiting = inviting.reseller_login.addUser(
        user={"customer": 2, "email": "b@example.com", "roles": ["customerAdmin"]}
    )["id"]
    reseller = inviting.reseller_login
    for operation, arguments in (
        ("deleteUser", {"id": ann}),
        ("updateUser", {"user": {"id": ann, "disabled": True}}),
        ("updateUser", {"user": {"id": ann, "expiry": "2999-01-01"}}),
        ("updateUser", {"user": {"id": ann, "activation": "2999-01-01"}}),
        ("updateUser", {"user": {"id": ann, "email": "c@example.com"}}),
        ("updateUser", {"user": {"id": ann, "roles": ["pbxAdmin"]}}),
        ("assignRoles", {"user": ann, "roles": ["pbxAdmin", "user"]}),
    ):
        assert reseller.refused(operation, **arguments).code == 8431, (operation, arguments)
    reseller.deleteUser(id=waiting)
    second = user(inviting, email="second@example.com")["id"]
    reseller.deleteUser(id=ann)
    assert reseller.refused("deleteUser", id=second).code == 8431


def test_of_those_who_are_invited_one_stays(tenants: TenantScene) -> None:
    made = tenants.reseller_login.addTenant(tenant=tenants.given())
    assert tenants.reseller_login.refused("deleteUser", id=made["user"]["id"]).code == 8431
    more = {"customer": made["customer"]["id"], "email": "b@example.com", "roles": ["customerAdmin"]}
    tenants.reseller_login.addUser(user=more)
    tenants.reseller_login.deleteUser(id=made["user"]["id"])


@pytest.mark.parametrize("member", [{"password": "known to me"}, {"impersonate": 1}])
def test_a_user_makes_no_login_beside_his_own(quick_inviting: TenantScene, member: dict[str, Any]) -> None:
    """Who makes a customer would otherwise act as its login, or as the reseller's, whatever his roles give."""
    scene = quick_inviting
    user(scene, customer=scene.reseller_id)
    account = {"username": "acme", "country": "AT"}
    refused = login(scene).refused("addTenant", tenant=scene.given(account={**account, **member}))
    assert (refused.code, refused.field) == (902, f"tenant.account.{next(iter(member))}")
    made = login(scene).addTenant(tenant=scene.given(account=account))
    assert made["customer"]["reseller"] == scene.reseller_id
    scene.admin.updateAccount(account={"id": made["customer"]["id"], "password": "secret"})
    scene.login("acme").at("Tenant").getProfile(customer=made["customer"]["id"])
