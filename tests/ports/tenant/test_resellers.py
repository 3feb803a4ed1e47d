# SPDX-License-Identifier: Apache-2.0
"""Profiles of resellers: what the provider lets each do, and how it shows itself (tenant.md 10)."""

from typing import Any

import pytest

from ngnprov.ports.tenant.resellers.service import codes_of_limits
from tests.ports.tenant.conftest import TenantScene
from tests.support.examination import examine

MESSAGES: list[dict[str, Any]] = [{"code": 910, "text": "Ask us"}, {"code": 8011, "text": "Your licences are used up"}]
OWN: dict[str, Any] = {
    **{"brandName": "Zoë & Söhne", "currency": "CHF", "secondFactorRequired": True},
    **{"quotaMessages": MESSAGES, "thresholds": [50, 80, 100]},
}
OF_ADMINISTRATORS: dict[str, Any] = {"trialAllowed": False, "trialMaxDays": 14, "strictHandDown": True}


def read(scene: TenantScene, caller: Any = None, reseller: int = 1) -> dict[str, Any]:
    answer: dict[str, Any] = (caller or scene.root).getResellerProfile(reseller=reseller)
    return answer


def test_every_reseller_has_one_before_anything_is_set(tenants: TenantScene) -> None:
    before = tenants.rows()
    profile = read(tenants)
    assert profile == {
        **{"reseller": 1, "trialAllowed": True, "trialMaxDays": 365, "strictHandDown": False, "brandName": ""},
        **{"currency": "", "secondFactorRequired": False, "quotaMessages": [], "thresholds": []},
        **{"version": 1, "changeDate": ""},
    }
    assert read(tenants, tenants.reseller_login, 0) == profile
    assert tenants.rows() == before


def test_what_is_set_comes_back_and_the_rest_stays(tenants: TenantScene) -> None:
    changed = tenants.rules(**OF_ADMINISTRATORS, **OWN)
    assert {name: changed[name] for name in {**OF_ADMINISTRATORS, **OWN}} == {**OF_ADMINISTRATORS, **OWN}
    assert changed["version"] == 2
    assert read(tenants) == changed
    again = tenants.rules(currency="EUR", quotaMessages=[], thresholds=[])
    assert {**changed, "currency": "EUR", "quotaMessages": [], "thresholds": []} == {
        **again,
        **{"version": 2, "changeDate": changed["changeDate"]},
    }
    assert tenants.rules(thresholds=[80, 5, 80])["thresholds"] == [5, 80]
    assert examine(tenants.world.database) == []


def test_a_reseller_sets_its_own_members_and_sends_the_others_as_they_stand(tenants: TenantScene) -> None:
    tenants.rules(**OF_ADMINISTRATORS)
    login = tenants.reseller_login
    whole = read(tenants, login)
    changed = tenants.rules(login, **{**whole, **OWN})
    assert {name: changed[name] for name in OWN} == OWN
    assert login.setResellerProfile(profile={"brandName": "Own"})["brandName"] == "Own", "it need not name itself"


@pytest.mark.parametrize(("member", "value"), [("trialAllowed", False), ("trialMaxDays", 30), ("strictHandDown", True)])
def test_a_reseller_does_not_set_what_is_the_administrators(
    quick_tenants: TenantScene, member: str, value: Any
) -> None:
    before = quick_tenants.world.fingerprint()
    for caller in (quick_tenants.reseller_login, quick_tenants.behind(quick_tenants.reseller_id).at("Tenant")):
        fault = caller.refused("setResellerProfile", profile={"reseller": 1, "brandName": "b", member: value})
        assert (fault.code, fault.field) == (902, f"profile.{member}")
    assert quick_tenants.world.fingerprint() == before


@pytest.mark.parametrize(
    ("members", "code", "field"),
    [
        ({"trialMaxDays": 0}, 101, "trialMaxDays"),
        ({"trialMaxDays": 366}, 101, "trialMaxDays"),
        ({"brandName": "b" * 101}, 101, "brandName"),
        ({"brandName": "a\nb"}, 101, "brandName"),
        ({"currency": "eur"}, 101, "currency"),
        ({"quotaMessages": [{"code": 5000, "text": "t"}]}, 101, "quotaMessages.0.code"),
        ({"quotaMessages": [{"text": "t"}]}, 101, "quotaMessages.0.code"),
        ({"quotaMessages": [{"code": 910}]}, 102, "quotaMessages.0.text"),
        ({"quotaMessages": [{"code": 910, "text": "a\tb"}]}, 101, "quotaMessages.0.text"),
        ({"quotaMessages": [MESSAGES[0], MESSAGES[0]]}, 101, "quotaMessages.1.code"),
        ({"thresholds": [50, 0]}, 101, "thresholds.1"),
        ({"thresholds": [101]}, 101, "thresholds.0"),
    ],
)
def test_what_breaks_a_rule_is_named_and_changes_nothing(
    quick_tenants: TenantScene, members: dict[str, Any], code: int, field: str
) -> None:
    before = quick_tenants.world.fingerprint()
    fault = quick_tenants.root.refused("setResellerProfile", profile={"reseller": 1, **members})
    assert (fault.code, fault.field) == (code, f"profile.{field}")
    assert quick_tenants.world.fingerprint() == before


def test_a_limit_that_is_reached_may_have_words_of_the_resellers(quick_tenants: TenantScene) -> None:
    codes = codes_of_limits()
    assert {910, 911, 8011, 8018} <= set(codes)
    messages = [{"code": code, "text": "x" * 255} for code in codes]
    assert quick_tenants.rules(quotaMessages=[*reversed(messages)])["quotaMessages"] == messages


def test_who_is_no_reseller_has_none_and_another_one_is_as_if_it_were_not_there(tenants: TenantScene) -> None:
    stranger = tenants.stranger()
    before = tenants.world.fingerprint()
    for operation, field, named in (
        ("getResellerProfile", "reseller", lambda id: {"reseller": id}),
        ("setResellerProfile", "profile.reseller", lambda id: {"profile": {"reseller": id, "brandName": "b"}}),
    ):
        fault = tenants.root.refused(operation, **named(tenants.customer_id))
        assert (fault.code, fault.field) == (101, field)
        fault = stranger.refused(operation, **named(tenants.reseller_id))
        assert (fault.code, fault.field) == (5000, field)
        assert fault.members == stranger.refused(operation, **named(4711)).members
        assert tenants.root.refused(operation, **named(0)).code == 102, "an administrator has none"
        assert tenants.customer_login.refused(operation, **named(tenants.reseller_id)).code == 902
    assert tenants.world.fingerprint() == before


def test_it_is_taken_back_and_goes_with_its_reseller_and_comes_back(tenants: TenantScene) -> None:
    first = read(tenants)
    tenants.rules(**OWN)
    tenants.world.undo()
    moments = dict.fromkeys(("version", "changeDate"))
    assert {**read(tenants), **moments} == {**first, **moments}
    leaving = tenants.reseller("leaving")
    tenants.root.setResellerProfile(profile={"reseller": leaving, **OF_ADMINISTRATORS, **OWN})
    before = read(tenants, reseller=leaving)
    tenants.admin.deleteAccount(id=leaving)
    assert tenants.world.sql(f"SELECT * FROM tenant_reseller_profiles WHERE reseller = {leaving}") == []
    tenants.world.undo()
    assert {**read(tenants, reseller=leaving), **moments} == {**before, **moments}
