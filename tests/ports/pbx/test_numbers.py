# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers: who holds them, where they lead, and what derived ones are (pbx.md 16)."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ngnprov.calls.operation import Task
from ngnprov.ports.pbx.account_ids import AccountId
from ngnprov.ports.pbx.extensions.lookup import hold_pbx
from ngnprov.ports.pbx.extensions.making import NewExtensions, Plan
from ngnprov.ports.pbx.extensions.tables import ATTENDANT
from tests.ports.pbx.conftest import PbxScene
from tests.support.caller import Fault
from tests.support.examination import examine

DOMAIN = "c2.pbx.example.org"
DID, OTHER = "12094555948", "12094555949"


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    """The customer has a pilot, user 101, and holds two numbers."""
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    quick_pbx.agree("PBX")
    quick_pbx.pilot()
    quick_pbx.user("101")
    quick_pbx.reseller_login.addNumbers(customer=2, numbers=[f"+{DID}", OTHER])
    return quick_pbx


def alias(scene: PbxScene, number: str) -> str | None:
    """Where an alias of the domain leads."""
    try:
        target = scene.admin.sip.getAlias(id={"username": number, "domain": DOMAIN})["target"]
    except Fault:
        return None
    return f"{target['username']}@{target['domain']}"


def state(scene: PbxScene, number: str) -> dict[str, Any]:
    """What lists show of a number."""
    page = scene.root.getNumbers(query={"filter": {"number": number}})
    (found,) = page["numbers"]
    return dict(found)


def second_pbx(scene: PbxScene, **members: Any) -> int:
    """Another customer of the reseller with a PBX, and with a pilot if ``members`` say of which number."""
    id, _ = scene.sibling()
    scene.has_pbx(id, "Sibling")
    scene.agree("PBX", customer=id)
    if members:
        scene.pilot(customer=id, **members)
    return id


def test_a_number_is_assigned_and_given_back_to_the_pilot(shop: PbxScene) -> None:
    customer = shop.customer_login
    assert state(shop, DID) | {"since": ""} == {
        **{"number": DID, "customer": 2, "role": "did", "state": "free", "extension": "", "until": "", "since": ""}
    }
    shown = customer.assignNumber(customer=2, number="101", e164=f"+{DID}")
    assert (shown["state"], shown["extension"], shown["role"]) == ("assigned", "101", "did")
    assert alias(shop, DID) == f"ph2x101@{DOMAIN}"
    assert customer.getExtension(customer=2, number="101")["numbers"] == [DID, "4319999101"]
    for number in ("101", "", "ph2p"):
        fault = customer.refused("assignNumber", customer=2, number=number, e164=DID)
        assert (fault.code, fault.field, "101" in fault.text) == (8140, "e164", True)
    freed = customer.deleteExtension(customer=2, number="101")
    assert freed["freedNumbers"] == [DID, "4319999101"]
    assert state(shop, DID)["extension"] == "ph2p"
    assert alias(shop, DID) == f"pilot@{DOMAIN}"
    assert customer.getExtension(customer=2)["numbers"] == [DID, "4319999"]
    assert examine(shop.world.database) == []
    shop.world.undo()
    assert state(shop, DID)["extension"] == "101"
    assert alias(shop, DID) == f"ph2x101@{DOMAIN}"
    assert examine(shop.world.database) == []


def test_a_number_goes_by_way_of_the_pilot_to_another_extension_and_nowhere(shop: PbxScene) -> None:
    shop.user("102")
    shop.root.assignNumber(customer=2, number="101", e164=DID)
    assert shop.root.unassignNumber(customer=2, number="101", e164=DID)["extension"] == "ph2p"
    assert shop.root.assignNumber(customer=2, number="102", e164=DID)["extension"] == "102"
    assert alias(shop, DID) == f"ph2x102@{DOMAIN}"
    fault = shop.root.refused("unassignNumber", customer=2, number="101", e164=DID)
    assert (fault.code, fault.field) == (101, "e164")
    shop.root.unassignNumber(customer=2, number="102", e164=DID)
    assert shop.root.unassignNumber(customer=2, number="", e164=DID)["state"] == "free"
    assert alias(shop, DID) is None
    assert shop.root.getNumbers(query={"filter": {"free": True}})["total"] == 2
    for number, own in (("101", "4319999101"), ("", "4319999")):
        assert shop.root.refused("unassignNumber", customer=2, number=number, e164=own).code == 101
    assert examine(shop.world.database) == []


def test_a_number_of_an_auto_attendant_is_an_alias_of_its_account(shop: PbxScene) -> None:
    def work(call: Any) -> None:
        pbx = hold_pbx(call, 2, "customer")
        plan = Plan(pbx, ATTENDANT, AccountId(2, attendant=1), DOMAIN, "Menu", "attendant")
        NewExtensions(call).make(plan, lambda _: ())

    shop.world.operator.run(Task(name="attendant"), work)
    assert shop.root.assignNumber(customer=2, number="ph2aa1", e164=DID)["extension"] == "ph2aa1"
    found = shop.admin.sip.getAliases(query={"filter": {"targetUsername": "ph2aa1"}})
    assert [each["id"]["username"] for each in found["aliases"]] == [DID]
    assert shop.root.refused("assignNumber", customer=2, number="ph2aa1", e164="12094555000").code == 8141
    assert shop.root.refused("assignNumber", customer=2, number="ph2aa2", e164=OTHER).code == 8106


def test_a_number_has_an_enum_number_where_a_range_of_the_customer_covers_it(shop: PbxScene) -> None:
    enum = shop.admin.enum
    enum.addRange(range={"id": {"prefix": "1209455", "tld": "e164.arpa"}, "maxDigits": 15, "customer": 2})
    shop.user("102")
    shop.root.assignNumber(customer=2, number="101", e164=DID)
    id = {"number": DID, "tld": "e164.arpa"}
    assert [each["mapto"] for each in enum.getNumber(enumId=id)["mappings"]] == [f"sip:ph2x101@{DOMAIN}"]
    assert enum.refused("deleteNumber", enumId=id).code == 3012
    shop.root.deleteExtension(customer=2, number="101")
    assert [each["mapto"] for each in enum.getNumber(enumId=id)["mappings"]] == [f"sip:pilot@{DOMAIN}"]
    assert examine(shop.world.database) == []
    shop.root.unassignNumber(customer=2, number="", e164=DID)
    assert enum.getNumbers(query={})["total"] == 0


def test_who_does_not_hold_a_number_cannot_assign_it(shop: PbxScene) -> None:
    other = second_pbx(shop, sn="8888")
    root, customer = shop.root, shop.customer_login
    root.addNumbers(customer=other, numbers=["12094555001"])
    root.addNumbers(customer=1, numbers=["12094555002"])
    before = shop.world.fingerprint()
    told = root.refused("assignNumber", customer=2, number="101", e164="12094555001")
    assert (told.code, told.field, told.members["holder"]) == (8140, "e164", str(other))
    for number, code in (("12094555001", 8140), ("12094555002", 8141), ("12094555003", 8141), ("012", 101)):
        fault = customer.refused("assignNumber", customer=2, number="101", e164=number)
        assert (fault.code, fault.field, "holder" in fault.members) == (code, "e164", False)
    assert shop.world.fingerprint() == before


def test_numbers_come_all_or_none(shop: PbxScene) -> None:
    for numbers, code, field in (
        ([], 101, "numbers"),
        (["12094550000", DID], 8140, "numbers.1"),
        (["12094550000", "+12094550000"], 101, "numbers.1"),
        (["12094550000", "4319999"], 8140, "numbers.1"),
        (["1" * 16], 101, "numbers.0"),
        (["0043155"], 101, "numbers.0"),
        (["4301555"], 101, "numbers.0"),
    ):
        fault = shop.reseller_login.refused("addNumbers", customer=2, numbers=numbers)
        assert (fault.code, fault.field) == (code, field), numbers
    assert shop.root.refused("addNumbers", customer=0, numbers=[DID]).code == 102
    assert shop.customer_login.refused("addNumbers", customer=2, numbers=["12094550000"]).code == 902
    assert shop.stranger().refused("addNumbers", customer=2, numbers=["12094550000"]).code == 5000
    assert shop.root.refused("addNumbers", customer=4711, numbers=["12094550000"]).code == 5000
    assert [each["number"] for each in shop.root.getNumbers(query={})["numbers"] if each["role"] == "did"] == [
        DID,
        OTHER,
    ]


def test_a_reseller_hands_its_numbers_to_its_customers(shop: PbxScene) -> None:
    number = "12094550000"
    reseller = shop.reseller_login
    reseller.addNumbers(customer=1, numbers=[number])
    assert state(shop, number)["customer"] == 1
    assert shop.stranger().getNumbers(query={"filter": {"number": number}})["total"] == 0
    assert reseller.addNumbers(customer=2, numbers=[number])[0]["customer"] == 2
    assert [each["customer"] for each in reseller.getNumberHistory(number=number)] == [1, 2]
    assert [each["customer"] for each in shop.customer_login.getNumberHistory(number=number)] == [2]
    assert shop.stranger().getNumberHistory(number=number) == []
    other = second_pbx(shop)
    assert reseller.refused("addNumbers", customer=other, numbers=[number]).code == 8140
    assert reseller.refused("addNumbers", customer=1, numbers=[number]).code == 8140
    assert state(shop, number)["state"] == "free"


def test_a_number_that_is_given_up_is_kept_for_its_last_holder(shop: PbxScene) -> None:
    other = second_pbx(shop)
    root = shop.root
    root.assignNumber(customer=2, number="101", e164=DID)
    assert root.refused("releaseNumber", customer=2, number=DID).code == 101
    root.unassignNumber(customer=2, number="101", e164=DID)
    root.updateExtension(extension={"customer": 2, "number": "101", "callerId": DID})
    assert "ph2x101" in root.refused("releaseNumber", customer=2, number=DID).text
    root.updateExtension(extension={"customer": 2, "number": "101", "callerId": ""})
    assert root.refused("releaseNumber", customer=other, number=DID).code == 8141
    assert root.refused("releaseNumber", customer=2, number="4319999101").code == 101
    shown = root.releaseNumber(customer=2, number=DID)
    assert (shown["state"], shown["until"] > shown["since"]) == ("quarantined", True)
    assert state(shop, DID) == shown
    assert alias(shop, DID) is None
    assert root.refused("addNumbers", customer=other, numbers=[DID]).code == 8140
    assert root.refused("addNumbers", customer=1, numbers=[DID]).code == 8140
    assert root.refused("assignNumber", customer=2, number="101", e164=DID).code == 8141
    assert root.getNumbers(query={"filter": {"quarantined": True}})["total"] == 1
    root.addNumbers(customer=2, numbers=[DID])
    assert state(shop, DID)["state"] == "free"
    root.releaseNumber(customer=2, number=DID)
    assert root.getNumbers(query={"filter": {"number": DID}})["total"] == 1
    shop.world.sql(f"UPDATE pbx_numbers SET until = '2026-01-01 00:00:00.000000' WHERE number = '{DID}'")
    assert root.getNumbers(query={"filter": {"number": DID}})["total"] == 0
    root.addNumbers(customer=other, numbers=[DID])
    assert [each["customer"] for each in root.getNumberHistory(number=DID)] == [2, 2, other]


def test_what_was_given_up_comes_back_with_its_way_to_the_pilot(shop: PbxScene) -> None:
    shop.root.assignNumber(customer=2, number="", e164=DID)
    shop.root.releaseNumber(customer=2, number=DID)
    shop.world.undo()
    assert (state(shop, DID)["extension"], alias(shop, DID)) == ("ph2p", f"pilot@{DOMAIN}")
    shop.world.undo()
    assert state(shop, DID)["state"] == "quarantined"


def test_the_numbers_of_a_pilot_that_is_removed(shop: PbxScene) -> None:
    root = shop.root
    other = second_pbx(shop)
    root.deleteExtension(customer=2, number="101")
    root.assignNumber(customer=2, number="", e164=DID)
    root.deletePilot(customer=2)
    assert (state(shop, DID)["state"], state(shop, "4319999")["state"]) == ("free", "quarantined")
    assert root.getNumbers(query={"filter": {"number": "4319999101"}})["total"] == 0
    fault = root.refused("addPilot", pilot=new_pilot(other, "9999"))
    assert (fault.code, fault.field) == (8140, "pilot.number")
    assert examine(shop.world.database) == []
    shop.world.undo()
    assert (state(shop, DID)["extension"], state(shop, "4319999")["extension"]) == ("ph2p", "ph2p")
    assert examine(shop.world.database) == []


def new_pilot(customer: int, sn: str, cc: str = "43", ac: str = "1") -> dict[str, Any]:
    return {
        **{"customer": customer, "newDomain": {"domain": f"c{customer}.pbx.example.org"}, "displayName": "Office"},
        **{"number": {"cc": cc, "ac": ac, "sn": sn}, "sipUsername": "pilot", "sipPassword": "a secret of the pilot"},
    }


@pytest.mark.parametrize(
    ("cc", "ac", "sn", "extension", "whole"),
    [
        ("43", "1", "9999", "10", "431999910"),
        ("43", "1", "9999", "1001", "43199991001"),
        ("43", "720", "123456", "00", "4372012345600"),
        ("49", "30", "901820", "500", "4930901820500"),
        ("49", "89", "1234", "12345678", "4989123412345678"),
        ("49", "7221", "4711", "99", "497221471199"),
        ("39", "06", "6982", "1234", "390669821234"),
        ("39", "02", "1234567", "89", "3902123456789"),
    ],
)
def test_extensions_behind_a_base_number_of_many_plans(
    quick_pbx: PbxScene, cc: str, ac: str, sn: str, extension: str, whole: str
) -> None:
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    quick_pbx.agree("PBX")
    quick_pbx.root.addPilot(pilot=new_pilot(2, sn, cc, ac))
    if len(whole) > 15:
        fault = refused_user(quick_pbx, extension)
        assert (fault.code, fault.field) == (8114, "extension.number")
        return
    assert quick_pbx.user(extension)["primaryNumber"] == whole
    assert alias(quick_pbx, whole) == f"ph2x{extension}@{DOMAIN}"
    assert examine(quick_pbx.world.database) == []


def refused_user(scene: PbxScene, number: str, customer: int = 2) -> Fault:
    new = {"customer": customer, "number": number, "name": "New"}
    return scene.root.refused("addExtension", extension=new)


@pytest.mark.parametrize(
    ("cc", "ac", "sn", "field"),
    [
        ("43", "1", "9999999999999", "sn"),
        ("043", "1", "9999", "cc"),
        ("0", "1", "9999", "cc"),
        ("43", "01", "9999", "ac"),
        ("49", "", "0309999", "sn"),
        ("210", "1", "9999", "cc"),
    ],
)
def test_what_is_no_base_number(quick_pbx: PbxScene, cc: str, ac: str, sn: str, field: str) -> None:
    fault = quick_pbx.root.refused("addPilot", pilot=new_pilot(2, sn, cc, ac))
    assert (fault.code, fault.field) == (101, f"pilot.number.{field}")


def test_a_number_that_somebody_holds_is_not_derived_again(quick_pbx: PbxScene) -> None:
    """4319 with 991 behind it and 43199 with 91 are the same number."""
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    quick_pbx.agree("PBX")
    other = second_pbx(quick_pbx)
    quick_pbx.root.addPilot(pilot=new_pilot(2, "9"))
    quick_pbx.root.addPilot(pilot=new_pilot(other, "99"))
    quick_pbx.user("991")
    before = quick_pbx.world.fingerprint()
    fault = refused_user(quick_pbx, "91", other)
    assert (fault.code, fault.field) == (8140, "extension.number")
    assert quick_pbx.world.fingerprint() == before


@pytest.fixture
def two(quick_pbx: PbxScene) -> PbxScene:
    """The customer and another one have a PBX without pilot."""
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    quick_pbx.agree("PBX")
    assert second_pbx(quick_pbx) == SIBLING
    return quick_pbx


SIBLING = 4
DIGITS = st.text("56789", min_size=5, max_size=9)


@given(digits=DIGITS, first=st.integers(2, 8), second=st.integers(2, 8), swapped=st.booleans())
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_of_two_ways_to_the_same_digits_the_second_is_refused(
    two: PbxScene, digits: str, first: int, second: int, swapped: bool
) -> None:
    assume(first != second and max(first, second) < len(digits))
    scene, root = two, two.root
    customers = (SIBLING, 2) if swapped else (2, SIBLING)
    for customer, length in zip(customers, (first, second), strict=True):
        root.addPilot(
            pilot={**new_pilot(customer, digits[:-length]), "newDomain": {"domain": f"d{customer}.example.org"}}
        )
    scene.user(digits[-first:], caller=root, customer=customers[0])
    before = scene.world.fingerprint()
    assert refused_user(scene, digits[-second:], customers[1]).code == 8140
    assert scene.world.fingerprint() == before
    root.deleteExtension(customer=customers[0], number=digits[-first:])
    assert scene.user(digits[-second:], caller=root, customer=customers[1])["primaryNumber"] == f"431{digits}"
    root.deleteExtension(customer=customers[1], number=digits[-second:])
    for customer in customers:
        root.deletePilot(customer=customer)
        scene.admin.sip.deleteDomain(domain=f"d{customer}.example.org")
    scene.world.sql("UPDATE pbx_numbers SET until = NULL")


def test_the_doctor_finds_numbers_that_lead_elsewhere(shop: PbxScene) -> None:
    shop.root.assignNumber(customer=2, number="101", e164=DID)
    sql = shop.world.sql
    sql("UPDATE sip_aliases SET target_username = 'other' WHERE username = '12094555948'")
    sql("UPDATE pbx_numbers SET number = '4319999102' WHERE number = '4319999101'")
    found = [each.text for each in examine(shop.world.database)]
    assert any(f"PBX number {DID} leads to ph2x101, and has no alias that does" in each for each in found)
    assert any("4319999102 is not the base number with that of ph2x101 behind it" in each for each in found)
