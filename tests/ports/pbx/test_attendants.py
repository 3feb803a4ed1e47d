# SPDX-License-Identifier: Apache-2.0
"""Auto attendants: where their keys lead, and how they count (pbx.md T1 to T8)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """The customer has a pilot and two users, and may have two AA."""
    return furnished(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return furnished(quick_pbx)


def furnished(scene: PbxScene) -> PbxScene:
    for code, quantity in (("PBX", 0), ("AA", 2)):
        scene.agree(code, customer=scene.reseller_id)
        scene.agree(code, quantity)
    scene.pilot()
    for number in ("101", "102"):
        scene.user(number, mainProduct="PBX")
    return scene


LIMIT = ("errorcode", "kind", "limit", "used", "holder")


def keys(**leading: str) -> list[dict[str, str]]:
    return [{"button": name.removeprefix("k"), "target": target} for name, target in leading.items()]


def attendant(scene: PbxScene, **members: Any) -> Any:
    return scene.reseller_login.addAutoAttendant(attendant={"customer": 2, "name": "Menu", **members})


def refused(scene: PbxScene, **members: Any) -> tuple[int, str | None]:
    before = scene.world.fingerprint()
    fault = scene.reseller_login.refused("addAutoAttendant", attendant={"customer": 2, "name": "Menu", **members})
    assert scene.world.fingerprint() == before
    return fault.code, fault.field


def test_an_attendant_is_an_account_and_keys_that_lead_on(shop: PbxScene) -> None:
    given = keys(timeout="ph2p", k2="102", k1="+4319999101")
    shown = attendant(shop, greeting="Good day.\nPress 1.", keys=[*given, {"button": "*", "target": "4319999"}])
    assert (shown["num"], shown["accountId"], shown["mainProduct"], shown["numbers"]) == (1, "ph2aa1", "AA", [])
    assert shown["greeting"] == "Good day.\nPress 1."
    assert [(each["button"], each["target"]) for each in shown["keys"]] == [
        ("1", "+4319999101"),
        ("2", "102"),
        ("*", "+4319999"),
        ("timeout", "ph2p"),
    ]
    assert shown["sipAccount"] == {"username": "ph2aa1", "domain": "c2.pbx.example.org"}
    assert shop.admin.sip.getAccount(sipId=shown["sipAccount"])["owner"] == 2
    assert shop.root.getAutoAttendants(query={"filter": {"customer": 2, "num": 1}})["attendants"] == [shown]
    (found,) = shop.root.getExtensions(query={"filter": {"kind": "autoattendant"}})["extensions"]
    assert (found["accountId"], found["number"], found["primaryNumber"]) == ("ph2aa1", "", "")
    assert examine(shop.world.database) == []


def test_the_quantity_of_the_agreement_bounds_attendants(quick: PbxScene) -> None:
    quick.root.updateAgreementItem(item={"customer": 2, "product": "AA", "quantity": 1})
    attendant(quick)
    fault = quick.reseller_login.refused("addAutoAttendant", attendant={"customer": 2, "name": "Second"})
    assert [fault.members[name] for name in LIMIT] == ["8011", "product AA", "1", "1", "2"]
    assert quick.used("AA") == 1
    assert refused(quick, mainProduct="PBX") == (101, "attendant.mainProduct")


def test_an_attendant_is_counted_once_and_an_undo_gives_it_its_count_again(quick: PbxScene) -> None:
    assert [attendant(quick)["accountId"] for _ in range(2)] == ["ph2aa1", "ph2aa2"]
    asked = quick.admin.asking()
    asked.call("deleteAutoAttendant", {"attendant": {"customer": 2, "num": 2}}, "Pbx")
    assert attendant(quick, num=2)["accountId"] == "ph2aa3"
    quick.root.deleteAutoAttendant(attendant={"customer": 2, "num": 3})
    quick.world.undo(asked.reply["transaction"])
    shown = quick.root.getAutoAttendants(query={"orderBy": {"attribute": "num", "direction": "ASC"}})["attendants"]
    assert [each["num"] for each in shown] == [1, 2]
    assert quick.root.deleteAutoAttendant(attendant={"customer": 2, "num": 2})["accountId"] == "ph2aa2"
    assert attendant(quick)["num"] == 4
    assert quick.root.refused("deleteAutoAttendant", attendant={"customer": 2, "num": 2}).code == 8118


def test_a_key_that_leads_nowhere_is_refused(quick: PbxScene) -> None:
    other, _ = quick.sibling()
    quick.has_pbx(other, "Sibling")
    quick.pilot(other, "8888")
    for target in ("999", "", "4318888", "+4318888", f"ph{other}p", "4319999999", "ph2aa1", "nobody"):
        given = [*keys(k1="101"), {"button": "2", "target": target}]
        assert refused(quick, keys=given) == (8115, "attendant.keys.1.target"), target
    for key in ("10", "a", "", "Timeout"):
        assert refused(quick, keys=[{"button": key, "target": "101"}]) == (8115, "attendant.keys.0.button"), key
    twice = [{"button": "1", "target": "101"}, {"button": "1", "target": "102"}]
    assert refused(quick, keys=twice) == (8115, "attendant.keys.1.button")
    attendant(quick)
    itself = {"customer": 2, "num": 1, "keys": [{"button": "invalid", "target": "ph2aa1"}]}
    assert quick.root.refused("updateAutoAttendant", attendant=itself).code == 8115


def test_what_a_key_leads_to_stays(shop: PbxScene) -> None:
    shop.root.addGroup(group={"customer": 2, "number": "200", "name": "Sales", "members": ["101"]})
    attendant(shop, keys=keys(k0="200", k1="102", k2="+4319999101"))
    attendant(shop, keys=keys(k0="ph2aa1", k1="102"))
    fault = shop.root.refused("deleteExtension", customer=2, number="102")
    assert (fault.code, fault.field) == (8113, "number")
    assert "the auto attendant ph2aa1, the auto attendant ph2aa2" in str(fault)
    fault = shop.root.refused("deleteExtension", customer=2, number="101")
    assert fault.code == 8113
    assert "the group 200, the auto attendant ph2aa1" in str(fault)
    fault = shop.root.refused("deleteGroup", group={"customer": 2, "number": "200"})
    assert (fault.code, fault.field) == (8113, "group.number")
    fault = shop.root.refused("deleteAutoAttendant", attendant={"customer": 2, "num": 1})
    assert (fault.code, fault.field) == (8113, "attendant.num")
    assert "ph2aa2" in str(fault)
    shop.root.updateAutoAttendant(attendant={"customer": 2, "num": 2, "keys": []})
    shop.root.deleteAutoAttendant(attendant={"customer": 2, "num": 1})
    shop.root.deleteGroup(group={"customer": 2, "number": "200"})
    shop.root.deleteExtension(customer=2, number="102")
    assert examine(shop.world.database) == []


def test_what_is_given_changes_and_the_rest_stays(shop: PbxScene) -> None:
    attendant(shop, keys=keys(k1="101"), greeting="Hello")
    named = {"customer": 2, "num": 1}
    shown = shop.root.updateAutoAttendant(attendant={**named, "greeting": "Welcome", "displayName": "Menu of all"})
    assert (shown["greeting"], shown["displayName"]) == ("Welcome", "Menu of all")
    assert [each["target"] for each in shown["keys"]] == ["101"]
    assert shop.root.updateAutoAttendant(attendant=shown) == shown
    shown = shop.root.updateAutoAttendant(attendant={**named, "keys": keys(invalid="102")})
    assert [tuple(each.values()) for each in shown["keys"]] == [("invalid", "102")]
    assert (shown["greeting"], shown["version"]) == ("Welcome", 3)
    assert shop.root.refused("updateAutoAttendant", attendant={**named, "num": 7}).code == 8118
    assert shop.root.refused("updateAutoAttendant", attendant={"customer": 2}).code == 102


def test_the_doctor_finds_keys_that_lead_nowhere(quick: PbxScene) -> None:
    attendant(quick, keys=keys(k1="101"))
    shown = quick.user("103", mainProduct="PBX")
    quick.root.deleteExtension(customer=2, number="103")
    quick.world.sql(
        "UPDATE pbx_attendant_keys SET target ="
        f" (SELECT id FROM pbx_extensions WHERE account_id = '{shown['accountId']}')"
    )
    (finding,) = examine(quick.world.database)
    assert "the key 1 of the PBX attendant ph2aa1 leads to 103" in str(finding)
