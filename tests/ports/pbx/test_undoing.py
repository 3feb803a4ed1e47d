# SPDX-License-Identifier: Apache-2.0
"""An undo means the extension to which something was done, not another one that has its number by now (pbx.md E13)."""

from typing import Any

import pytest

from ngnprov.errors import NotRevertible
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Caller
from tests.support.examination import examine

DID, OTHER_DID = "12094555948", "12094555949"


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    """A customer with a pilot, the users 101 and 102, and two numbers."""
    pbx = quick_pbx
    for code in ("PBX", "AA"):
        pbx.agree(code, customer=pbx.reseller_id)
        pbx.agree(code)
    pbx.agree("RECORDING")
    pbx.pilot()
    for number in ("101", "102"):
        pbx.user(number, sipPassword=f"a secret of {number}")
    pbx.root.addNumbers(customer=2, numbers=[DID, OTHER_DID])
    return pbx


def transaction(caller: Caller, operation: str, **arguments: Any) -> str:
    asked = caller.asking()
    asked.call(operation, arguments)
    return str(asked.reply["transaction"])


def refuse_undo(scene: PbxScene, name: str) -> None:
    before = scene.world.fingerprint()
    with pytest.raises(NotRevertible):
        scene.world.undo(name)
    assert scene.world.fingerprint() == before
    assert examine(scene.world.database) == []


def swap(scene: PbxScene) -> None:
    """101 becomes 105, and 102 becomes 101."""
    for former, number in (("101", "105"), ("102", "101")):
        scene.root.renumberExtension(customer=2, **{"from": former, "to": number})


NEW = {"customer": 2, "number": "103", "name": "S"}


def test_what_was_made_is_not_another_one_of_its_number(shop: PbxScene) -> None:
    made = transaction(shop.reseller_login, "addExtension", extension=NEW)
    shop.reseller_login.renumberExtension(customer=2, **{"from": "103", "to": "104"})
    shop.customer_login.addExtension(extension=NEW)
    refuse_undo(shop, made)
    made = transaction(shop.reseller_login, "addExtension", extension={**NEW, "number": "110"})
    shop.reseller_login.deleteExtension(customer=2, number="110")
    shop.customer_login.addExtension(extension={**NEW, "number": "110"})
    refuse_undo(shop, made)


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("blockExtension", {"customer": 2, "number": "101", "reason": "fraud"}),
        ("assignProduct", {"customer": 2, "number": "101", "product": "RECORDING"}),
        ("updateExtension", {"extension": {"customer": 2, "number": "101", "name": "N"}}),
    ],
)
def test_what_was_changed_is_not_another_one_of_its_number(
    shop: PbxScene, operation: str, arguments: dict[str, Any]
) -> None:
    changed = transaction(shop.root, operation, **arguments)
    swap(shop)
    shop.root.call(operation, arguments)
    refuse_undo(shop, changed)


def test_members_and_targets_that_come_back_are_those_that_went(shop: PbxScene) -> None:
    shop.root.addGroup(group={"customer": 2, "number": "200", "name": "All", "members": ["101"]})
    gone = transaction(shop.root, "deleteGroup", group={"customer": 2, "number": "200"})
    swap(shop)
    refuse_undo(shop, gone)
    shop.root.addAutoAttendant(attendant={"customer": 2, "name": "Menu", "keys": [{"button": "1", "target": "101"}]})
    gone = transaction(shop.root, "deleteAutoAttendant", attendant={"customer": 2, "num": 1})
    shop.root.deleteExtension(customer=2, number="101")
    shop.user("101")
    refuse_undo(shop, gone)


def test_a_number_to_which_a_key_leads_stays(shop: PbxScene) -> None:
    shop.root.addAutoAttendant(
        attendant={"customer": 2, "name": "Menu", "keys": [{"button": "1", "target": f"+{DID}"}]}
    )
    fault = shop.reseller_login.refused("releaseNumber", customer=2, number=DID)
    assert (fault.code, fault.field) == (8113, "number")


def test_a_caller_id_follows_its_number_or_keeps_it(shop: PbxScene) -> None:
    shop.reseller_login.updateExtension(extension={"customer": 2, "number": "102", "callerId": "4319999101"})
    fault = shop.reseller_login.refused("deleteExtension", customer=2, number="101")
    assert (fault.code, fault.field) == (8113, "number")
    renumbered = transaction(shop.reseller_login, "renumberExtension", customer=2, **{"from": "101", "to": "105"})
    assert shop.root.getExtension(customer=2, number="102")["callerId"] == "4319999105"
    shop.world.undo(renumbered)
    assert shop.root.getExtension(customer=2, number="102")["callerId"] == "4319999101"


def test_a_block_from_above_is_passed_by_no_way_round(shop: PbxScene) -> None:
    shop.root.assignNumber(customer=2, number="", e164=DID)
    shop.root.blockExtension(customer=2, number="", reason="unpaid")
    before = shop.world.fingerprint()
    assert shop.reseller_login.refused("releaseNumber", customer=2, number=DID).code == 8130
    assert shop.customer_login.refused("assignNumber", customer=2, number="102", e164=DID).code == 8130
    shop.root.unblockExtension(customer=2, number="", reason="")
    shop.root.blockExtension(customer=2, number="101", reason="unpaid")
    base = {"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "888"}}
    fault = shop.reseller_login.refused("updatePilot", pilot=base)
    assert (fault.code, fault.field) == (8130, "pilot.number")
    assert shop.world.fingerprint() != before
    version = shop.root.getExtension(customer=2, number="102")["version"]
    shop.root.updatePilot(pilot=base)
    assert shop.root.getExtension(customer=2, number="102")["version"] == version + 1


def test_numbers_that_cannot_be_made_are_passed_over(shop: PbxScene) -> None:
    other, _ = shop.sibling()
    shop.has_pbx(other, "Sibling")
    shop.root.addNumbers(customer=other, numbers=["4319999103"])
    shop.user("105", sipUsername="ph2x100")
    shop.admin.sip.addAlias(
        alias={"id": {"username": "4319999104", "domain": "c2.pbx.example.org"}, "target": {"username": "pilot"}}
    )
    assert shop.root.suggestExtension(customer=2, count=1) == ["106"]
    assert shop.user()["number"] == "106"


def test_a_bound_that_is_undone_is_kept_all_the_same(shop: PbxScene) -> None:
    shop.profile(maxSubscribers="3")
    raised = transaction(shop.admin.tenant, "updateProfile", profile={"customer": 2, "maxSubscribers": "4"})
    shop.user("103")
    refuse_undo(shop, raised)


def test_products_stand_in_the_member_of_their_kind(shop: PbxScene) -> None:
    before = shop.world.fingerprint()
    for members, field in (
        ({"mainProduct": "RECORDING"}, "extension.mainProduct"),
        ({"addons": ["PBX"]}, "extension.addons.0"),
        ({"callPlan": "RECORDING"}, "extension.callPlan"),
    ):
        fault = shop.reseller_login.refused("addExtension", extension={**NEW, **members})
        assert (fault.code, fault.field) == (101, field)
    assert shop.world.fingerprint() == before


def test_a_number_that_was_taken_from_the_pilot_since_keeps_its_extension_away(shop: PbxScene) -> None:
    shop.root.assignNumber(customer=2, number="101", e164=DID)
    removed = transaction(shop.reseller_login, "deleteExtension", customer=2, number="101")
    shop.customer_login.unassignNumber(customer=2, number="", e164=DID)
    refuse_undo(shop, removed)
    shop.customer_login.assignNumber(customer=2, number="", e164=DID)
    shop.world.undo(removed)
    assert set(shop.root.getExtension(customer=2, number="101")["numbers"]) == {"4319999101", DID}


def test_a_number_is_given_and_taken_by_undoing(shop: PbxScene) -> None:
    given = transaction(shop.customer_login, "assignNumber", customer=2, number="101", e164=DID)
    before = shop.root.getExtension(customer=2, number="101")["numbers"]
    shop.world.undo(given)
    assert shop.root.getNumbers(query={"filter": {"number": DID}})["numbers"][0]["extension"] == ""
    shop.world.undo()
    assert shop.root.getExtension(customer=2, number="101")["numbers"] == before
