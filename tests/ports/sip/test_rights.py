# SPDX-License-Identifier: Apache-2.0
"""PSTN and prepaid members: what the switches of customer and reseller allow (sip.md 6)."""

from typing import Any

import pytest

from tests.ports.sip.conftest import SWITCHES, SipScene, sip_id
from tests.support.caller import Caller


@pytest.fixture
def bare(sip: SipScene) -> SipScene:
    """Neither reseller nor customer has a switch."""
    for id in (sip.reseller_id, sip.customer_id):
        sip.grant(id, **dict.fromkeys(SWITCHES, 0))
    return sip


def give(scene: SipScene, *switches: str, to: str = "both") -> None:
    for name, id in (("reseller", scene.reseller_id), ("customer", scene.customer_id)):
        if to in (name, "both"):
            scene.grant(id, **dict.fromkeys(switches, 1))


def new(caller: Caller, username: str = "alice", **members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = caller.addAccount(account={"id": sip_id(username), "password": "p", **members})
    return answer


def test_free_pstn_needs_pstn_access(bare: SipScene) -> None:
    for caller in (bare.customer_login, bare.reseller_login):
        fault = caller.refused("addAccount", account={"id": sip_id("x"), "password": "p", "groups": ["free-pstn"]})
        assert (fault.code, fault.field) == (902, "account.groups")
    new(bare.customer_login)
    for caller in (bare.customer_login, bare.reseller_login):
        assert caller.refused("addToGroup", sipId=sip_id(), group="free-pstn").code == 902
    give(bare, "pstn_access", to="reseller")
    assert bare.customer_login.refused("addToGroup", sipId=sip_id(), group="free-pstn").code == 902
    give(bare, "pstn_access", to="customer")
    assert bare.customer_login.addToGroup(sipId=sip_id(), group="free-pstn") is True
    assert "free-pstn" in new(bare.customer_login, "bob", groups=["free-pstn"])["groups"]
    assert "free-pstn" in new(bare.reseller_login, "carol", groups=["free-pstn"])["groups"]


def test_without_pstn_changes_pstn_members_stay_and_the_rest_is_saved(bare: SipScene) -> None:
    bare.account(quota=5, rpid="1", callLimit=2, groups=["voicemail"], prepaid=False)
    wanted = {"quota": 9, "rpid": "2", "callLimit": 7, "groups": ["free-pstn", "anonymous"], "firstName": "New"}
    assert bare.customer_login.updateAccount(account={"id": sip_id(), **wanted}) is True
    account = bare.admin.sip.getAccount(sipId=sip_id())
    assert (account["quota"], account["rpid"], account["callLimit"]) == (5, "1", 2)
    assert (account["groups"], account["firstName"]) == (["anonymous"], "New")
    give(bare, "pstn_changes", "pstn_access")
    assert bare.customer_login.updateAccount(account={"id": sip_id(), **wanted}) is True
    account = bare.admin.sip.getAccount(sipId=sip_id())
    assert (account["quota"], account["rpid"], account["callLimit"]) == (9, "2", 7)
    assert account["groups"] == ["anonymous", "free-pstn"]


def test_without_pstn_changes_a_new_account_gets_nothing_by_the_back_door(bare: SipScene) -> None:
    given = {"quota": 50, "rpid": "0031201234567", "callLimit": 99}
    account = new(bare.customer_login, "a", **given)
    assert (account["quota"], account["rpid"], account["callLimit"]) == (0, "", 0)
    give(bare, "pstn_access")
    account = new(bare.customer_login, "b", groups=["free-pstn"], **given)
    assert (account["quota"], account["rpid"], account["callLimit"]) == (50, "", 0)
    give(bare, "pstn_changes")
    account = new(bare.customer_login, "c", groups=["free-pstn"], **given)
    assert (account["quota"], account["rpid"], account["callLimit"]) == (50, "0031201234567", 99)


def test_access_is_taken_away_without_the_right_to_grant_it(bare: SipScene) -> None:
    bare.account(groups=["free-pstn"])
    assert bare.customer_login.removeFromGroup(sipId=sip_id(), group="free-pstn") is True
    assert bare.customer_login.refused("addToGroup", sipId=sip_id(), group="free-pstn").code == 902


def test_granting_by_a_save_needs_pstn_access_too(bare: SipScene) -> None:
    bare.account()
    give(bare, "pstn_changes")
    before = bare.world.fingerprint()
    fault = bare.customer_login.refused("updateAccount", account={"id": sip_id(), "groups": ["free-pstn"]})
    assert (fault.code, fault.field) == (902, "account.groups")
    assert bare.world.fingerprint() == before


def test_the_group_sms_needs_sms_access(bare: SipScene) -> None:
    bare.account()
    for caller in (bare.customer_login, bare.reseller_login):
        fault = caller.refused("addAccount", account={"id": sip_id("x"), "password": "p", "groups": ["sms"]})
        assert (fault.code, fault.field) == (902, "account.groups")
        assert caller.refused("addToGroup", sipId=sip_id(), group="sms").code == 902
    give(bare, "sms_access", to="reseller")
    assert bare.customer_login.refused("addToGroup", sipId=sip_id(), group="sms").code == 902
    give(bare, "sms_access", to="customer")
    assert bare.customer_login.addToGroup(sipId=sip_id(), group="sms") is True


def test_a_save_without_sms_access_leaves_the_group_sms_as_it_is(bare: SipScene) -> None:
    bare.account("member", groups=["sms"])
    bare.account("other")
    for username, sent, kept in (("member", ["voicemail"], ["sms", "voicemail"]), ("other", ["sms"], [])):
        assert bare.customer_login.updateAccount(account={"id": sip_id(username), "groups": sent}) is True
        assert bare.customer_login.getAccount(sipId=sip_id(username))["groups"] == kept
    give(bare, "sms_access")
    assert bare.customer_login.updateAccount(account={"id": sip_id("member"), "groups": ["voicemail"]}) is True
    assert bare.customer_login.getAccount(sipId=sip_id("member"))["groups"] == ["voicemail"]


def test_without_prepaid_changes_new_accounts_are_prepaid_and_no_change_is_made(bare: SipScene) -> None:
    account = new(bare.customer_login, prepaid=False, quota=7)
    assert (account["prepaid"], account["quota"]) == (True, 0)
    before = bare.world.fingerprint()
    fault = bare.customer_login.refused("updateAccount", account={"id": sip_id(), "prepaid": False, "firstName": "x"})
    assert (fault.code, fault.field) == (902, "account.prepaid")
    assert bare.customer_login.refused("removeFromGroup", sipId=sip_id(), group="prepaid").code == 902
    assert bare.world.fingerprint() == before
    assert bare.customer_login.updateAccount(account={"id": sip_id(), "prepaid": True, "firstName": "x"}) is True
    assert bare.admin.sip.getAccount(sipId=sip_id())["firstName"] == "x"
    give(bare, "prepaid_changes")
    assert bare.customer_login.updateAccount(account={"id": sip_id(), "prepaid": False}) is True
    assert bare.admin.sip.getAccount(sipId=sip_id())["prepaid"] is False
    assert new(bare.customer_login, "bob", prepaid=False)["prepaid"] is False


def test_granting_free_pstn_may_make_prepaid_as_the_old_client_does(bare: SipScene) -> None:
    bare.account(prepaid=False)
    give(bare, "pstn_access", "pstn_changes")
    assert bare.customer_login.refused("updateAccount", account={"id": sip_id(), "prepaid": True}).code == 902
    save = {"id": sip_id(), "prepaid": 1 if bare.dialect == "encoded" else True, "groups": ["free-pstn"]}
    assert bare.customer_login.updateAccount(account=save) is True
    account = bare.admin.sip.getAccount(sipId=sip_id())
    assert account["groups"] == ["free-pstn", "prepaid"]


def test_an_administrator_needs_no_switch_even_behind_a_customer(bare: SipScene) -> None:
    for number, caller in enumerate(
        (bare.admin.sip, bare.behind(bare.customer_id).sip, bare.behind(bare.reseller_id).sip)
    ):
        account = new(caller, f"a{number}", groups=["free-pstn"], quota=5, prepaid=False)
        assert (account["groups"], account["quota"], account["prepaid"]) == (["free-pstn"], 5, False)
