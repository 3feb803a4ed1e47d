# SPDX-License-Identifier: Apache-2.0
"""What becomes of what somebody dials (pbx.md 19; rows 002-14 and 002-15)."""

from typing import Any

import pytest

from ngnprov.ports.pbx.dialling.plans import NotDialled, Plan
from tests.ports.pbx.conftest import PbxScene
from tests.support.examination import examine

AUSTRIA = Plan("43", "0", "00", "")
NEW_ZEALAND = Plan("64", "0", "00", "09")
ITALY = Plan("39", "", "00", "")
NORTH_AMERICA = Plan("1", "1", "011", "212")
HUNGARY = Plan("36", "06", "00", "")
RUSSIA = Plan("7", "8", "810", "812")
"""Its area codes may begin like what is dialled before them."""


@pytest.mark.parametrize(
    ("plan", "dialled", "meant"),
    [
        (AUSTRIA, "+43 1 58058".replace(" ", ""), "43158058"),
        (AUSTRIA, "0043158058", "43158058"),
        (AUSTRIA, "0158058", "43158058"),
        (AUSTRIA, "004930901820", "4930901820"),
        (NEW_ZEALAND, "5551234", "6495551234"),
        (NEW_ZEALAND, "095551234", "6495551234"),
        (NEW_ZEALAND, "0064 9 555 1234".replace(" ", ""), "6495551234"),
        (ITALY, "0612345678", "390612345678"),
        (ITALY, "3331234567", "393331234567"),
        (NORTH_AMERICA, "5551234", "12125551234"),
        (NORTH_AMERICA, "12125551234", "12125551234"),
        (NORTH_AMERICA, "01143158058", "43158058"),
        (HUNGARY, "0612345678", "3612345678"),
        (RUSSIA, "3331122", "78123331122"),
        (RUSSIA, "88123331122", "78123331122"),
    ],
)
def test_prefixes_say_which_number_is_meant(plan: Plan, dialled: str, meant: str) -> None:
    assert plan.meant(dialled) == meant


@pytest.mark.parametrize(
    ("plan", "dialled", "why"),
    [
        (AUSTRIA, "58058", "no local prefix"),
        (NEW_ZEALAND, "12", "long enough"),
        (AUSTRIA, "+999123456", "code of a country"),
        (AUSTRIA, "00999123456", "code of a country"),
        (AUSTRIA, "+4312345678901234", "at most 15 digits"),
        (AUSTRIA, "+43015805", "dialled within the country"),
        (AUSTRIA, "0", "too short"),
        (AUSTRIA, "+43", "too short"),
        (AUSTRIA, "00", "too short"),
        (RUSSIA, "8", "too short"),
    ],
)
def test_what_means_no_number_is_told_why(plan: Plan, dialled: str, why: str) -> None:
    with pytest.raises(NotDialled, match=why):
        plan.meant(dialled)


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    """The customer, in New Zealand, has a pilot at +64 9 5559, users 101 and 102, a group 200 and another telephone number."""
    for holder in (quick_pbx.reseller_id, quick_pbx.customer_id):
        quick_pbx.agree("PBX", customer=holder)
    quick_pbx.profile(country="NZ")
    quick_pbx.pilot(number={"cc": "64", "ac": "9", "sn": "5559"})
    quick_pbx.user("101", localPrefix="09")
    quick_pbx.user("102")
    quick_pbx.root.addGroup(group={"customer": 2, "number": "200", "name": "All"})
    quick_pbx.root.addNumbers(customer=2, numbers=["6441234567"])
    return quick_pbx


def dial(scene: PbxScene, dialled: str, number: str = "101", caller: Any = None) -> dict[str, Any]:
    answer: dict[str, Any] = (caller or scene.customer_login).testDial(customer=2, number=number, dialled=dialled)
    return answer


def test_a_local_number_has_the_prefix_of_the_extension_before_it(shop: PbxScene) -> None:
    told = dial(shop, "555-1234")
    assert (told["number"], told["kind"], told["allowed"], told["reason"]) == ("+6495551234", "external", True, "")
    assert (told["callerId"], told["recorded"], told["callPlan"]) == ("+6495559101", False, "")
    refused = dial(shop, "555 1234", "102")
    assert (refused["number"], refused["allowed"]) == ("5551234", False)
    assert refused["reason"].endswith("the extension has no local prefix")
    assert dial(shop, "(09) 555 1234", "102")["number"] == "+6495551234"


def test_extensions_call_each_other_and_for_help(shop: PbxScene) -> None:
    told = dial(shop, "102")
    assert (told["kind"], told["number"], told["target"]) == ("internal", "102", "ph2x102@c2.pbx.example.org")
    assert (told["callerId"], told["allowed"]) == ("101", True)
    assert dial(shop, "200")["kind"] == "internal"
    shop.root.updateExtension(
        extension={"customer": 2, "number": "101", "recordOutbound": True, "recordEmail": "tape@example.com"}
    )
    help = dial(shop, "111")
    assert (help["kind"], help["recorded"]) == ("emergency", False)
    assert dial(shop, "0800 123456")["recorded"]


def test_the_caller_id_is_one_that_the_customer_holds(shop: PbxScene) -> None:
    change = {"customer": 2, "number": "101"}
    shop.root.updateExtension(extension={**change, "callerId": "6441234567"})
    assert dial(shop, "+43158058")["callerId"] == "+6441234567"
    fault = shop.customer_login.refused("updateExtension", extension={**change, "callerId": "6441234568"})
    assert (fault.code, fault.field) == (8142, "extension.callerId")
    shop.world.sql("UPDATE pbx_extensions SET caller_id = '6441234568' WHERE number = '101'")
    told = dial(shop, "+43158058")
    assert (told["allowed"], told["callerId"]) == (False, "")
    assert told["reason"] == "the caller ID is not a number that the customer holds"
    assert dial(shop, "+43158058", "")["callerId"] == "+6495559"


def test_who_hides_his_number_is_in_the_group_for_that(shop: PbxScene) -> None:
    def hides(number: str) -> bool:
        named = {"username": f"ph2x{number}", "domain": "c2.pbx.example.org"}
        return "anonymous" in shop.admin.sip.getAccount(sipId=named)["groups"]

    change = {"customer": 2, "number": "101"}
    asked = shop.customer_login.asking()
    asked.updateExtension(extension={**change, "callerId": "anonymous"})
    assert (hides("101"), dial(shop, "+43158058")["callerId"]) == (True, "anonymous")
    shop.world.undo(asked.reply["transaction"])
    assert not hides("101")
    shop.world.undo()
    assert hides("101")
    shop.root.updateExtension(extension={**change, "callerId": ""})
    assert not hides("101")
    shop.user("103", callerId="anonymous")
    assert hides("103")
    asked = shop.customer_login.asking()
    asked.deleteExtension(customer=2, number="103")
    shop.world.undo(asked.reply["transaction"])
    assert hides("103")
    assert examine(shop.world.database) == []


def test_who_is_blocked_or_waits_may_not_call(shop: PbxScene) -> None:
    shop.reseller_login.blockExtension(customer=2, number="101", reason="unpaid")
    told = dial(shop, "102")
    assert (told["allowed"], told["reason"]) == (False, "the extension is blocked")
    assert dial(shop, "102", "ph2x101")["reason"] == "the extension is blocked"


def test_what_nobody_can_dial_is_refused(shop: PbxScene) -> None:
    caller = shop.customer_login
    for dialled, code in (("", 102), ("12AB", 101), ("*98", 101), ("++43", 101), ("-", 101), ("1" * 33, 101)):
        fault = caller.refused("testDial", customer=2, number="101", dialled=dialled)
        assert (fault.code, fault.field) == (code, "dialled"), dialled
    for number in ("999", "200"):
        fault = caller.refused("testDial", customer=2, number=number, dialled="102")
        assert (fault.code, fault.field) == (8106, "number")
    assert caller.refused("testDial", customer=1, number="101", dialled="102").code == 5000
    assert shop.stranger().refused("testDial", customer=2, number="101", dialled="102").code == 5000
