# SPDX-License-Identifier: Apache-2.0
"""Users log in by their addresses, and do for their customer what their roles give, and nothing else (login.md L-G)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.users_support import EMAIL, PASSWORD, invited, login, user
from tests.support.caller import Fault


def refused(caller: Any) -> Fault:
    found: Fault = caller.refused("getUsers", query={})
    return found


def test_a_user_acts_for_his_customer_with_what_his_roles_give(inviting: TenantScene) -> None:
    user(inviting, roles=["pbxAdmin"])
    ann = login(inviting)
    assert ann.getProfile(customer=2)["customer"] == 2
    assert ann.refused("getProfile", customer=1).code == 5000
    assert ann.pbx.getExtensions(query={"filter": {"customer": 2}})["total"] == 0
    for operation, arguments in (("getAccount", {"id": 2}), ("getCustomers", {"query": {}})):
        assert ann.customer.refused(operation, **arguments).code == 902
    fault = ann.refused("addUser", user={"customer": 2, "email": "b@example.com", "roles": ["user"]})
    assert (fault.code, "users.manage" in fault.text) == (902, True)


def test_an_administrator_has_all_that_the_customer_has_but_its_own_login(inviting: TenantScene) -> None:
    user(inviting)
    ann = login(inviting)
    made = ann.addUser(user={"email": "b@example.com", "roles": ["customerAdmin"]})
    assert made["customer"] == 2
    assert ann.refused("addTenant", tenant=inviting.given()).code == 902
    assert ann.customer.refused("getAccount", id=2).code == 902
    assert ann.customer.refused("setProperties", customer=2, properties=[]).code == 902


def test_the_journal_names_the_user_who_changed_something(inviting: TenantScene) -> None:
    user(inviting)
    login(inviting, EMAIL.upper()).addUser(user={"email": "b@example.com", "roles": ["user"]})
    ((who, level, entry),) = inviting.world.sql(
        "SELECT login, level, entry FROM journal WHERE operation = 'addUser' ORDER BY id DESC LIMIT 1"
    )
    assert (who, level, entry) == (EMAIL, "customer", 2)


def test_a_user_of_a_reseller_acts_for_it(inviting: TenantScene) -> None:
    user(inviting, customer=1, caller=inviting.root)
    ann = login(inviting)
    assert ann.getProfile(customer=2)["customer"] == 2
    assert ann.addUser(user={"customer": 2, "email": "b@example.com", "roles": ["user"]})["customer"] == 2
    inviting.stranger()
    assert ann.refused("getProfile", customer=3).code == 5000


def test_what_was_taken_from_a_user_is_gone_with_the_next_call(inviting: TenantScene) -> None:
    made = user(inviting)
    ann = login(inviting)
    invited(inviting, email="second@example.com")
    inviting.world.sql("UPDATE tenant_users SET accept_date = '2026-01-01 00:00:00.000000'")
    ann.getProfile(customer=2)
    inviting.reseller_login.assignRoles(user=made["id"], roles=["user"])
    assert ann.refused("getProfile", customer=2).code == 902
    assert [each["id"] for each in ann.getUsers(query={})["users"]] == [made["id"]]
    assert ann.getUsers(query={"filter": {"id": made["id"] + 1}})["total"] == 0
    inviting.reseller_login.updateUser(user={"id": made["id"], "disabled": True})
    assert refused(ann).code == 901


@pytest.mark.parametrize(
    "members",
    [{"disabled": True}, {"expiry": "2020-01-01"}, {"activation": "2999-01-01"}, {"allowedNetworks": ["192.0.2.0/24"]}],
)
def test_whoever_may_not_come_in_is_answered_as_one_whose_password_is_wrong(
    quick_inviting: TenantScene, members: dict[str, Any]
) -> None:
    made = user(quick_inviting, roles=["user"])
    login(quick_inviting).getUsers(query={})
    quick_inviting.reseller_login.updateUser(user={"id": made["id"], **members})
    kept_out = refused(login(quick_inviting))
    for other in (login(quick_inviting, password="wrong"), login(quick_inviting, "nobody@example.com")):
        assert refused(other).members == kept_out.members
    assert kept_out.code == 901


def test_a_user_who_has_not_accepted_cannot_come_in(quick_inviting: TenantScene) -> None:
    invited(quick_inviting)
    for password in (PASSWORD, "", "x"):
        assert refused(login(quick_inviting, password=password)).code == 901


def test_one_address_acts_for_the_customer_that_impersonate_names(inviting: TenantScene) -> None:
    user(inviting)
    sibling, _ = inviting.sibling()
    second = invited(inviting, customer=sibling)
    assert second["state"] == "invited"
    ann = login(inviting)
    assert ann.getTenants(query={})["tenants"][0]["customer"] == 2
    assert refused(login(inviting, impersonate=sibling)).code == 901  # nothing comes before he has accepted
    user(inviting, email=EMAIL.replace("ann", "other"))
    inviting.world.sql("UPDATE tenant_users SET accept_date = '2026-01-01 00:00:00.000000'")
    found = login(inviting, impersonate=sibling).getTenants(query={})["tenants"]
    assert [each["customer"] for each in found] == [sibling]
    assert refused(login(inviting, impersonate=1)).code == 901


def test_attempts_of_a_user_are_counted_as_those_of_others(quick_inviting: TenantScene) -> None:
    user(quick_inviting)
    codes = [refused(login(quick_inviting, password=f"wrong {number}")).code for number in range(11)]
    assert codes == [*[901] * 10, 905]
    assert refused(login(quick_inviting)).code == 905


def test_nobody_takes_the_name_of_another_login(inviting: TenantScene) -> None:
    invited(inviting)
    account = {"username": EMAIL.upper(), "password": "secret", "reseller": 1}
    fault = inviting.admin.refused("addAccount", account=account)
    assert (fault.code, fault.text) == (5001, "the username is taken")
    sibling, _ = inviting.sibling()
    assert inviting.admin.refused("updateAccount", account={"id": sibling, "username": EMAIL}).code == 5001
    inviting.add("c@example.com", reseller=1)
    fault = inviting.reseller_login.refused(
        "addUser", user={"customer": 2, "email": "C@example.com", "roles": ["user"]}
    )
    assert (fault.code, fault.field) == (8432, "user.email")


def test_when_somebody_was_there_last_is_told(quick_inviting: TenantScene) -> None:
    made = user(quick_inviting, roles=["user"])
    assert made["lastLogin"] == ""
    (seen,) = login(quick_inviting).getUsers(query={})["users"]
    assert seen["lastLogin"]
    assert (seen["state"], seen["changeDate"]) == ("active", made["changeDate"])


def test_a_request_id_is_a_users_own(quick_inviting: TenantScene) -> None:
    user(quick_inviting)
    add = {"user": {"customer": 2, "email": "b@example.com", "roles": ["user"]}}
    first = login(quick_inviting).asking(id="one").addUser(**add)
    assert login(quick_inviting).asking(id="one").addUser(**add) == first
    assert quick_inviting.customer_login.asking(id="one").refused("addUser", **add).code == 8432


def test_users_of_a_suspended_customer_are_kept_out_until_it_is_resumed(inviting: TenantScene) -> None:
    user(inviting)
    ann = login(inviting)
    ann.getProfile(customer=2)
    inviting.reseller_login.suspendTenant(customer=2)
    assert refused(ann).members == inviting.customer_login.refused("getUsers", query={}).members
    assert refused(ann).code == refused(login(inviting, password="wrong")).code == 901
    inviting.reseller_login.resumeTenant(customer=2)
    ann.getProfile(customer=2)


def test_users_of_a_tenant_that_has_ended_are_changed_no_more(inviting: TenantScene) -> None:
    made = user(inviting)
    inviting.root.terminateTenant(customer=2)
    for operation, arguments in (
        ("updateUser", {"user": {"id": made["id"], "name": "New"}}),
        ("deleteUser", {"id": made["id"]}),
        ("inviteUser", {"user": made["id"]}),
    ):
        assert inviting.root.refused(operation, **arguments).code in (8402, 8431), operation
    assert refused(login(inviting)).code == 901
