# SPDX-License-Identifier: Apache-2.0
"""Users: people of a customer, whose addresses are there once on the platform (tenant.md 11)."""

from typing import Any

import pytest

from ngnprov.ports.tenant.roles.codes import BUILT_IN
from tests.ports.tenant.conftest import TenantScene

USER: dict[str, Any] = {"customer": 2, "email": "Ann@Example.COM", "name": "Ann Bee", "roles": ["pbxAdmin", "user"]}


def add(scene: TenantScene, caller: Any = None, **members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (caller or scene.reseller_login).addUser(user={**USER, **members})
    return answer


def test_what_is_sent_comes_back(tenants: TenantScene) -> None:
    made = add(tenants)
    assert {name: made[name] for name in USER} == {**USER, "email": "Ann@example.com"}
    assert tenants.reseller_login.getUsers(query={})["users"] == [made]
    tenants.reseller_login.deleteUser(id=made["id"])
    assert tenants.reseller_login.getUsers(query={})["total"] == 0
    tenants.world.undo()
    (again,) = tenants.reseller_login.getUsers(query={})["users"]
    assert {**again, "changeDate": ""} == {**made, "changeDate": ""}
    for _ in range(2):
        tenants.world.undo()


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"customer": 0}, 102, "customer"),
        ({"customer": 4711}, 5000, "customer"),
        ({"email": ""}, 102, "email"),
        ({"email": "nobody"}, 101, "email"),
        ({"email": f"{'l' * 250}@example.com"}, 101, "email"),
        ({"name": "n" * 129}, 101, "name"),
        ({"name": "a\nb"}, 101, "name"),
        ({"roles": []}, 102, "roles"),
        ({"roles": ["user", "no role"]}, 101, "roles.1"),
        ({"roles": ["r" * 33]}, 101, "roles.0"),
        ({"roles": ["superuser"]}, 8436, "roles.0"),
        ({"roles": ["user", "user"]}, 101, "roles.1"),
        ({"email": "TAKEN@example.com"}, 8432, "email"),
    ],
)
def test_what_breaks_a_rule_is_named_and_changes_nothing(
    quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    add(quick_tenants, quick_tenants.root, email="taken@example.com", roles=list(BUILT_IN))
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.root.refused("addUser", user={**USER, **members})
    assert (fault.code, fault.field) == (code, f"user.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_an_address_that_others_have_is_taken_as_a_new_one_is(tenants: TenantScene) -> None:
    """Whether it is that of a user elsewhere nobody learns."""
    known = add(tenants)
    stranger = tenants.stranger()
    made = []
    for name in ("ann", "new"):
        account = {"username": name, "password": "secret"}
        given = tenants.given(name, account=account, primaryUser={"email": f"{name}@example.com"})
        made.append(stranger.addTenant(tenant=given)["user"])
    assert made[0]["customer"] != known["customer"]
    varying = {"id": 0, "customer": 0, "email": "", "changeDate": ""}
    assert {**made[0], **varying} == {**made[1], **varying}
    fault = tenants.root.refused("addUser", user={**USER, "customer": made[0]["customer"]})
    assert (fault.code, fault.field) == (8432, "user.email")


def test_what_another_reseller_has_is_as_if_it_were_not_there(tenants: TenantScene) -> None:
    id, stranger = add(tenants)["id"], tenants.stranger()
    fault = stranger.refused("deleteUser", id=id)
    assert fault.members == stranger.refused("deleteUser", id=4711).members
    assert (fault.code, fault.field) == (8435, "id")
    assert stranger.refused("addUser", user={**USER, "email": "b@example.com"}).code == 5000
    assert stranger.getUsers(query={})["total"] == 0
    assert tenants.customer_login.refused("deleteUser", id=4711).code == 8435


def test_nobody_is_added_to_a_tenant_that_was_terminated(tenants: TenantScene) -> None:
    tenants.world.sql("UPDATE tenant_profiles SET terminate_date = '2020-01-01 00:00:00' WHERE customer = 2")
    fault = tenants.root.refused("addUser", user=USER)
    assert (fault.code, fault.field) == (8402, "user.customer")


def test_users_are_listed_by_filter_and_order(tenants: TenantScene) -> None:
    for email, name in (("b@example.com", "Änne"), ("a@example.com", "Bo"), ("c_1@example.com", "Cy")):
        add(tenants, email=email, name=name)
    for filter, emails in (
        ({}, ["a@example.com", "b@example.com", "c_1@example.com"]),
        ({"email": "B@%"}, ["b@example.com"]),
        ({"email": "c_1@example.com"}, ["c_1@example.com"]),
        ({"name": "ä%"}, ["b@example.com"]),
        ({"id": 2}, ["a@example.com"]),
        ({"customer": 2}, ["a@example.com", "b@example.com", "c_1@example.com"]),
        ({"customer": 1}, []),
    ):
        found = tenants.reseller_login.getUsers(query={"filter": filter})["users"]
        assert [each["email"] for each in found] == emails, filter
