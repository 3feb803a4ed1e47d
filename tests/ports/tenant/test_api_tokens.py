# SPDX-License-Identifier: Apache-2.0
"""Programs of a user log in by tokens, for less than he may, and until they end (tenant.md 19)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.users_support import EMAIL, login, user
from tests.support.caller import Caller

TOKEN: dict[str, Any] = {"name": "Sync", "permissions": ["users.read"], "expiry": "2999-01-01"}


def made(scene: TenantScene, **members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = login(scene).addApiToken(token={**TOKEN, **members})
    return answer


def by(scene: TenantScene, token: dict[str, Any], **header: Any) -> Caller:
    return login(scene, password=token["secret"], **header)


def test_a_token_does_what_it_names_and_no_more(inviting: TenantScene) -> None:
    id = user(inviting)["id"]
    token = made(inviting)
    assert token["secret"].startswith(token["hint"])
    assert (token["user"], token["permissions"]) == (id, ["users.read"])
    program = by(inviting, token)
    assert [each["email"] for each in program.getUsers(query={})["users"]] == [EMAIL]
    assert program.refused("addUser", user={"email": "b@example.com", "roles": ["user"]}).code == 902
    assert program.refused("getProfile", customer=2).code == 902
    whole = by(inviting, made(inviting, permissions=[]))
    assert whole.addUser(user={"email": "b@example.com", "roles": ["user"]})["customer"] == 2
    assert whole.refused("addApiToken", token=TOKEN).code == 902


def test_a_token_gives_no_more_than_its_user_has_by_now(inviting: TenantScene) -> None:
    inviting.reseller_login.setRole(role={"code": "maker", "permissions": ["apiTokens.write", "customer.read"]})
    id = user(inviting, roles=["maker", "user"])["id"]
    program = by(inviting, made(inviting, permissions=["customer.read"]))
    assert program.getProfile(customer=2)["customer"] == 2
    inviting.reseller_login.assignRoles(user=id, roles=["user"])
    assert program.refused("getProfile", customer=2).code == 902
    inviting.reseller_login.updateUser(user={"id": id, "disabled": True})
    assert program.refused("getUsers", query={}).code == 901


def test_a_token_that_was_deleted_or_is_over_lets_nobody_in(inviting: TenantScene) -> None:
    id = user(inviting)["id"]
    first, second = made(inviting), made(inviting)
    by(inviting, first).getUsers(query={})
    login(inviting).deleteApiToken(id=first["id"])
    wrong = login(inviting, password="ngp_" + "x" * 43).refused("getUsers", query={})
    assert by(inviting, first).refused("getUsers", query={}).members == wrong.members
    assert wrong.code == 901
    inviting.world.sql("UPDATE tenant_tokens SET expiry = '2020-01-01'")
    assert by(inviting, second).refused("getUsers", query={}).code == 901
    (listed,) = inviting.reseller_login.getApiTokens(user=id)
    assert (listed["id"], listed["secret"], listed["hint"]) == (second["id"], "", second["hint"])
    inviting.reseller_login.deleteApiToken(id=second["id"])
    assert login(inviting).getApiTokens() == []


def test_a_token_is_its_users_alone(inviting: TenantScene) -> None:
    id = user(inviting)["id"]
    user(inviting, email="b@example.com", roles=["user"])
    token = made(inviting)
    assert login(inviting, "b@example.com", token["secret"]).refused("getUsers", query={}).code == 901
    assert by(inviting, token, impersonate=1).refused("getUsers", query={}).code == 901
    by(inviting, token, impersonate=2).getUsers(query={})
    other = login(inviting, "b@example.com")
    assert other.refused("getApiTokens", user=id).code == 8435
    for caller, name in ((other, "deleteApiToken"), (inviting.stranger(), "deleteApiToken")):
        assert caller.refused(name, id=token["id"]).members["errorcode"] in ("902", "8438")
    assert inviting.reseller_login.refused("addApiToken", token={**TOKEN, "user": id}).code == 902


def test_what_is_made_or_done_by_a_token_is_told_and_its_secret_is_not(inviting: TenantScene) -> None:
    user(inviting)
    token = made(inviting, permissions=[])
    by(inviting, token).addUser(user={"email": "b@example.com", "roles": ["user"]})
    rows = repr([inviting.world.sql(f"SELECT * FROM {table}") for table in ("journal", "undo", "tenant_tokens")])
    assert token["secret"] not in rows
    assert inviting.world.sql("SELECT login FROM journal WHERE operation = 'addUser' ORDER BY id DESC LIMIT 1") == [
        (EMAIL,)
    ]
    (listed,) = login(inviting).getApiTokens()
    assert listed["lastUsed"]


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"name": ""}, 102, "token.name"),
        ({"expiry": ""}, 102, "token.expiry"),
        ({"expiry": "soon"}, 101, "token.expiry"),
        ({"expiry": "2020-01-01"}, 101, "token.expiry"),
        ({"permissions": ["no.such"]}, 101, "token.permissions.0"),
        ({"permissions": ["core.customers.read"]}, 101, "token.permissions.0"),
        ({"permissions": ["tenants.create"]}, 902, "token.permissions.0"),
        ({"user": 7}, 902, "token.user"),
    ],
)
def test_what_is_wrong_with_a_token_is_named(
    quick_inviting: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    user(quick_inviting)
    login(quick_inviting).getUsers(query={})
    fault = login(quick_inviting).refused("addApiToken", token={**TOKEN, **members})
    assert (fault.code, fault.field) == (code, field)
    assert quick_inviting.world.sql("SELECT count(*) FROM tenant_tokens") == [(0,)]


def test_wrong_tokens_are_counted_with_wrong_passwords(quick_inviting: TenantScene) -> None:
    user(quick_inviting)
    token = made(quick_inviting)
    codes = [login(quick_inviting, password=f"ngp_{number}").refused("getUsers", query={}).code for number in range(11)]
    assert codes[:10] == [901] * 10
    assert codes[10] in (901, 905)  # known in this network: one attempt a minute is looked at
    assert by(quick_inviting, token).refused("getUsers", query={}).code == 905


def test_a_token_of_whose_permissions_the_user_has_none_left_gives_nothing(quick_inviting: TenantScene) -> None:
    scene = quick_inviting
    scene.reseller_login.setRole(role={"code": "maker", "permissions": ["apiTokens.write", "customer.read"]})
    scene.reseller_login.setRole(role={"code": "manager", "permissions": ["users.manage"]})
    id = user(scene, roles=["maker"])["id"]
    program = by(scene, made(scene, permissions=["customer.read"]))
    assert program.getProfile(customer=2)["customer"] == 2
    scene.reseller_login.assignRoles(user=id, roles=["manager"])
    for operation, given in (("getProfile", {"customer": 2}), ("getUsers", {"query": {}})):
        assert program.refused(operation, **given).code == 902


def test_tokens_end_when_the_address_becomes_another_one(quick_inviting: TenantScene) -> None:
    scene = quick_inviting
    id = user(scene)["id"]
    user(scene, email="b@example.com")
    token = made(scene)
    scene.reseller_login.updateUser(user={"id": id, "email": "new@example.com"})
    assert scene.reseller_login.getApiTokens(user=id) == []
    assert login(scene, "new@example.com", token["secret"]).refused("getUsers", query={}).code == 901
