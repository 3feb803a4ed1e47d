# SPDX-License-Identifier: Apache-2.0
"""discardDraft restores what was applied, all of it or nothing (pbx.md R9)."""

from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_revisions import CUSTOMER, DID, apply, changes, furnished, snapshot, states, update
from tests.support.examination import examine

OTHER_DID = "12094555949"


@pytest.fixture
def shop(pbx: PbxScene) -> PbxScene:
    """On both databases: what was furnished is applied, and the user 101 has a recording and a number."""
    return applied(pbx)


@pytest.fixture
def quick(quick_pbx: PbxScene) -> PbxScene:
    return applied(quick_pbx)


def applied(scene: PbxScene) -> PbxScene:
    furnished(scene)
    scene.root.addNumbers(customer=CUSTOMER, numbers=[OTHER_DID])
    scene.root.assignNumber(customer=CUSTOMER, number="101", e164=DID)
    scene.root.assignProduct(customer=CUSTOMER, number="101", product="RECORDING")
    update(scene, "102", callerId="4319999101", localPrefix="1")
    apply(scene)
    return scene


def shown(scene: PbxScene) -> list[dict[str, Any]]:
    """What is answered of all extensions, but for what each change of one changes."""
    root = scene.root
    found = [*root.getExtensions(query={})["extensions"], *root.getGroups(query={})["groups"]]
    found += root.getAutoAttendants(query={})["attendants"]
    told = ({name: each[name] for name in each if name not in ("changeDate", "version")} for each in found)
    return sorted(told, key=lambda each: (str(each["accountId"]), len(each)))


def discard(scene: PbxScene, caller: Any = None) -> None:
    """As the reseller unless told otherwise."""
    (caller or scene.reseller_login).discardDraft(customer=CUSTOMER)
    assert changes(scene) == {}
    assert set(states(scene).values()) == {"same"}
    assert examine(scene.world.database) == []


def refused(scene: PbxScene, caller: Any = None) -> str:
    before = scene.world.fingerprint()
    fault = (caller or scene.reseller_login).refused("discardDraft", customer=CUSTOMER)
    assert (fault.code, fault.field) == (8211, "customer")
    assert scene.world.fingerprint() == before
    return str(fault.text)


def edit_everything(scene: PbxScene, *, together: bool) -> None:
    """What was applied is changed in every way that can be restored; does what is new refer to what is new?"""
    root = scene.root
    for number in ("110", "111"):
        scene.user(number)
    root.addGroup(group={"customer": CUSTOMER, "number": "210", "name": "New", "members": ["110"] if together else []})
    keys = [{"button": "1", "target": "210"}, {"button": "2", "target": "+4319999110"}] if together else []
    root.addAutoAttendant(attendant={"customer": CUSTOMER, "name": "New", "keys": keys})
    update(scene, "111", callerId="4319999110")
    update(scene, "102", callerId="4319999110", localPrefix="", name="Other", displayName="")
    root.updateGroup(group={"customer": CUSTOMER, "number": "200", "members": ["110", "102"], "policy": "random"})
    keys = [{"button": "3", "target": "ph2aa2"}, {"button": "4", "target": "110"}]
    root.updateAutoAttendant(attendant={"customer": CUSTOMER, "num": 1, "greeting": "", "keys": keys})
    root.unassignProduct(customer=CUSTOMER, number="101", product="RECORDING")
    root.unassignProduct(customer=CUSTOMER, number="101", product="PBX")
    root.assignProduct(customer=CUSTOMER, number="102", product="RECORDING")
    root.unassignNumber(customer=CUSTOMER, number="101", e164=DID)
    root.assignNumber(customer=CUSTOMER, number="102", e164=DID)
    root.assignNumber(customer=CUSTOMER, number="", e164=OTHER_DID)
    update(scene, "101", recordOutbound=True, recordEmail="r@example.com", recordSubject="call")
    root.updatePilot(pilot={"customer": CUSTOMER, "name": "Desk", "displayName": "Front desk"})


def test_whatever_was_changed_is_as_it_was_applied(shop: PbxScene) -> None:
    before = shown(shop)
    edit_everything(shop, together=True)
    assert set(changes(shop)) == {
        *("ph2aa1", "ph2p", "ph2x101", "ph2x102", "ph2x200"),
        *("ph2x110", "ph2x111", "ph2x210", "ph2aa2"),
    }
    discard(shop)
    assert shown(shop) == before


def test_a_discard_is_undone_as_a_whole(shop: PbxScene) -> None:
    edit_everything(shop, together=False)
    before, draft = shown(shop), changes(shop)
    asked = shop.root.asking()
    asked.discardDraft(customer=CUSTOMER)
    shop.world.undo(str(asked.reply["transaction"]))
    assert [{**each, "createdBy": "", "createDate": ""} for each in shown(shop)] == [
        {**each, "createdBy": "", "createDate": ""} for each in before
    ]
    assert {each: draft[each]["members"] for each in draft} == {
        each: change["members"] for each, change in changes(shop).items()
    }


def test_what_went_together_does_not_come_back(quick: PbxScene) -> None:
    """As when a group and its member are removed one after the other (G7)."""
    edit_everything(quick, together=True)
    asked = quick.root.asking()
    asked.discardDraft(customer=CUSTOMER)
    before = quick.world.fingerprint()
    with pytest.raises(NotRevertible, match="is no user of the customer"):
        quick.world.undo(str(asked.reply["transaction"]))
    assert quick.world.fingerprint() == before


def test_numbers_that_went_in_a_circle_come_back(shop: PbxScene) -> None:
    before = shown(shop)
    for former, number in (("101", "109"), ("102", "101"), ("109", "102"), ("200", "201")):
        shop.root.renumberExtension(customer=CUSTOMER, **{"from": former, "to": number})
    shop.user("200")
    assert states(shop)["ph2x102"] == "changed"
    discard(shop)
    assert shown(shop) == before


def test_a_base_number_comes_back(shop: PbxScene) -> None:
    before = shown(shop)
    shop.root.updatePilot(pilot={"customer": CUSTOMER, "number": {"cc": "43", "ac": "1", "sn": "888"}})
    assert set(states(shop).values()) == {"changed", "same"}
    assert "cannot be restored" in refused(shop, shop.customer_login)
    discard(shop)
    assert shown(shop) == before


def test_those_that_refer_to_each_other_go(shop: PbxScene) -> None:
    before = shown(shop)
    for target in ("101", "ph2aa2"):
        keys = [{"button": "1", "target": target}]
        shop.root.addAutoAttendant(attendant={"customer": CUSTOMER, "name": "New", "keys": keys})
    keys = [{"button": "1", "target": "ph2aa3"}]
    shop.root.updateAutoAttendant(attendant={"customer": CUSTOMER, "num": 2, "keys": keys})
    discard(shop, shop.customer_login)
    assert shown(shop) == before


def test_what_is_lost_refuses_all_and_every_one_is_named(quick: PbxScene) -> None:
    update(quick, "102", callerId="")
    quick.root.updateGroup(group={"customer": CUSTOMER, "number": "200", "members": []})
    quick.root.deleteAutoAttendant(attendant={"customer": CUSTOMER, "num": 1})
    for number in ("101", "102"):
        quick.root.deleteExtension(customer=CUSTOMER, number=number)
    text = refused(quick)
    assert all(f"{name} was removed" in text for name in ("ph2aa1", "ph2x101", "ph2x102"))
    quick.user("101")
    text = refused(quick)
    assert "ph2x101" not in text
    assert "ph2x102 was removed" in text


def test_what_a_limit_keeps_from_coming_back_refuses_all(quick: PbxScene) -> None:
    quick.root.unassignProduct(customer=CUSTOMER, number="101", product="RECORDING")
    quick.root.updateAgreementItem(item={"customer": CUSTOMER, "product": "RECORDING", "quantity": 1})
    quick.root.assignProduct(customer=CUSTOMER, number="102", product="RECORDING")
    update(quick, "102", name="Other")
    discard(quick)
    quick.root.unassignProduct(customer=CUSTOMER, number="101", product="RECORDING")
    quick.root.deleteAgreementItem(item={"customer": CUSTOMER, "product": "RECORDING"})
    assert "ph2x101 cannot be restored: " in refused(quick)
    assert "(8010)" in refused(quick)


def test_who_may_not_change_an_extension_discards_nothing(quick: PbxScene) -> None:
    update(quick, name="Reception")
    quick.root.blockExtension(customer=CUSTOMER, number="101", reason="unpaid")
    assert "(8130)" in refused(quick)
    discard(quick, quick.root)


def test_there_must_be_something_to_restore(quick_pbx: PbxScene) -> None:
    furnished(quick_pbx)
    assert "nothing was applied yet" in refused(quick_pbx)


def test_without_changes_nothing_happens(quick: PbxScene) -> None:
    before = quick.world.fingerprint()
    discard(quick)
    assert quick.world.fingerprint() == before


def test_a_pilot_that_was_added_stays(quick_pbx: PbxScene) -> None:
    quick_pbx.pilot()
    apply(quick_pbx)
    quick_pbx.root.deletePilot(customer=CUSTOMER)
    apply(quick_pbx)
    assert "ph2p" not in snapshot(quick_pbx)
    quick_pbx.pilot(domain="c2.pbx.example.org", newDomain={})
    assert "only deletePilot removes a pilot" in refused(quick_pbx)


def test_who_may_not_restore_the_base_number_is_told_so(quick: PbxScene) -> None:
    quick.reseller_login.updatePilot(pilot={"customer": CUSTOMER, "number": {"cc": "43", "ac": "1", "sn": "7777"}})
    text = refused(quick, quick.customer_login)
    assert "ph2p cannot be restored: the login of a customer does not change the base number" in text
    discard(quick)
