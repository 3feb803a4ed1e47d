# SPDX-License-Identifier: Apache-2.0
"""ENUM numbers (enum.md 5 R5 to R7, R10, R14, R15)."""

import json
import re
from typing import Any

import pytest

from tests.ports.enum.conftest import EnumScene, number_id, range_id, sip, uris
from tests.support.examination import examine


def test_a_number_as_the_old_client_sends_it_comes_back_whole(scene: EnumScene) -> None:
    mapping = sip("sip:alice@example.com", ttl=3600, priority=5)
    sent = {"id": number_id("+31208005101", "E164.arpa."), "owner": 0, "info": "", "mappings": [mapping]}
    stored = scene.customer_login.addNumber(number=sent)
    id, date = stored["mappings"][0].pop("id"), stored.pop("changeDate")
    assert stored == {
        **{"id": number_id(), "owner": 0, "info": "", "mappings": [mapping]},
        **{"customer": scene.customer_id, "reseller": scene.reseller_id},
    }
    assert id > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", date)
    stored = {**stored, "changeDate": date, "mappings": [{**mapping, "id": id}]}
    assert scene.customer_login.getNumber(enumId=number_id("+31208005101", "E164.ARPA.")) == stored
    assert scene.customer_login.getNumbers(query={}) == {"numbers": [stored], "total": 1}


def test_what_a_number_inherits_is_not_the_callers_to_say(scene: EnumScene) -> None:
    stored = scene.number(customer=scene.reseller_id, reseller=9999, changeDate="1999-01-01 00:00:00")
    assert (stored["customer"], stored["reseller"]) == (scene.customer_id, scene.reseller_id)
    stored = scene.customer_login.updateNumber(number={**stored, "customer": 9999, "reseller": 9999, "info": "x"})
    assert (stored["customer"], stored["reseller"], stored["info"]) == (scene.customer_id, scene.reseller_id, "x")


def test_a_number_that_no_range_covers_is_refused(scene: EnumScene) -> None:
    before = scene.world.fingerprint()
    for caller, id in (
        (scene.root, number_id("4930123")),
        (scene.root, number_id("3120800")),
        (scene.root, number_id("0")),
        (scene.root, number_id(tld="e164.example")),
        (scene.stranger(), number_id()),
        (scene.reseller_login, number_id("4930123")),
    ):
        assert caller.login is not None
        if caller.login["username"] == "stranger":
            before = scene.world.fingerprint()
        fault = caller.refused("addNumber", number={"id": id})
        assert (fault.code, fault.field) == (3000, "number.id.number")
    assert scene.world.fingerprint() == before


@pytest.mark.parametrize("digits", ["31208005a", "3120 8005101", "++31208005101", "3120800510123456", "31208005101\n"])
def test_digits_that_are_none_are_refused(quick: EnumScene, digits: str) -> None:
    fault = quick.root.refused("addNumber", number={"id": number_id(digits)})
    assert (fault.code, fault.field) == (101, "number.id.number")
    assert quick.root.refused("getNumber", enumId=number_id(digits)).code == 3002


@pytest.mark.parametrize("missing", ["number", "tld"])
@pytest.mark.parametrize("value", ["", None])
def test_a_name_that_is_left_out_is_missing(scene: EnumScene, missing: str, value: str | None) -> None:
    id = {**number_id(), missing: value}
    for operation, given, path in (
        ("addNumber", {"number": {"id": id}}, "number.id"),
        ("updateNumber", {"number": {"id": id}}, "number.id"),
        ("getNumber", {"enumId": id}, "enumId"),
        ("deleteNumber", {"enumId": id}, "enumId"),
    ):
        fault = scene.root.refused(operation, **given)
        assert (fault.code, fault.field) == (102, f"{path}.{missing}")


def test_the_length_is_the_ranges_to_say(scene: EnumScene) -> None:
    scene.root.updateRange(range={"id": range_id(), "minDigits": 10, "maxDigits": 11})
    for digits in ("312080051", "312080051012"):
        fault = scene.customer_login.refused("addNumber", number={"id": number_id(digits)})
        assert (fault.code, fault.field) == (101, "number.id.number")
    for digits in ("3120800510", "31208005101"):
        scene.number(digits)


def test_a_full_range_takes_no_more_until_one_goes(scene: EnumScene) -> None:
    scene.root.updateRange(range={"id": range_id(), "size": 2})
    for digits in ("31208005101", "31208005102"):
        scene.number(digits)
    before = scene.world.fingerprint()
    for caller in (scene.customer_login, scene.root):
        fault = caller.refused("addNumber", number={"id": number_id("31208005103")})
        assert (fault.code, fault.members["limit"], fault.members["used"]) == (3011, "2", "2")
    assert caller.refused("addNumber", number={"id": number_id()}).code == 3003
    assert scene.world.fingerprint() == before
    scene.customer_login.deleteNumber(enumId=number_id())
    scene.number("31208005103")


def test_a_number_exists_once_in_its_tree(scene: EnumScene) -> None:
    scene.number()
    for caller in (scene.customer_login, scene.root):
        assert caller.refused("addNumber", number={"id": number_id("+31208005101")}).code == 3003
    scene.root.addRange(range={"id": range_id(tld="e164.example")})
    assert scene.root.addNumber(number={"id": number_id(tld="e164.example")})["customer"] == 0


def test_the_third_number_is_refused_by_name_and_size_until_one_goes(scene: EnumScene) -> None:
    scene.grant(scene.customer_id, enum_number_credit=2)
    for digits in ("31208005101", "31208005102"):
        scene.number(digits)
    before = scene.world.fingerprint()
    fault = scene.customer_login.refused("addNumber", number={"id": number_id("31208005103")})
    told = [fault.members[name] for name in ("kind", "limit", "used", "holder")]
    assert (fault.code, told) == (910, ["enum_number_credit", "2", "2", str(scene.customer_id)])
    assert scene.customer_login.refused("addNumber", number={"id": number_id()}).code == 3003
    assert scene.world.fingerprint() == before
    scene.customer_login.deleteNumber(enumId=number_id())
    scene.number("31208005103")
    scene.grant(scene.customer_id, enum_number_credit=3)
    scene.number("31208005104")
    scene.grant(scene.reseller_id, enum_number_credit=3)
    scene.grant(scene.customer_id, enum_number_credit=9)
    assert scene.reseller_login.refused("addNumber", number={"id": number_id("31208005105")}).code == 911
    scene.number("31208005105", caller=scene.root)
    assert examine(scene.world.database) == []


def test_an_owner_is_any_entry_of_the_reseller_and_gives_no_rights(scene: EnumScene) -> None:
    id, sibling = scene.sibling()
    stored = scene.number(owner=id)
    assert (stored["owner"], stored["customer"], stored["reseller"]) == (id, scene.customer_id, scene.reseller_id)
    assert sibling.refused("getNumber", enumId=number_id()).code == 3002
    scene.stranger()
    (foreign,) = scene.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"]
    before = scene.world.fingerprint()
    for caller, owner in ((scene.customer_login, foreign["id"]), (scene.root, 9999), (scene.customer_login, 9999)):
        for operation, digits in (("addNumber", "31208005102"), ("updateNumber", "31208005101")):
            fault = caller.refused(operation, number={"id": number_id(digits), "owner": owner})
            assert (fault.code, fault.field) == (5000, "number.owner")
    assert scene.world.fingerprint() == before


def test_an_owner_is_kept_or_taken_away(scene: EnumScene) -> None:
    scene.number(owner=scene.customer_id)
    for given, owner in (({}, scene.customer_id), ({"owner": None}, scene.customer_id), ({"owner": 0}, 0)):
        assert scene.customer_login.updateNumber(number={"id": number_id(), **given})["owner"] == owner


def test_an_emptied_owner_is_none(quick: EnumScene) -> None:
    stored = quick.number("31208005101", owner="")
    assert stored["owner"] == 0
    quick.root.updateNumber(number={"id": number_id(), "owner": quick.customer_id})
    assert quick.root.updateNumber(number={**stored, "owner": ""})["owner"] == 0


def test_all_numbers_of_an_owner_are_found_across_ranges(scene: EnumScene) -> None:
    scene.range("4930", customer=scene.reseller_id)
    for digits, owner in (("31208005101", scene.customer_id), ("49301", scene.customer_id), ("49302", 0)):
        scene.number(digits, caller=scene.reseller_login, owner=owner)
    found = scene.reseller_login.getNumbers(query={"filter": {"owner": scene.customer_id}})
    assert sorted(each["id"]["number"] for each in found["numbers"]) == ["31208005101", "49301"]


def test_an_update_changes_what_is_given_and_dates_number_and_zone(scene: EnumScene) -> None:
    first = scene.number("31208005101", "sip:a@example.com", info="old")
    shown = scene.the_range()
    assert shown["used"] == 1
    assert scene.customer_login.updateNumber(number={"id": number_id()}) == first
    assert scene.the_range() == shown
    second = scene.customer_login.updateNumber(number={"id": number_id(), "info": ""})
    assert (second["info"], second["mappings"]) == ("", first["mappings"])
    assert scene.the_range() == {**shown, "serial": shown["serial"] + 1}
    scene.customer_login.deleteNumber(enumId=number_id())
    assert scene.the_range() == {**shown, "serial": shown["serial"] + 2, "used": 0}


def test_a_number_goes_with_its_mappings(scene: EnumScene) -> None:
    scene.number("31208005101", "sip:a@example.com", "sip:b@example.com")
    assert scene.customer_login.deleteNumber(enumId=number_id()) is None
    assert scene.customer_login.refused("getNumber", enumId=number_id()).code == 3002
    assert scene.world.sql("SELECT count(*) FROM enum_mappings") == [(0,)]
    assert examine(scene.world.database) == []


def test_a_foreign_number_is_as_one_that_never_was(scene: EnumScene) -> None:
    scene.number("31208005101", "sip:a@example.com")
    scene.stranger()
    _, sibling = scene.sibling()
    before = scene.world.fingerprint()
    for caller in (scene.stranger(), sibling):
        for operation, wrap in (
            ("getNumber", lambda id: {"enumId": id}),
            ("deleteNumber", lambda id: {"enumId": id}),
            ("updateNumber", lambda id: {"number": {"id": id, "mappings": []}}),
        ):
            seen = [caller.refused(operation, **wrap(number_id(digits))) for digits in ("31208005101", "49301")]
            assert [(each.code, each.text) for each in seen[:1]] == [(each.code, each.text) for each in seen[1:]]
            assert seen[0].code == 3002
        for filter in ({}, {"mapto": "a@example.com"}, {"number": "%"}, {"customer": scene.customer_id}):
            assert caller.getNumbers(query={"filter": filter}) == {"numbers": [], "total": 0}
    assert scene.world.fingerprint() == before


def test_nobody_sees_and_changes_nothing(quick: EnumScene) -> None:
    quick.number()
    nobody = quick.behind(9999).enum
    assert nobody.getRanges(query={}) == {"ranges": [], "total": 0}
    assert nobody.getNumbers(query={}) == {"numbers": [], "total": 0}
    for operation, given in (
        ("addRange", {"range": {"id": range_id("49")}}),
        ("addNumber", {"number": {"id": number_id("31208005102")}}),
        ("deleteNumber", {"enumId": number_id()}),
        ("getNumber", {"enumId": number_id()}),
    ):
        assert nobody.refused(operation, **given).code == 902


def mapping(id: int, target: str) -> dict[str, Any]:
    return {"id": id, "type": "sip", "mapto": target, "ttl": 3600, "priority": 5}


def test_every_change_is_journaled_once_and_tells_what(scene: EnumScene) -> None:
    first = scene.number("31208005101", "sip:a@example.com", owner=scene.customer_id)
    scene.customer_login.updateNumber(number={"id": number_id(), "owner": 0, "mappings": [sip("sip:b@example.com")]})
    scene.customer_login.updateNumber(number={"id": number_id(), "owner": 0})
    scene.customer_login.deleteNumber(enumId=number_id())
    rows = scene.world.sql(
        "SELECT operation, before, after FROM journal WHERE subject = 'ENUM number 31208005101 e164.arpa' ORDER BY id"
    )
    assert [row[0] for row in rows] == ["addNumber", "updateNumber", "deleteNumber"]
    id = first["mappings"][0]["id"]
    assert json.loads(rows[0][2])["mappings"] == [mapping(id, "sip:a@example.com")]
    before, after = (json.loads(text) for text in rows[1][1:])
    assert before == {"owner": scene.customer_id, "mappings": [mapping(id, "sip:a@example.com")]}
    assert after == {"owner": 0, "mappings": [mapping(id + 1, "sip:b@example.com")]}
    assert json.loads(rows[2][1])["number"] == "31208005101"


def test_a_run_of_the_generator_counts_a_hundred(quick: EnumScene) -> None:
    for number in range(31208005100, 31208005200):
        id = number_id(str(number))
        assert quick.customer_login.refused("getNumber", enumId=id).code == 3002
        quick.customer_login.addNumber(number={"id": id, "owner": 0, "mappings": [sip(f"sip:{number}@example.com")]})
    assert quick.the_range()["used"] == 100
    page = quick.root.getNumbers(query={"range": {"start": 0, "count": 1000}})
    assert page["total"] == len(page["numbers"]) == 100
    assert all(uris(each) == [f"sip:{each['id']['number']}@example.com"] for each in page["numbers"])
    assert examine(quick.world.database) == []


def test_a_long_list_is_answered_whole_with_its_mappings(scene: EnumScene) -> None:
    with scene.world.database.writing() as unit:
        from ngnprov.ports.enum.mappings import store as mappings
        from ngnprov.ports.enum.numbers import store as numbers

        stored = numbers.NUMBERS.get(unit, _administrator(), "31208005101", "e164.arpa")
        assert stored is None
        (range_number,) = scene.world.sql("SELECT id FROM enum_ranges")[0]
        for n in range(1101):
            digits = f"31208005{n:04}"
            values: dict[str, Any] = {"id": 0, "number": digits, "tld": "e164.arpa", "dns_name": digits, "info": ""}
            whose = {"customer": scene.customer_id, "reseller": scene.reseller_id, "owner": 0, "change_date": "2026"}
            id = numbers.NUMBERS.insert(unit, {**values, "range_id": range_number, **whose})
            mappings.replace(unit, id, (), [mappings.Mapping(0, "sip", f"sip:{digits}@example.com", 3600, 5)])
        unit.commit()
    page = scene.customer_login.getNumbers(query={"orderBy": {"attribute": "number"}})
    assert page["total"] == len(page["numbers"]) == 1101
    assert all(uris(each) == [f"sip:{each['id']['number']}@example.com"] for each in page["numbers"])


def _administrator() -> Any:
    from ngnprov.calls.actor import Actor, Level

    return Actor(Level.ADMIN, "test")
