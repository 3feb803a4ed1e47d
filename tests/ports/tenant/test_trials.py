# SPDX-License-Identifier: Apache-2.0
"""Trials: whether and for how long a reseller may give them (tenant.md 3, 10)."""

from datetime import date, timedelta
from typing import Any

import pytest

from ngnprov import clock
from tests.ports.tenant.conftest import TenantScene

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
    trials.change(trials.customer_id, trialUntil="")
    assert refusal(trials, trialUntil=after(2)) == (8423, "profile.trialUntil")
    trials.change(trials.customer_id, trialUntil=after(1))
