# SPDX-License-Identifier: Apache-2.0
"""Groups, the prepaid flag among them, and the list of an account (sip.md 5.4, 5.5, 5.6)."""

from typing import Any

import pytest

from ngnprov.ports.sip.settings import SipSettings
from tests.ports.sip.conftest import SipScene, sip_id


def groups(scene: SipScene) -> list[str]:
    answer: list[str] = scene.admin.sip.getGroups(sipId=sip_id())
    assert scene.admin.sip.getAccount(sipId=sip_id())["groups"] == answer
    return answer


def save(scene: SipScene, **members: Any) -> None:
    scene.admin.sip.updateAccount(account={"id": sip_id(), **members})


def test_a_membership_begins_and_ends_once(sip: SipScene) -> None:
    sip.account()
    quota = {"sipId": sip_id("ALICE"), "group": "quota"}
    assert sip.admin.sip.addToGroup(**quota) is True
    assert sip.admin.sip.refused("addToGroup", **quota).code == 1030
    assert groups(sip) == ["quota"]
    assert sip.admin.sip.removeFromGroup(**quota) is True
    assert sip.admin.sip.refused("removeFromGroup", **quota).code == 1031
    assert groups(sip) == []
    for operation in ("addToGroup", "removeFromGroup"):
        assert sip.admin.sip.refused(operation, sipId=sip_id("nobody"), group="quota").code == 1010


def test_the_list_of_an_account_replaces_and_is_cleaned(sip: SipScene) -> None:
    sip.account(groups=["a", "b"])
    save(sip, groups=["", "sms", "sms"])
    assert groups(sip) == ["sms"]
    save(sip, firstName="x")
    assert groups(sip) == ["sms"]
    save(sip, groups=["", ""])
    assert groups(sip) == []


def test_letter_case_counts_and_white_space_is_refused(quick_sip: SipScene) -> None:
    quick_sip.account(groups=["Sales"])
    quick_sip.admin.sip.addToGroup(sipId=sip_id(), group="sales")
    assert groups(quick_sip) == ["Sales", "sales"]
    for bad in ("", "a b", "x" * 65):
        fault = quick_sip.admin.sip.refused("addToGroup", sipId=sip_id(), group=bad)
        assert (fault.field, fault.code) in {("group", 101), ("group", 102)}


def test_prepaid_is_listed_exactly_while_the_flag_is_set(sip: SipScene) -> None:
    sip.account(groups=["prepaid", "sms"], prepaid=True)
    assert groups(sip) == ["prepaid", "sms"]
    save(sip, groups=["sms"])  # the settings page drops what it does not know
    assert groups(sip) == ["prepaid", "sms"]
    save(sip, groups=["sms", "prepaid"], prepaid=False)  # the member wins
    assert groups(sip) == ["sms"]
    assert sip.admin.sip.refused("removeFromGroup", sipId=sip_id(), group="prepaid").code == 1031
    sip.admin.sip.addToGroup(sipId=sip_id(), group="prepaid")
    assert sip.admin.sip.getAccount(sipId=sip_id())["prepaid"] is True
    assert sip.admin.sip.refused("addToGroup", sipId=sip_id(), group="prepaid").code == 1030
    sip.admin.sip.removeFromGroup(sipId=sip_id(), group="prepaid")
    assert sip.admin.sip.getAccount(sipId=sip_id())["prepaid"] is False


def test_quota_and_blocked_survive_a_save_when_the_operator_says_so(quick_sip: SipScene) -> None:
    quick_sip.account(groups=["quota", "blocked", "sms"])
    with quick_sip.world.with_settings(extra={"sip": SipSettings(keep_quota_group=True)}) as world:
        customer = world.call(username="customer", password="secret", admin=False).sip
        customer.updateAccount(account={"id": sip_id(), "groups": ["anonymous"]})
        assert groups(quick_sip) == ["anonymous", "blocked", "quota"]
        world.call().sip.updateAccount(account={"id": sip_id(), "groups": []})
        assert groups(quick_sip) == ["quota"]
    save(quick_sip, groups=[])
    assert groups(quick_sip) == []


def test_too_many_groups_are_refused(quick_sip: SipScene) -> None:
    quick_sip.account()
    fault = quick_sip.admin.sip.refused(
        "updateAccount", account={"id": sip_id(), "groups": [f"g{n}" for n in range(65)]}
    )
    assert (fault.code, fault.field) == (101, "account.groups")


def test_an_account_joins_no_more_groups_than_can_be_saved(quick_sip: SipScene) -> None:
    quick_sip.account(groups=[f"g{number}" for number in range(64)])
    fault = quick_sip.admin.sip.refused("addToGroup", sipId=sip_id(), group="one-more")
    assert (fault.code, fault.field) == (101, "group")
    save(quick_sip, groups=groups(quick_sip))


@pytest.mark.parametrize("count", [9, 60])
def test_a_filter_by_too_many_groups_is_refused(quick_sip: SipScene, count: int) -> None:
    query = {"filter": {"groups": [f"g{number}" for number in range(count)]}}
    fault = quick_sip.admin.sip.refused("getAccounts", query=query)
    assert (fault.code, fault.field) == (101, "query.filter.groups")
