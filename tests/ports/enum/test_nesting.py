# SPDX-License-Identifier: Apache-2.0
"""Ranges inside ranges, and ranges that move to others, with their numbers and credits (enum.md R4, R10, R12, Q9)."""

from typing import Any

import pytest

from ngnprov.calls.finding import Finding, State
from tests.ports.enum.conftest import EnumScene, number_id, range_id
from tests.support.examination import examine, repair


def used(scene: EnumScene) -> dict[str, int]:
    return {each["id"]["prefix"]: each["used"] for each in scene.root.getRanges(query={})["ranges"]}


def sound(scene: EnumScene) -> bool:
    return examine(scene.world.database) == []


def test_a_number_lies_in_the_longest_range(scene: EnumScene) -> None:
    scene.range("3120", customer=scene.reseller_id)
    scene.number("31208005101")
    scene.number("31208006101", caller=scene.reseller_login)
    assert used(scene) == {"3120": 1, "31208005": 1}
    assert scene.get("31208005101")["customer"] == scene.customer_id
    assert scene.get("31208006101")["customer"] == scene.reseller_id
    assert sound(scene)


def test_the_range_that_hides_behind_a_foreign_one_is_not_fallen_back_to(scene: EnumScene) -> None:
    scene.root.addRange(range={"id": range_id("312080051")})  # nobody's, inside the customer's
    fault = scene.customer_login.refused("addNumber", number={"id": number_id("31208005101")})
    assert (fault.code, fault.field) == (3000, "number.id.number")
    scene.number("31208005201")
    assert used(scene) == {"31208005": 1, "312080051": 0}


def test_a_new_inner_range_takes_the_numbers_it_covers_with_their_credit(scene: EnumScene) -> None:
    id, sibling = scene.sibling()
    for digits in ("31208005", "31208005100", "31208005199", "31208005200"):
        scene.number(digits, f"sip:{digits}@example.com")
    before = scene.the_range()
    scene.grant(id, enum_number_credit=1)
    given = {"id": range_id("312080051"), "customer": id}
    fault = scene.reseller_login.refused("addRange", range=given)
    assert (fault.code, fault.members["kind"], fault.members["holder"]) == (910, "enum_number_credit", str(id))
    assert used(scene) == {"31208005": 4}
    scene.grant(id, enum_number_credit=2)
    assert scene.reseller_login.addRange(range=given)["used"] == 2
    assert used(scene) == {"31208005": 2, "312080051": 2}
    assert scene.the_range()["serial"] == before["serial"] + 1
    assert scene.the_range()["changeDate"] == before["changeDate"]
    found = sibling.getNumbers(query={"orderBy": {"attribute": "number"}})["numbers"]
    assert [each["id"]["number"] for each in found] == ["31208005100", "31208005199"]
    assert scene.customer_login.getNumbers(query={})["total"] == 2
    assert sibling.getNumber(enumId=number_id("31208005100"))["mappings"][0]["mapto"] == "sip:31208005100@example.com"
    assert sound(scene)


def test_an_outer_range_leaves_inner_numbers_where_they_are(scene: EnumScene) -> None:
    scene.number()
    assert scene.range("3120", customer=scene.reseller_id)["used"] == 0
    assert used(scene) == {"3120": 0, "31208005": 1}
    assert scene.reseller_login.deleteRange(range=range_id("3120")) is None  # its own numbers are none
    assert sound(scene)


def test_a_range_of_another_reseller_is_not_nested_with(scene: EnumScene) -> None:
    scene.stranger()
    before = scene.world.fingerprint()
    for prefix in ("3120", "312080051", "31208005101"):
        fault = scene.stranger().refused("addRange", range={"id": range_id(prefix)})
        assert (fault.code, fault.field) == (902, "range.id.prefix")
    assert scene.world.fingerprint() == before
    scene.stranger().addRange(range={"id": range_id("31208006")})
    scene.stranger().addRange(range={"id": range_id("3120", "e164.example")})
    scene.reseller_login.addRange(range={"id": range_id("312080051")})


def test_a_customer_nests_with_his_own_and_his_resellers_ranges(scene: EnumScene) -> None:
    _, sibling = scene.sibling()
    for prefix in ("3120", "312080051"):
        assert sibling.refused("addRange", range={"id": range_id(prefix)}).code == 902
    scene.range("3120", customer=scene.reseller_id)
    sibling.addRange(range={"id": range_id("31209")})
    scene.customer_login.addRange(range={"id": range_id("312080051")})


def test_what_delegates_to_an_inner_range_changes_with_it(scene: EnumScene) -> None:
    scene.range("3120", customer=scene.reseller_id)

    def serials() -> tuple[Any, Any]:
        return scene.the_range("3120")["serial"], scene.the_range()["serial"]

    outer, inner = serials()
    scene.customer_login.updateRange(range={"id": range_id(), "info": "x"})
    assert serials() == (outer, inner + 1)
    scene.customer_login.updateRange(range={"id": range_id(), "nameservers": ["ns1.example.com"]})
    assert serials() == (outer + 1, inner + 2)
    scene.customer_login.deleteRange(range=range_id())
    assert scene.the_range("3120")["serial"] == outer + 2


def test_a_range_moves_with_its_numbers_and_the_credits_of_both_sides(scene: EnumScene) -> None:
    id, sibling = scene.sibling()
    for digits in ("31208005101", "31208005102"):
        scene.number(digits)
    move = {"id": range_id(), "customer": id}
    for kind, most, used_up in (("enum_range_credit", 0, 1), ("enum_number_credit", 1, 2)):
        scene.grant(id, **{kind: most})
        before = scene.world.fingerprint()
        fault = scene.reseller_login.refused("updateRange", range=move)
        assert (fault.code, fault.members["kind"], fault.members["holder"]) == (910, kind, str(id))
        assert scene.world.fingerprint() == before
        scene.grant(id, **{kind: used_up})
    stored = scene.reseller_login.updateRange(range={**move, "reseller": 9999})
    assert (stored["customer"], stored["reseller"]) == (id, scene.reseller_id)
    found = sibling.getNumber(enumId=number_id())
    assert (found["customer"], found["reseller"]) == (id, scene.reseller_id)
    assert scene.customer_login.getNumbers(query={})["total"] == 0
    assert sound(scene)


def test_an_administrator_moves_a_range_to_another_reseller(scene: EnumScene) -> None:
    scene.number()
    stranger = scene.stranger()
    (entry,) = scene.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"]
    shown = scene.the_range()
    scene.reseller_login.updateRange(range={**shown, "reseller": entry["id"]})  # not his to say: stays
    scene.customer_login.updateRange(range={**shown, "customer": scene.reseller_id})  # nor a customer's
    assert scene.the_range() == shown
    stored = scene.root.updateRange(range={**shown, "reseller": entry["id"]})
    assert (stored["customer"], stored["reseller"]) == (entry["id"], entry["id"])
    assert stranger.getNumber(enumId=number_id())["reseller"] == entry["id"]
    assert sound(scene)


def test_a_customer_with_ranges_or_owned_numbers_is_not_deleted(scene: EnumScene) -> None:
    scene.sibling()
    (sibling,) = scene.admin.getCustomers(query={"filter": {"username": "sibling"}})["accounts"]
    scene.number(owner=sibling["id"])
    fault = scene.admin.refused("deleteAccount", id=scene.customer_id)
    assert (fault.code, "1 ENUM ranges" in fault.text) == (5010, True)
    fault = scene.admin.refused("deleteAccount", id=sibling["id"])
    assert (fault.code, "1 ENUM numbers" in fault.text) == (5010, True)
    scene.customer_login.deleteNumber(enumId=number_id())
    scene.customer_login.deleteRange(range=range_id())
    for id in (scene.customer_id, sibling["id"]):
        scene.admin.deleteAccount(id=id)


@pytest.mark.parametrize("wrong", ["used", "range"])
def test_doctor_finds_what_does_not_hold(scene: EnumScene, wrong: str) -> None:
    scene.range("3120")
    scene.number()
    if wrong == "used":
        scene.world.sql("UPDATE enum_ranges SET used = 7 WHERE prefix = '31208005'")
        text = "ENUM range 31208005 e164.arpa counts 7 numbers, but has 1"
        assert repair(scene.world) == [Finding(text, State.REPAIRED)]
        assert sound(scene)
    else:
        scene.world.sql("UPDATE enum_numbers SET range_id = (SELECT id FROM enum_ranges WHERE prefix = '3120')")
        texts = [finding.text for finding in examine(scene.world.database)]
        assert "ENUM number 31208005101 e164.arpa is not in the longest range that covers it" in texts


def test_a_customer_takes_no_numbers_of_his_reseller(quick: EnumScene) -> None:
    quick.range("31209", customer=quick.reseller_id)
    quick.number("31209005101", caller=quick.reseller_login)
    fault = quick.customer_login.refused("addRange", range={"id": range_id("31209005")})
    assert (fault.code, fault.field) == (902, "range.id.prefix")
    assert quick.get("31209005101")["customer"] == quick.reseller_id
    assert quick.customer_login.addRange(range={"id": range_id("31209006")})["used"] == 0


def test_another_ttl_of_an_inner_range_changes_the_zone_around_it(quick: EnumScene) -> None:
    quick.range("31208", customer=quick.reseller_id)
    before = quick.the_range("31208")["serial"]
    quick.root.updateRange(range={"id": range_id("31208005"), "ttl": 77})
    assert quick.the_range("31208")["serial"] == before + 1


@pytest.mark.parametrize("tld", ["5.e164.arpa", "x.5.0.0.8.0.2.1.3.e164.arpa", "e164.5"])
def test_a_tree_lies_in_no_range(quick: EnumScene, tld: str) -> None:
    fault = quick.root.refused("addRange", range={"id": range_id("312", tld)})
    assert (fault.code, fault.field) == (101, "range.id.tld")


def test_a_range_that_is_made_again_goes_on_with_its_serial(scene: EnumScene) -> None:
    scene.number("31208005101")
    scene.root.deleteNumber(enumId=number_id("31208005101"))
    before = scene.the_range()["serial"]
    scene.root.deleteRange(range=range_id("31208005"))
    assert scene.range("31208005")["serial"] == before + 1
