# SPDX-License-Identifier: Apache-2.0
"""Trials: whether and for how long a reseller may give them (tenant.md 3, 10)."""

from datetime import date, timedelta
from typing import Any

import pytest

from ngnprov import clock
from tests.ports.tenant.conftest import TenantScene
from tests.support import commands

NOON = date(2026, 12, 1)


@pytest.fixture
def trials(quick_tenants: TenantScene, monkeypatch: pytest.MonkeyPatch) -> TenantScene:
    """It is noon of a day in UTC."""
    at(monkeypatch, "12:00:00")
    return quick_tenants


def at(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    monkeypatch.setattr(clock, "now", lambda: f"{NOON} {time}.000000")


def after(days: int) -> str:
    return str(NOON + timedelta(days=days))


def refusal(scene: TenantScene, caller: Any = None, **members: Any) -> tuple[int, str | None]:
    profile = {"customer": scene.customer_id, **members}
    fault = (caller or scene.reseller_login).refused("updateProfile", profile=profile)
    return fault.code, fault.field


def test_a_reseller_gives_trials_of_a_year_until_something_else_is_said(trials: TenantScene) -> None:
    assert trials.change(trials.customer_id, trialUntil=after(365))["trialUntil"] == after(365)
    assert refusal(trials, trialUntil=after(366)) == (8423, "profile.trialUntil")
    assert trials.change(trials.customer_id, trialUntil=after(-1))["trialUntil"] == after(-1)


def test_a_trial_is_no_longer_than_the_reseller_may_give(trials: TenantScene) -> None:
    trials.rules(trialMaxDays=14)
    before = trials.rows()
    fault = trials.reseller_login.refused("updateProfile", profile={"customer": 2, "trialUntil": after(15)})
    assert (fault.code, fault.field) == (8423, "profile.trialUntil")
    details = {name: fault.members[name] for name in ("kind", "limit", "used", "holder") if name in fault.members}
    assert details | {"limit": "14", "used": "15", "holder": "1"} == details
    assert after(14) in fault.text
    given = trials.given(profile={"name": "n", "trialUntil": after(15)})
    fault = trials.reseller_login.refused("addTenant", tenant=given)
    assert (fault.code, fault.field) == (8423, "tenant.profile.trialUntil")
    assert trials.rows() == before
    trials.tenant(profile={"name": "n", "trialUntil": after(14)})


def test_an_administrator_gives_a_longer_one_which_then_stays(trials: TenantScene) -> None:
    trials.rules(trialMaxDays=1)
    long = trials.change(trials.customer_id, trials.root, trialUntil=after(1000))
    assert trials.change(trials.customer_id, **{**long, "description": "d"})["trialUntil"] == after(1000)
    behind = trials.behind(trials.reseller_id).at("Tenant")
    assert refusal(trials, behind, trialUntil=after(999)) == (8423, "profile.trialUntil"), "as the reseller"
    assert refusal(trials, trials.root, inHouse=True) == (8422, "profile.inHouse")
    trials.change(trials.customer_id, trialUntil="")


def test_a_reseller_without_trials_gives_none_and_ends_those_that_are(trials: TenantScene) -> None:
    trials.change(trials.customer_id, trialUntil=after(10))
    trials.rules(trialAllowed=False)
    for caller in (trials.reseller_login, trials.root):
        assert refusal(trials, caller, trialUntil=after(9)) == (8420, "profile.trialUntil")
        given = trials.given(profile={"name": "n", "trialUntil": after(1)})
        fault = caller.refused("addTenant", tenant=given)
        assert (fault.code, fault.field) == (8420, "tenant.profile.trialUntil")
    assert trials.change(trials.customer_id, description="d", trialUntil=after(10))["trialUntil"] == after(10)
    assert trials.change(trials.customer_id, trialUntil="")["trialUntil"] == ""


@pytest.mark.parametrize(
    ("zone", "time", "days"),
    [
        ("", "23:59:59", 1),
        ("Pacific/Auckland", "12:00:00", 2),
        ("America/New_York", "03:00:00", 0),
        ("Europe/Amsterdam", "22:59:59", 1),
        ("Europe/Amsterdam", "23:00:00", 2),
    ],
)
def test_today_is_the_day_of_the_tenant(
    trials: TenantScene, monkeypatch: pytest.MonkeyPatch, zone: str, time: str, days: int
) -> None:
    at(monkeypatch, time)
    trials.rules(trialMaxDays=1)
    assert refusal(trials, timezone=zone, trialUntil=after(days + 1)) == (8423, "profile.trialUntil")
    trials.change(trials.customer_id, timezone=zone, trialUntil=after(days))


def test_the_zone_of_the_country_counts_where_no_other_is_said_and_utc_where_one_is_gone(trials: TenantScene) -> None:
    trials.rules(trialMaxDays=1)
    trials.change(trials.customer_id, country="NZ", trialUntil=after(2))
    trials.world.sql("UPDATE tenant_profiles SET timezone = 'Mars/Base' WHERE customer = 2")
    trials.world.sql("UPDATE tenant_profiles SET trial_until = '', trial_since = '' WHERE customer = 2")
    assert refusal(trials, trialUntil=after(2)) == (8423, "profile.trialUntil")
    trials.change(trials.customer_id, trialUntil=after(1))


def operate(scene: TenantScene, operation: str, caller: Any = None, **members: Any) -> dict[str, Any]:
    """Call one of the operations of trials about the customer, as the reseller unless told otherwise."""
    answer: dict[str, Any] = (caller or scene.reseller_login).call(
        operation, {"customer": scene.customer_id, **members}
    )
    return answer


def refused(scene: TenantScene, operation: str, **members: Any) -> tuple[int, str | None]:
    fault = scene.reseller_login.refused(operation, **{"customer": scene.customer_id, **members})
    return fault.code, fault.field


def days_of(profile: dict[str, Any]) -> tuple[str, str, str]:
    return profile["trialSince"], profile["trialUntil"], profile["trialEnded"]


def jobs_run(scene: TenantScene, day: str) -> str:
    """What ``ngnprov jobs run --at`` that day says it did."""
    result = commands.run(scene.world, "jobs", "run", "--at", day)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_a_trial_begins_is_extended_and_paid_for(trials: TenantScene, monkeypatch: pytest.MonkeyPatch) -> None:
    trials.rules(trialMaxDays=30)
    assert refused(trials, "extendTrial", until=after(3)) == (8425, "customer")
    assert refused(trials, "convertTrial") == (8425, "customer")
    assert days_of(operate(trials, "startTrial", until=after(10))) == (after(0), after(10), "")
    assert refused(trials, "startTrial", until=after(11)) == (8422, "customer")
    assert refused(trials, "extendTrial", until=after(10)) == (101, "until")
    assert refused(trials, "extendTrial", until="") == (102, "until")
    assert refused(trials, "extendTrial", until="2026-02-30") == (101, "until")
    monkeypatch.setattr(clock, "now", lambda: f"{after(8)} 12:00:00.000000")
    assert refused(trials, "extendTrial", until=after(31)) == (8423, "until"), "from the first day"
    assert days_of(operate(trials, "extendTrial", until=after(30))) == (after(0), after(30), "")
    assert days_of(operate(trials, "convertTrial")) == (after(0), "", after(8))
    assert refused(trials, "startTrial") == (8420, "until"), "a tenant has one trial"
    assert refusal(trials, trialUntil=after(20)) == (8420, "profile.trialUntil")


def test_without_a_day_a_trial_is_as_long_as_the_reseller_gives_it(trials: TenantScene) -> None:
    trials.rules(trialMaxDays=14)
    assert refused(trials, "startTrial", until=after(-1)) == (101, "until")
    assert days_of(operate(trials, "startTrial")) == (after(0), after(14), "")
    assert days_of(operate(trials, "extendTrial", trials.root, until=after(50)))[1] == after(50)
    trials.rules(trialAllowed=False)
    assert refused(trials, "extendTrial", until=after(51)) == (8420, "until")
    assert days_of(operate(trials, "convertTrial")) == (after(0), "", after(0))


def test_the_days_are_the_servers(trials: TenantScene) -> None:
    changed = trials.change(trials.customer_id, trialSince="2020-01-01", trialEnded="2020-01-01", trialUntil=after(2))
    assert days_of(changed) == (after(0), after(2), "")


def test_a_reseller_has_one_in_house_tenant(trials: TenantScene) -> None:
    assert operate(trials, "setInHouse", inHouse=True)["inHouse"]
    assert operate(trials, "setInHouse", inHouse=True)["inHouse"], "again"
    assert refused(trials, "startTrial") == (8422, "until")
    other = trials.tenant()["id"]
    assert refused(trials, "setInHouse", customer=other, inHouse=True) == (8421, "inHouse")
    assert not operate(trials, "setInHouse", inHouse=False)["inHouse"]
    assert operate(trials, "setInHouse", customer=other, inHouse=True)["inHouse"]
    operate(trials, "startTrial")
    assert refused(trials, "setInHouse", inHouse=True) == (8422, "inHouse")


def test_a_trial_is_over_on_its_day_by_whoever_comes_first_and_however_late(trials: TenantScene) -> None:
    operate(trials, "startTrial", until=after(10))
    assert jobs_run(trials, after(10)) == ""
    assert jobs_run(trials, after(40)) == f"customer 2 pays from {after(11)} on: its trial is over\n"
    assert days_of(trials.profile(2)) == (after(0), "", after(11))
    assert jobs_run(trials, after(40)) == ""


def test_the_last_day_of_a_trial_is_over_at_midnight_of_the_tenant(
    trials: TenantScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials.change(trials.customer_id, timezone="Pacific/Auckland")
    operate(trials, "startTrial", until=after(1))
    for time, done in (("10:59:59", False), ("11:00:00", True)):
        monkeypatch.setattr(clock, "now", lambda time=time: f"{after(1)} {time}.000000")
        assert bool(commands.run(trials.world, "jobs", "run").stdout) is done, time
    assert days_of(trials.profile(2))[2] == after(2)


def test_what_is_undone_has_the_days_that_it_had(trials: TenantScene) -> None:
    operate(trials, "startTrial", until=after(10))
    before = days_of(trials.profile(2))
    operate(trials, "convertTrial")
    (entry,) = trials.world.sql("SELECT MAX(id) FROM journal")[0]
    commands.run(trials.world, "journal", "revert", str(entry))
    assert days_of(trials.profile(2)) == before


def test_the_trial_of_a_tenant_that_was_terminated_goes_on_and_the_doctor_knows_of_late_ones(
    trials: TenantScene,
) -> None:
    operate(trials, "startTrial", until=after(10))
    trials.world.sql("UPDATE tenant_profiles SET trial_until = '2020-01-01' WHERE customer = 2")
    found = commands.run(trials.world, "doctor").output
    assert "the trial of customer 2 was over on 2020-01-01: no server has ended it" in found
    trials.world.sql("UPDATE tenant_profiles SET terminate_date = '2020-01-02 00:00:00.000000' WHERE customer = 2")
    assert "the trial of customer 2" not in commands.run(trials.world, "doctor").output
    assert "pays" not in jobs_run(trials, after(40))
    assert refused(trials, "convertTrial") == (8402, "customer")
