# SPDX-License-Identifier: Apache-2.0
"""Suspending in layers: who sets and lifts which, whom it keeps out, and that all else stays (tenant.md 14)."""

import pytest

from tests.ports.tenant.conftest import TenantScene
from tests.support.examination import examine, repair

CUSTOMER = {"customer": 2}


def status(scene: TenantScene, id: int = 2) -> tuple[str, list[str]]:
    shown = scene.profile(id)
    return shown["status"], shown["suspendedBy"]


def test_each_side_lifts_its_own_layer_and_the_rest_stays(tenants: TenantScene) -> None:
    before = tenants.profile(2)
    shown = tenants.reseller_login.suspendTenant(**CUSTOMER, reason="unpaid")
    assert (shown["status"], shown["suspendedBy"], shown["version"]) == (
        "suspended",
        ["reseller"],
        before["version"] + 1,
    )
    tenants.root.suspendTenant(**CUSTOMER, reason="abuse")
    assert status(tenants) == ("suspended", ["reseller", "admin"])
    layers = tenants.reseller_login.getSuspensions(**CUSTOMER)
    assert [(each["level"], each["reason"]) for each in layers] == [("reseller", "unpaid"), ("admin", "abuse")]
    tenants.reseller_login.resumeTenant(**CUSTOMER)
    assert status(tenants) == ("suspended", ["admin"])
    assert tenants.reseller_login.refused("resumeTenant", **CUSTOMER).code == 8131
    fault = tenants.reseller_login.refused("resumeTenant", **CUSTOMER, level="admin")
    assert (fault.code, fault.field) == (902, "level")
    tenants.root.resumeTenant(**CUSTOMER, reason="all is well")
    assert {**tenants.profile(2), "version": 0} == {**before, "version": 0}
    assert examine(tenants.world.database) == []


def test_a_layer_that_is_there_gets_the_reason_that_is_given(quick_tenants: TenantScene) -> None:
    scene = quick_tenants
    scene.root.suspendTenant(**CUSTOMER, reason="unpaid")
    version = scene.profile(2)["version"]
    assert scene.root.suspendTenant(**CUSTOMER)["version"] == version
    scene.root.suspendTenant(**CUSTOMER, reason="abuse")
    assert [each["reason"] for each in scene.root.getSuspensions(**CUSTOMER)] == ["abuse"]
    scene.world.undo()
    assert [each["reason"] for each in scene.root.getSuspensions(**CUSTOMER)] == ["unpaid"]


def test_nobody_of_a_suspended_customer_logs_in(tenants: TenantScene) -> None:
    """Also who was remembered; and an administrator behind it does, as he is to put it right."""
    tenants.customer_login.getProfile(**CUSTOMER)
    tenants.reseller_login.suspendTenant(**CUSTOMER)
    fault = tenants.customer_login.refused("getProfile", **CUSTOMER)
    assert (fault.code, "suspended" in fault.text) == (901, True)
    wrong = tenants.login("customer", "wrong").at("Tenant").refused("getProfile", **CUSTOMER)
    assert (wrong.code, "suspended" in wrong.text) == (901, False)
    assert tenants.behind(2).at("Tenant").getProfile(**CUSTOMER)["status"] == "suspended"
    tenants.reseller_login.resumeTenant(**CUSTOMER)
    tenants.customer_login.getProfile(**CUSTOMER)


def test_nobody_acts_for_a_suspended_customer_in_its_place(quick_tenants: TenantScene) -> None:
    quick_tenants.add("agent", reseller=1, impersonate=2)
    agent = quick_tenants.login("agent").at("Tenant")
    agent.getProfile(**CUSTOMER)
    quick_tenants.root.suspendTenant(**CUSTOMER)
    assert agent.refused("getProfile", **CUSTOMER).code == 901
    change = {"customer": 2, "language": "fr"}
    assert agent.refused("updateProfile", profile=change).code == 901
    quick_tenants.root.resumeTenant(**CUSTOMER)
    agent.updateProfile(profile=change)


def test_a_suspended_reseller_is_so_with_all_its_customers(tenants: TenantScene) -> None:
    tenants.root.suspendTenant(customer=1, reason="unpaid")
    assert status(tenants) == ("suspended", [])
    assert status(tenants, 1) == ("suspended", ["admin"])
    for login in (tenants.reseller_login, tenants.customer_login):
        assert login.refused("getProfile", **CUSTOMER).code == 901
    found = tenants.root.getTenants(query={"filter": {"status": "suspended"}})["tenants"]
    assert {1, 2} <= {each["customer"] for each in found}
    tenants.root.resumeTenant(customer=1)
    assert status(tenants) == ("active", [])
    tenants.customer_login.getProfile(**CUSTOMER)


def test_who_may_not_suspend_whom(quick_tenants: TenantScene) -> None:
    scene = quick_tenants
    own = scene.reseller_login.refused("suspendTenant", customer=1)
    assert (own.code, own.field) == (902, "customer")
    assert scene.customer_login.refused("suspendTenant", **CUSTOMER).code == 902
    assert scene.behind(2).at("Tenant").refused("suspendTenant", **CUSTOMER).code == 902
    assert scene.reseller_login.refused("suspendTenant", customer=4711).code == 5000
    fault = scene.reseller_login.refused("suspendTenant", **CUSTOMER, level="admin")
    assert (fault.code, fault.field) == (902, "level")
    fault = scene.root.refused("suspendTenant", **CUSTOMER, level="moon")
    assert (fault.code, fault.field) == (101, "level")
    fault = scene.root.refused("suspendTenant", **CUSTOMER, reason="a\x01b")
    assert fault.code == 101


def test_an_undo_brings_back_what_was(quick_tenants: TenantScene) -> None:
    scene = quick_tenants
    scene.root.suspendTenant(**CUSTOMER, reason="unpaid")
    scene.world.undo()
    assert status(scene) == ("active", [])
    scene.root.suspendTenant(**CUSTOMER, reason="unpaid")
    scene.root.resumeTenant(**CUSTOMER, reason="by mistake")
    scene.world.undo()
    assert status(scene) == ("suspended", ["admin"])
    assert scene.customer_login.refused("getProfile", **CUSTOMER).code == 901


@pytest.mark.parametrize("barred", [True, False])
def test_the_doctor_finds_logins_that_should_be_refused_or_not(quick_tenants: TenantScene, barred: bool) -> None:
    scene = quick_tenants
    if not barred:
        scene.root.suspendTenant(**CUSTOMER)
    scene.world.sql(f"UPDATE customers SET barred = {str(barred).lower()} WHERE id = 2")
    (found,) = examine(scene.world.database)
    assert found.text == (
        "customer 2 is not suspended, and its logins are refused"
        if barred
        else "customer 2 is suspended, and its logins are let in"
    )
    repair(scene.world)
    assert examine(scene.world.database) == []


def test_the_journal_tells_why(quick_tenants: TenantScene) -> None:
    quick_tenants.root.suspendTenant(**CUSTOMER, reason="unpaid since May")
    quick_tenants.root.resumeTenant(**CUSTOMER, reason="paid")
    told = [
        str(row[0] or row[1])
        for row in quick_tenants.world.sql("SELECT before, after FROM journal ORDER BY id DESC LIMIT 2")
    ]
    assert "lifted_because" in told[0]
    assert "unpaid since May" in told[1]
