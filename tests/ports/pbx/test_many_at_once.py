# SPDX-License-Identifier: Apache-2.0
"""Many extensions in one call: each as if it were alone, and what they consume is asked for at once (pbx.md E12)."""

from typing import Any

import pytest

from tests.ports.pbx.conftest import PbxScene
from tests.promises.overlap import STOPS, overlap
from tests.support.examination import examine

ARPA = "e164.arpa"


def ranges(scene: PbxScene) -> dict[str, int]:
    """Prefix -> the numbers that the range counts."""
    rows = scene.world.sql("SELECT prefix, used FROM enum_ranges ORDER BY prefix")
    return dict(rows)


@pytest.fixture
def office(pbx: PbxScene) -> PbxScene:
    """A pilot of +43 1 9999, a range of its numbers, and any number of PBX."""
    for holder in (pbx.reseller_id, 2):
        pbx.agree("PBX", customer=holder)
    add_range(pbx, "4319999", maxDigits=15)
    pbx.pilot()
    return pbx


def add_range(scene: PbxScene, prefix: str, **members: Any) -> None:
    scene.root.enum.addRange(range={"id": {"prefix": prefix, "tld": ARPA}, "customer": scene.customer_id, **members})


def test_each_number_is_in_the_longest_range_that_covers_it(office: PbxScene) -> None:
    for prefix in ("43199991", "4319999102"):
        add_range(office, prefix, maxDigits=15)
    made = office.reseller_login.addExtensions(extension={"customer": 2, "name": "n", "number": "099"}, count=5)
    assert [each["number"] for each in made] == ["099", "100", "101", "102", "103"]
    assert ranges(office) == {"4319999": 2, "43199991": 3, "4319999102": 1}
    held = dict(
        office.world.sql("SELECT n.number, r.prefix FROM enum_numbers n JOIN enum_ranges r ON r.id = n.range_id")
    )
    assert held == {
        **dict.fromkeys(("4319999", "4319999099"), "4319999"),
        **dict.fromkeys(("4319999100", "4319999101", "4319999103"), "43199991"),
        "4319999102": "4319999102",
    }


def test_each_change_of_a_range_makes_another_serial(office: PbxScene) -> None:
    ((before,),) = office.world.sql("SELECT serial FROM enum_ranges")
    office.reseller_login.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=3)
    ((after,),) = office.world.sql("SELECT serial FROM enum_ranges")
    assert after == before + 3


def test_a_range_that_has_no_room_for_the_last_refuses_all(office: PbxScene) -> None:
    office.root.enum.updateRange(range={"id": {"prefix": "4319999", "tld": ARPA}, "size": 3})
    before = office.world.fingerprint()
    fault = office.reseller_login.refused(
        "addExtensions", extension={"customer": 2, "name": "n", "number": "101"}, count=3
    )
    assert (fault.code, fault.members["limit"], fault.members["used"]) == (3011, "3", "3")
    assert office.world.fingerprint() == before
    office.reseller_login.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=2)
    assert ranges(office) == {"4319999": 3}


@pytest.mark.parametrize("kind", ["sip_credit", "sip_alias_credit", "enum_number_credit"])
def test_a_credit_that_lasts_for_some_refuses_all(office: PbxScene, kind: str) -> None:
    caller = office.reseller_login
    office.grant(2, **{kind: 3})  # the pilot has one
    before = office.world.fingerprint()
    fault = caller.refused("addExtensions", extension={"customer": 2, "name": "n", "number": "101"}, count=3)
    assert (fault.code, fault.members["kind"], fault.members["limit"], fault.members["used"]) == (910, kind, "3", "1")
    assert office.world.fingerprint() == before
    caller.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=2)
    alone = caller.refused("addExtension", extension={"customer": 2, "name": "n"})
    assert (alone.code, alone.members["kind"], alone.members["used"]) == (910, kind, "3")


def test_a_product_that_lasts_for_some_refuses_all(office: PbxScene) -> None:
    office.root.updateAgreementItem(item={"customer": 2, "product": "PBX", "quantity": 2})
    before = office.world.fingerprint()
    fault = office.reseller_login.refused(
        "addExtensions", extension={"customer": 2, "name": "n", "number": "101"}, count=3
    )
    assert (fault.code, fault.members["limit"], fault.members["used"]) == (8011, "2", "0")
    assert office.world.fingerprint() == before
    office.reseller_login.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=2)
    assert office.used("PBX") == 2


def test_an_alias_that_leads_within_its_domain_still_closes_no_loop(office: PbxScene) -> None:
    """What is new in a domain that is held needs no look at chains, and only that."""
    sip, domain = office.root.sip, "c2.pbx.example.org"

    def alias(name: str, target: str) -> dict[str, Any]:
        return {"id": {"username": name, "domain": domain}, "target": {"username": target, "domain": domain}}

    sip.addAlias(alias=alias("b", "c"))
    sip.addAlias(alias=alias("a", "b"))
    assert sip.refused("addAlias", alias=alias("c", "a")).code == 101
    assert sip.refused("addAlias", alias=alias("d", "d")).code == 101
    sip.addAlias(alias=alias("c", "end"))
    assert sip.refused("updateAlias", alias=alias("c", "a")).code == 101


def test_renumbering_counts_for_whom_the_ranges_are(office: PbxScene) -> None:
    """A number that stands for one of another customer's range is a new one (E15)."""
    add_range(office, "4319999101", maxDigits=15)
    add_range(office, "4318888", maxDigits=15)
    other, _ = office.sibling()
    for credit in ("enum_number_credit", "enum_range_credit"):
        office.grant(other, **{credit: 100})
    office.reseller_login.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=2)
    moved = {"id": {"prefix": "4319999101", "tld": ARPA}, "customer": other}
    office.reseller_login.enum.updateRange(range=moved)
    office.reseller_login.renumberExtension(customer=2, **{"from": "101", "to": "103"})
    assert examine(office.world.database) == []
    office.reseller_login.enum.updateRange(range={**moved, "id": {"prefix": "4319999", "tld": ARPA}})
    assert examine(office.world.database) == []
    office.grant(2, enum_number_credit=2)
    base = {"customer": 2, "number": {"cc": "43", "ac": "1", "sn": "8888"}}
    before = office.world.fingerprint()
    fault = office.reseller_login.refused("updatePilot", pilot=base)
    assert (fault.code, fault.members["kind"]) == (910, "enum_number_credit")
    assert office.world.fingerprint() == before
    office.grant(2, enum_number_credit=3)
    office.reseller_login.updatePilot(pilot=base)
    assert examine(office.world.database) == []
    for number in ("102", "103"):
        office.reseller_login.deleteExtension(customer=2, number=number)
    assert examine(office.world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("is_nested", [True, False])
def test_a_range_that_goes_to_somebody_else_takes_no_number_along(office: PbxScene, stop: str, is_nested: bool) -> None:
    other, _ = office.sibling()
    for credit in ("enum_number_credit", "enum_range_credit"):
        office.grant(other, **{credit: 100})
    named = {"id": {"prefix": "43199991" if is_nested else "4319999", "tld": ARPA}, "customer": other, "maxDigits": 15}
    enum = office.reseller_login.enum

    def range_goes() -> None:
        enum.call("addRange" if is_nested else "updateRange", {"range": named})

    def users_come() -> None:
        office.reseller_login.addExtensions(extension={"customer": 2, "name": "n", "number": "101"}, count=2)

    assert overlap(range_goes, users_come, stop) == (0, 0)
    assert examine(office.world.database) == []
    for number in ("101", "102"):
        office.reseller_login.deleteExtension(customer=2, number=number)
    assert examine(office.world.database) == []
