# SPDX-License-Identifier: Apache-2.0
"""The end of a tenant, now or on a day, its withdrawal, and restoring (tenant.md 15)."""

from datetime import date, timedelta
from typing import Any

import pytest

from ngnprov import clock
from tests.ports.tenant.conftest import TenantScene
from tests.ports.tenant.test_trials import jobs_run
from tests.support.examination import examine

NOON = date(2026, 12, 1)
CUSTOMER = {"customer": 2}


@pytest.fixture
def scene(quick_tenants: TenantScene, monkeypatch: pytest.MonkeyPatch) -> TenantScene:
    """It is noon of a day in UTC."""
    at(monkeypatch, NOON)
    return quick_tenants


def at(monkeypatch: pytest.MonkeyPatch, day: date, time: str = "12:00:00") -> None:
    monkeypatch.setattr(clock, "now", lambda: f"{day} {time}.000000")


def after(days: int) -> str:
    return str(NOON + timedelta(days=days))


def refused(scene: TenantScene, operation: str, **members: Any) -> tuple[int, str | None]:
    fault = scene.root.refused(operation, **{**CUSTOMER, **members})
    return fault.code, fault.field


def test_nothing_of_a_tenant_that_has_ended_is_changed_any_more(scene: TenantScene) -> None:
    for name in ("two.example.com", "spare.example.com"):
        scene.admin.sip.addDomain(domain={"domain": name, "customer": 2})
    account = {"id": {"username": "one", "domain": "two.example.com"}, "password": "secret"}
    scene.admin.sip.addAccount(account=account)
    scene.admin.dns.addZone(
        zone={"name": "two.example.org", "customer": 2, "nameservers": ["ns.example.org"], "email": "a@example.org"}
    )
    ended = scene.reseller_login.terminateTenant(**CUSTOMER)
    assert (ended["customer"], ended["terminateDate"]) == (2, "2026-12-01 12:00:00")
    assert ended["restorableUntil"] == "2026-12-31 12:00:00"
    assert {"kind": "SIP domains", "records": 2} in ended["ends"]
    shown = scene.profile(2)
    assert (shown["status"], shown["suspendedBy"]) == ("terminated", ["system"])
    before = scene.rows()
    sip, dns, tenant = scene.admin.sip, scene.admin.dns, scene.root
    for port, operation, arguments in (
        (sip, "addDomain", {"domain": {"domain": "three.example.com", "customer": 2}}),
        (sip, "deleteDomain", {"domain": "spare.example.com"}),
        (sip, "updateAccount", {"account": {**account, "firstName": "New"}}),
        (sip, "addAccount", {"account": {**account, "id": {"username": "two", "domain": "two.example.com"}}}),
        (sip, "deleteAccount", {"sipId": account["id"]}),
        (sip, "addToGroup", {"sipId": account["id"], "group": "quota"}),
        (dns, "addRecord", {"record": {"zone": "two.example.org", "name": "a", "type": "A", "value": "192.0.2.1"}}),
        (dns, "deleteZone", {"zone": "two.example.org"}),
        (scene.admin, "updateAccount", {"account": {"id": 2, "firstName": "New"}}),
        (scene.admin, "setProperties", {"customer": 2, "properties": [{"name": "a", "value": "b"}]}),
        (tenant, "updateProfile", {"profile": {"customer": 2, "notes": "n"}}),
        (tenant, "suspendTenant", CUSTOMER),
        (tenant, "resumeTenant", CUSTOMER),
        (tenant, "terminateTenant", CUSTOMER),
        (tenant, "withdrawTermination", CUSTOMER),
        (tenant, "startTrial", CUSTOMER),
        (tenant, "addUser", {"user": {"customer": 2, "email": "a@example.com", "roles": ["user"]}}),
    ):
        assert port.refused(operation, **arguments).code == 8402, operation
    assert scene.rows() == before
    assert scene.customer_login.refused("getProfile", **CUSTOMER).code == 901
    assert examine(scene.world.database) == []


def test_it_ends_with_its_last_day_where_it_is_and_a_server_carries_that_out(
    scene: TenantScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.change(2, timezone="America/New_York")
    ended = scene.reseller_login.terminateTenant(**CUSTOMER, when=after(2))
    assert ended["terminateDate"] == f"{after(3)} 05:00:00"
    assert scene.profile(2)["status"] == "active"
    scene.change(2, notes="it goes on")
    at(monkeypatch, NOON + timedelta(days=3), "04:59:59")
    assert "ended" not in jobs_run(scene, after(2))
    scene.change(2, notes="until the last second")
    at(monkeypatch, NOON + timedelta(days=3), "05:00:00")
    late = scene.root.refused("updateProfile", profile={"customer": 2, "notes": "too late"})
    assert late.code == 8402
    told = f"customer 2 has ended at {after(3)} 05:00:00"
    assert told in jobs_run(scene, after(3))
    assert scene.profile(2)["suspendedBy"] == ["system"]
    assert told not in jobs_run(scene, after(3)), "once"


def test_a_rehearsal_of_a_later_day_carries_it_out_in_advance_and_once(scene: TenantScene) -> None:
    scene.reseller_login.terminateTenant(**CUSTOMER, when=after(2))
    assert "has ended" not in jobs_run(scene, after(2)), "it is still the last day"
    assert "has ended" in jobs_run(scene, after(3))


def test_an_end_is_withdrawn_until_then_and_set_to_another_day(scene: TenantScene) -> None:
    assert refused(scene, "withdrawTermination") == (8404, "customer")
    before = scene.profile(2)
    scene.root.terminateTenant(**CUSTOMER, when=after(10))
    scene.root.terminateTenant(**CUSTOMER, when=after(5))
    assert scene.profile(2)["terminateDate"] == f"{after(6)} 00:00:00"
    assert refused(scene, "terminateTenant", when=after(-1)) == (101, "when")
    assert refused(scene, "terminateTenant", when="soon") == (101, "when")
    assert refused(scene, "restoreTenant") == (8404, "customer")
    shown = scene.reseller_login.withdrawTermination(**CUSTOMER)
    assert {**shown, "version": 0} == {**before, "version": 0}


@pytest.mark.parametrize("when", ["", after(3)])
def test_an_undo_withdraws_or_restores_and_its_undo_ends_it_again(scene: TenantScene, when: str) -> None:
    before = scene.profile(2)
    scene.root.terminateTenant(**CUSTOMER, when=when)
    ended = scene.profile(2)
    scene.world.undo()
    assert {**scene.profile(2), "version": 0} == {**before, "version": 0}
    if when:
        scene.world.undo()
        assert {**scene.profile(2), "version": 0} == {**ended, "version": 0}


def test_who_has_ended_is_restored_with_all_it_had_for_so_many_days(
    scene: TenantScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.root.suspendTenant(**CUSTOMER, reason="unpaid")
    before = scene.profile(2)
    scene.reseller_login.terminateTenant(**CUSTOMER)
    at(monkeypatch, NOON + timedelta(days=30), "11:59:59")
    shown = scene.reseller_login.restoreTenant(**CUSTOMER)
    assert {**shown, "version": 0} == {**before, "version": 0}
    assert shown["suspendedBy"] == ["admin"], "what was there before is there again"
    scene.root.resumeTenant(**CUSTOMER)
    scene.customer_login.getProfile(**CUSTOMER)
    scene.reseller_login.terminateTenant(**CUSTOMER)
    at(monkeypatch, NOON + timedelta(days=60), "11:59:59")
    assert refused(scene, "restoreTenant") == (8405, "customer")


def test_a_tenant_is_restored_for_whom_no_server_has_carried_it_out_yet(
    scene: TenantScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.root.terminateTenant(**CUSTOMER, when=after(0))
    at(monkeypatch, NOON + timedelta(days=1))
    assert scene.root.restoreTenant(**CUSTOMER)["status"] == "active"


def test_who_ends_whom(scene: TenantScene) -> None:
    assert scene.customer_login.refused("terminateTenant", **CUSTOMER).code == 902
    own = scene.reseller_login.refused("terminateTenant", customer=1)
    assert (own.code, own.field) == (902, "customer")
    fault = scene.root.refused("terminateTenant", customer=1)
    assert (fault.code, fault.field) == (5010, "customer")
    for operation in ("terminateTenant", "withdrawTermination", "restoreTenant"):
        assert scene.reseller_login.refused(operation, customer=4711).code == 5000


def test_a_reseller_does_not_end_while_it_has_customers_nor_gets_any_when_it_has(
    scene: TenantScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = scene.reseller("leaving")
    scene.root.terminateTenant(customer=leaving, when=after(0))
    child = scene.add("child", reseller=leaving)
    at(monkeypatch, NOON + timedelta(days=1))
    given = {"username": "late", "password": "secret", "reseller": leaving}
    assert scene.admin.refused("addAccount", account=given).code == 8402
    with pytest.raises(AssertionError, match="still has 1 customers"):
        jobs_run(scene, after(1))
    scene.admin.deleteAccount(id=child)
    assert f"customer {leaving} has ended" in jobs_run(scene, after(1))


def test_a_trial_that_is_ended_is_never_charged(scene: TenantScene) -> None:
    scene.reseller_login.startTrial(**CUSTOMER, until=after(10))
    scene.reseller_login.terminateTenant(**CUSTOMER)
    assert "pays" not in jobs_run(scene, after(40))
    assert scene.profile(2)["trialEnded"] == ""
