# SPDX-License-Identifier: Apache-2.0
"""Groups: who rings, in which order, and what goes when (pbx.md G1 to G8)."""

import re
from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot and two users."""
    return furnished(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def furnished(scene: PbxScene) -> PbxScene:
    scene.agree("PBX", customer=scene.reseller_id)
    scene.agree("PBX")
    scene.pilot()
    for number in ("101", "102"):
        scene.user(number, mainProduct="PBX")
    return scene


LIMIT = ("errorcode", "kind", "limit", "used", "holder")


def group(scene: PbxScene, number: str = "200", **members: Any) -> Any:
    given = {"customer": scene.customer_id, "number": number, "name": f"Group {number}", **members}
    return scene.reseller_login.addGroup(group=given)


def refused(scene: PbxScene, number: str = "200", **members: Any) -> tuple[int, str | None]:
    given = {"customer": scene.customer_id, "number": number, "name": f"Group {number}", **members}
    before = scene.world.fingerprint()
    fault = scene.reseller_login.refused("addGroup", group=given)
    assert scene.world.fingerprint() == before
    return fault.code, fault.field


def test_a_group_is_an_account_a_number_and_its_members(shop: PbxScene) -> None:
    shown = group(shop, members=["102", "ph2p", "101"], policy="circular", timeout=300, cancelMode="bye")
    assert (shown["accountId"], shown["primaryNumber"], shown["numbers"]) == ("ph2x200", "4319999200", ["4319999200"])
    assert shown["members"] == ["102", "ph2p", "101"]
    assert (shown["policy"], shown["timeout"], shown["cancelMode"]) == ("circular", 300, "bye")
    assert shop.admin.sip.getAccount(sipId=shown["sipAccount"])["owner"] == 2
    alias = shop.admin.sip.getAlias(id={"username": "4319999200", "domain": "c2.pbx.example.org"})
    assert alias["target"] == shown["sipAccount"]
    assert shop.root.getGroups(query={"filter": {"customer": 2}})["groups"] == [shown]
    as_extension = shop.root.getExtension(customer=2, number="200")
    assert (as_extension["kind"], as_extension["status"]) == ("group", "active")
    assert examine(shop.world.database) == []


def test_each_policy_is_taken_and_serial_is_the_usual_one(quick: PbxScene) -> None:
    for place, policy in enumerate(("serial", "parallel", "random", "circular")):
        assert group(quick, f"20{place}", policy=policy)["policy"] == policy
    usual = group(quick, "210")
    assert (usual["policy"], usual["timeout"], usual["cancelMode"]) == ("serial", 10, "cancel")
    assert usual["members"] == []
    assert refused(quick, policy="other") == (101, "group.policy")
    assert refused(quick, cancelMode="refer") == (101, "group.cancelMode")
    assert refused(quick, timeout=0) == (101, "group.timeout")
    assert refused(quick, timeout=301) == (101, "group.timeout")


def test_members_are_users_of_the_customer_and_each_is_one_once(quick: PbxScene) -> None:
    other, _ = quick.sibling()
    quick.has_pbx(other, "Sibling")
    quick.pilot(other, "8888")
    quick.agree("PBX", customer=other)
    quick.user("103", customer=other, mainProduct="PBX")
    group(quick, "200")
    for bad in (["103"], [f"ph{other}x103"], ["200"], ["201"], ["999"], [""], ["ph2x200"]):
        assert refused(quick, "201", members=["101", *bad]) == (8116, "group.members.1"), bad
    assert refused(quick, "201", members=["101", "102", "ph2x101"]) == (8116, "group.members.2")
    fault = quick.root.refused("updateGroup", group={"customer": 2, "number": "200", "members": ["200"]})
    assert (fault.code, fault.field) == (8116, "group.members.0")


def test_the_cap_counts_users_and_groups_together(quick: PbxScene) -> None:
    quick.profile(maxSubscribers=3)
    fault = quick.reseller_login.refused("addGroup", group={"customer": 2, "number": "200", "name": "Sales"})
    assert [fault.members[name] for name in LIMIT] == ["8103", "subscribers", "3", "3", "2"]
    quick.root.deleteExtension(customer=2, number="102")
    group(quick)
    assert refused(quick, "201")[0] == 8103
    quick.root.deleteGroup(group={"customer": 2, "number": "200"})
    quick.user("102", mainProduct="PBX")


def test_two_customers_have_a_group_of_one_name_and_one_has_not_two(quick: PbxScene) -> None:
    other, _ = quick.sibling()
    quick.has_pbx(other, "Sibling")
    quick.pilot(other, "8888")
    assert group(quick, sipUsername="office")["sipAccount"]["username"] == "office"
    quick.root.addGroup(group={"customer": other, "number": "200", "name": "Office", "sipUsername": "office"})
    fault = quick.customer_login.refused(
        "addGroup", group={"customer": 2, "number": "201", "name": "Office", "sipUsername": "office"}
    )
    assert (fault.code, fault.field) == (1011, "group.sipUsername")
    assert not {f"c{other}.", "8888"} & set(re.findall(r"c\d+\.|\d+", fault.text))


def test_a_group_has_a_number_which_is_the_lowest_free_one_unless_given(quick: PbxScene) -> None:
    assert group(quick, "")["number"] == "100"
    assert refused(quick, "101") == (8104, "group.number")
    assert refused(quick, "1") == (101, "group.number")
    quick.profile(extRangeMin="100", extRangeMax="299")
    assert refused(quick, "300") == (8105, "group.number")


def test_what_is_given_changes_and_the_rest_stays(shop: PbxScene) -> None:
    group(shop, members=["101", "102"], sipUsername="office")
    named = {"customer": 2, "number": "200"}
    shown = shop.root.updateGroup(group={**named, "timeout": 20, "displayName": "All of us"})
    assert (shown["members"], shown["timeout"], shown["displayName"]) == (["101", "102"], 20, "All of us")
    shown = shop.root.updateGroup(group={**named, "members": ["102", "101"]})
    assert (shown["members"], shown["version"]) == (["102", "101"], 3)
    assert shop.root.updateGroup(group=shown) == shown  # nothing differs
    assert shop.root.updateGroup(group={**named, "members": []})["members"] == []
    assert shop.root.refused("updateGroup", group={**named, "sipUsername": "other"}).code == 101
    assert shop.root.refused("updateGroup", group={**named, "number": "101"}).code == 8117
    assert shop.root.refused("deleteGroup", group={**named, "number": "101"}).code == 8117


def test_a_user_tells_its_groups_and_stays_while_it_is_in_one(quick: PbxScene) -> None:
    for number in range(200, 212):
        group(quick, str(number), members=["101"])
    assert quick.root.getExtension(customer=2, number="101")["groups"] == [str(each) for each in range(200, 212)]
    assert quick.root.getExtension(customer=2, number="102")["groups"] == []
    fault = quick.root.refused("deleteExtension", customer=2, number="101")
    assert (fault.code, fault.field) == (8113, "number")
    assert re.findall(r"the group (\d+)", fault.text) == [str(each) for each in range(200, 210)]
    for number in range(200, 212):
        quick.root.updateGroup(group={"customer": 2, "number": str(number), "members": ["102"]})
    quick.root.deleteExtension(customer=2, number="101")
    assert examine(quick.world.database) == []


def test_a_group_goes_with_all_that_is_its_own_and_its_members_stay(shop: PbxScene) -> None:
    shop.product("RING", "main", appliesTo="group")
    shop.agree("RING", customer=shop.reseller_id)
    shop.agree("RING", 1)
    shown = group(shop, members=["101"], mainProduct="RING")
    assert (shown["mainProduct"], shop.used("RING")) == ("RING", 1)
    assert refused(shop, "201", mainProduct="RING")[0] == 8011
    assert refused(shop, "201", mainProduct="PBX", addons=["RING"])[0] in (101, 8011, 8014)
    assert shop.root.deleteGroup(group={"customer": 2, "number": "200"}) == shown
    assert shop.used("RING") == 0
    assert shop.root.getExtension(customer=2, number="101")["groups"] == []
    assert shop.world.sql("SELECT count(*) FROM pbx_group_members") == [(0,)]
    assert shop.root.getGroups(query={})["total"] == 0
    assert shop.root.getExtensions(query={})["total"] == 3
    assert group(shop, members=["101"])["accountId"] == "ph2x200"
    assert examine(shop.world.database) == []


def test_the_doctor_finds_members_that_are_gone(quick: PbxScene) -> None:
    group(quick, members=["101"])
    quick.world.sql("UPDATE pbx_group_members SET member = (SELECT id FROM pbx_extensions WHERE kind = 'pilot')")
    assert examine(quick.world.database) == []
    other, _ = quick.sibling()
    quick.has_pbx(other, "Sibling")
    quick.pilot(other, "8888")
    quick.world.sql(f"UPDATE pbx_group_members SET member = (SELECT id FROM pbx_extensions WHERE customer = {other})")
    (finding,) = examine(quick.world.database)
    assert f"PBX group ph2x200 has the member ph{other}p" in str(finding)


def test_the_directory_tells_everybody_by_number(quick: PbxScene) -> None:
    group(quick, sipUsername="office", displayName="The office")
    found = quick.customer_login.getDirectory(customer=2)
    assert [(each["number"], each["kind"], each["address"]) for each in found] == [
        ("", "pilot", "pilot@c2.pbx.example.org"),
        ("101", "user", "ph2x101@c2.pbx.example.org"),
        ("102", "user", "ph2x102@c2.pbx.example.org"),
        ("200", "group", "office@c2.pbx.example.org"),
    ]
    assert (found[3]["name"], found[3]["displayName"]) == ("Group 200", "The office")
    quick.root.deleteExtension(customer=2, number="102")
    assert [each["number"] for each in quick.root.getDirectory(customer=2)] == ["", "101", "200"]
