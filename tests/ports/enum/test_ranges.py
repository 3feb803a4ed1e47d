# SPDX-License-Identifier: Apache-2.0
"""ENUM ranges (enum.md 5 R1 to R4, R11, R12, R14, R15)."""

import re
from typing import Any

import pytest

from ngnprov.ports.enum import names
from tests.ports.enum.conftest import EnumScene, number_id, range_id
from tests.support.scene import granted


def test_a_range_as_the_old_client_sends_it_comes_back_whole(scene: EnumScene) -> None:
    sent = {
        "id": range_id("4930"),
        **{"ttl": 600, "info": "Berlin & <more>", "minDigits": 11, "maxDigits": 12, "size": 0},
        **{"customer": scene.customer_id, "reseller": scene.reseller_id},
    }
    stored = scene.root.addRange(range=sent)
    date, serial = stored.pop("changeDate"), stored.pop("serial")
    assert stored == {**sent, "nameservers": [], "used": 0}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", date)
    assert serial == int(date[:10].replace("-", "")) * 100 + 1
    assert scene.the_range("4930") == {**stored, "changeDate": date, "serial": serial}


def test_what_is_left_out_has_its_default(scene: EnumScene) -> None:
    stored = scene.root.addRange(range={"id": range_id("4930"), "ttl": 0})
    assert [stored[name] for name in ("ttl", "minDigits", "maxDigits", "size", "used")] == [3600, 0, 0, 0, 0]
    assert [stored[name] for name in ("customer", "reseller", "info", "nameservers")] == [0, 0, "", []]


@pytest.mark.parametrize(
    ("prefix", "tld", "stored"),
    [
        ("+31208", "E164.ARPA.", ("31208", "e164.arpa")),
        ("1234567890123", ".e164.example.", ("1234567890123", "e164.example")),
        ("9998", "arpa", ("9998", "arpa")),
    ],
)
def test_prefix_and_tree_are_stored_in_one_form(
    quick: EnumScene, prefix: str, tld: str, stored: tuple[str, str]
) -> None:
    answer = quick.root.addRange(range={"id": range_id(prefix, tld)})
    assert (answer["id"]["prefix"], answer["id"]["tld"]) == stored
    assert quick.root.refused("addRange", range={"id": range_id(*stored)}).code == 3001


@pytest.mark.parametrize("prefix", ["1e5", "31.5", "0800", "++31", "1234567890123456", "31 20", "٣١", "-31", "31%"])
def test_a_prefix_that_is_none_is_refused(quick: EnumScene, prefix: str) -> None:
    before = quick.world.fingerprint()
    fault = quick.root.refused("addRange", range={"id": range_id(prefix)})
    assert (fault.code, fault.field) == (101, "range.id.prefix")
    assert quick.world.fingerprint() == before


@pytest.mark.parametrize(
    "tld", ["e164..arpa", "-x.arpa", "a b.arpa", "e164_.arpa", "é.arpa", "3.e164.arpa", "a." * 113]
)
def test_a_tree_that_is_no_domain_or_begins_within_a_number_is_refused(quick: EnumScene, tld: str) -> None:
    fault = quick.root.refused("addRange", range={"id": range_id("4930", tld)})
    assert (fault.code, fault.field) == (101, "range.id.tld")


@pytest.mark.parametrize("missing", ["prefix", "tld"])
@pytest.mark.parametrize("value", ["", None])
def test_a_name_that_is_left_out_is_missing(scene: EnumScene, missing: str, value: str | None) -> None:
    id = {**range_id(), missing: value}
    for operation, range, place in (
        ("addRange", {"id": id}, "range.id"),
        ("updateRange", {"id": id}, "range.id"),
        ("deleteRange", id, "range"),
    ):
        fault = scene.root.refused(operation, range=range)
        assert (fault.code, fault.field) == (102, f"{place}.{missing}")


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"minDigits": 12, "maxDigits": 11}, "range.minDigits"),
        ({"maxDigits": 16}, "range.maxDigits"),
        ({"size": -1}, "range.size"),
        ({"ttl": -1}, "range.ttl"),
        ({"nameservers": ["ns1.example.com", "nonsense"]}, "range.nameservers.1"),
        ({"nameservers": ["ns1.4.9.e164.arpa"]}, "range.nameservers.0"),
        ({"nameservers": [f"ns{n}.example.com" for n in range(14)]}, "range.nameservers"),
        ({"info": "x" * 1025}, "range.info"),
    ],
)
def test_members_that_break_a_rule_are_named(quick: EnumScene, members: dict[str, Any], field: str) -> None:
    fault = quick.root.refused("addRange", range={"id": range_id("4930"), **members})
    assert (fault.code, fault.field) == (101, field)
    fault = quick.root.refused("updateRange", range={"id": range_id(), **members})
    assert (fault.code, fault.field) == (101, field)


def test_a_range_exists_once_in_its_tree(scene: EnumScene) -> None:
    for caller in (scene.customer_login, scene.stranger(), scene.root):
        assert caller.refused("addRange", range={"id": range_id()}).code == 3001
    assert scene.customer_login.addRange(range={"id": range_id(tld="e164.example")})["used"] == 0


def test_country_codes_are_for_administrators(quick: EnumScene) -> None:
    assert len(names.COUNTRY_CODES) == 306
    for code in ("1", "31", "210", "999"):
        for caller in (quick.customer_login, quick.reseller_login, quick.behind(quick.customer_id).enum):
            fault = caller.refused("addRange", range={"id": range_id(f"+{code}")})
            assert (fault.code, fault.field) == (902, "range.id.prefix")
        assert quick.root.addRange(range={"id": range_id(code, "e164.example")})["id"]["prefix"] == code


def test_a_range_belongs_to_the_customer_named_or_the_caller(scene: EnumScene) -> None:
    for number, (caller, given, customer) in enumerate(
        (
            (scene.root, {}, 0),
            (scene.root, {"customer": scene.customer_id}, scene.customer_id),
            (scene.root, {"reseller": scene.reseller_id}, scene.reseller_id),
            (scene.root, {"customer": scene.reseller_id, "reseller": scene.reseller_id}, scene.reseller_id),
            (scene.reseller_login, {}, scene.reseller_id),
            (scene.reseller_login, {"customer": scene.customer_id, "reseller": 9999}, scene.customer_id),
            (scene.customer_login, {}, scene.customer_id),
            (scene.customer_login, {"customer": scene.reseller_id, "reseller": 9999}, scene.customer_id),
            (scene.behind(scene.customer_id).enum, {}, scene.customer_id),
        )
    ):
        stored = caller.addRange(range={"id": range_id(f"4930{number}"), **given})
        assert (stored["customer"], stored["reseller"]) == (customer, customer and scene.reseller_id)


def test_a_customer_who_is_not_there_or_anothers_is_refused(scene: EnumScene) -> None:
    scene.stranger()
    (foreign,) = scene.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"]
    before = scene.world.fingerprint()
    for caller, customer in ((scene.root, 9999), (scene.reseller_login, 9999), (scene.reseller_login, foreign["id"])):
        for operation, prefix in (("addRange", "4930"), ("updateRange", "31208005")):
            fault = caller.refused(operation, range={"id": range_id(prefix), "customer": customer})
            assert (fault.code, fault.field) == (5000, "range.customer")
    wrong = {"customer": scene.reseller_id, "reseller": foreign["id"]}
    for operation, prefix in (("addRange", "4930"), ("updateRange", "31208005")):
        fault = scene.root.refused(operation, range={"id": range_id(prefix), **wrong})
        assert (fault.code, fault.field) == (101, "range.reseller")
    assert scene.world.fingerprint() == before


def test_an_update_keeps_what_is_absent_and_what_the_server_alone_says(scene: EnumScene) -> None:
    scene.number()
    first = scene.root.updateRange(
        range={
            "id": range_id(),
            "info": "old",
            "ttl": 60,
            "size": 9,
            "minDigits": 3,
            "nameservers": ["NS1.example.com."],
        }
    )
    assert (first["used"], first["nameservers"], first["ttl"]) == (1, ["ns1.example.com"], 60)
    echo = {**first, "serial": 0, "used": 77, "changeDate": "1999-01-01 00:00:00", "info": "new", "ttl": None}
    second = scene.customer_login.updateRange(range=echo)
    assert {**second, "serial": 0, "changeDate": ""} == {**first, "info": "new", "serial": 0, "changeDate": ""}
    assert second["serial"] == first["serial"] + 1
    assert scene.the_range() == second


def test_zeros_of_the_form_are_no_limit_the_default_or_kept(scene: EnumScene) -> None:
    scene.root.updateRange(range={"id": range_id(), "ttl": 60, "size": 9, "minDigits": 3, "maxDigits": 11})
    zeros = dict.fromkeys(("ttl", "size", "minDigits", "maxDigits", "customer", "reseller", "serial"), 0)
    stored = scene.root.updateRange(range={"id": range_id(), **zeros, "info": ""})
    assert [stored[name] for name in ("ttl", "size", "minDigits", "maxDigits")] == [3600, 0, 0, 0]
    assert (stored["customer"], stored["reseller"]) == (scene.customer_id, scene.reseller_id)


def test_a_save_that_changes_nothing_leaves_no_trace(scene: EnumScene) -> None:
    (shown,) = scene.customer_login.getRanges(query={})["ranges"]
    before = scene.world.fingerprint()
    assert scene.customer_login.updateRange(range=shown) == shown
    assert scene.world.fingerprint() == before


def test_existing_numbers_are_not_checked_again(quick: EnumScene) -> None:
    quick.number()
    stored = quick.root.updateRange(range={"id": range_id(), "minDigits": 12, "size": 1})
    assert (stored["used"], stored["minDigits"]) == (1, 12)


def test_a_range_with_numbers_is_not_deleted_and_an_empty_one_is(scene: EnumScene) -> None:
    scene.number()
    before = scene.world.fingerprint()
    assert scene.customer_login.refused("deleteRange", range=range_id()).code == 3010
    assert scene.world.fingerprint() == before
    scene.customer_login.deleteNumber(enumId=number_id())
    assert scene.customer_login.deleteRange(range=range_id("+31208005", "E164.arpa.")) is None
    assert scene.customer_login.refused("deleteRange", range=range_id()).code == 3000
    assert scene.root.getRanges(query={}) == {"ranges": [], "total": 0}


def test_a_foreign_range_is_as_one_that_never_was(scene: EnumScene) -> None:
    scene.stranger()
    before = scene.world.fingerprint()
    for operation in ("deleteRange", "updateRange"):
        seen = []
        for prefix in ("31208005", "49"):
            id = range_id(prefix)
            fault = scene.stranger().refused(operation, range=id if operation == "deleteRange" else {"id": id})
            seen.append((fault.code, fault.text))
        assert seen[0] == seen[1]
        assert seen[0][0] == 3000
    assert scene.stranger().getRanges(query={"filter": {"prefix": "%"}}) == {"ranges": [], "total": 0}
    assert scene.world.fingerprint() == before


def test_every_change_is_journaled_once_and_tells_what(scene: EnumScene) -> None:
    scene.customer_login.updateRange(range={"id": range_id(), "nameservers": ["ns1.example.com"]})
    scene.customer_login.deleteRange(range=range_id())
    rows = scene.world.sql(
        "SELECT operation, before, after FROM journal WHERE subject LIKE 'ENUM range 31208005 e164.arpa' ORDER BY id"
    )
    assert [row[0] for row in rows] == ["addRange", "updateRange", "deleteRange"]
    assert rows[0][1] is rows[2][2] is None
    assert rows[1][1:] == ('{"nameservers": []}', '{"nameservers": ["ns1.example.com"]}')


def test_filters_restrict_alone_and_together_and_blank_ones_do_not(scene: EnumScene) -> None:
    scene.range("31", customer=0, info="Netherlands")
    scene.range("3120", customer=scene.reseller_id, info="Amsterdam")
    scene.root.addRange(range={"id": range_id("31", "e164.example"), "info": "100% test"})

    def found(**filter: Any) -> list[str]:
        order = {"attribute": "prefix", "direction": "ASC"}
        answer = scene.root.getRanges(query={"filter": filter, "orderBy": order})
        assert answer["total"] == len(answer["ranges"])
        return [f"{each['id']['prefix']}@{each['id']['tld']}" for each in answer["ranges"]]

    inner, outer, other, middle = "31208005@e164.arpa", "31@e164.arpa", "31@e164.example", "3120@e164.arpa"
    everything = [outer, other, middle, inner]
    for blank in (None, ""):
        assert found(prefix=blank, tld=blank, info=blank, customer=0, reseller=0) == everything
    assert found(prefix="31", tld="e164.arpa") == [outer]
    assert found(prefix="31%") == everything
    assert found(prefix="+3120%") == [middle, inner]
    assert found(prefix="31____%") == [inner]
    assert found(tld="E164.Example") == [other]
    assert found(info="amster%") == [middle]
    assert found(info="100\\%%") == [other]
    assert found(customer=scene.customer_id) == [inner]
    assert found(reseller=scene.reseller_id, prefix="3120%") == [middle, inner]
    assert found(reseller=9999) == []


def test_lists_are_ordered_and_cut_and_count_beyond_the_slice(scene: EnumScene) -> None:
    for prefix in ("33", "32", "34"):
        scene.range(prefix)

    def found(attribute: str, direction: str, **cut: int) -> list[str]:
        order = {"attribute": attribute, "direction": direction}
        answer = scene.root.getRanges(query={"orderBy": order, "range": cut or None})
        assert answer["total"] == 4
        return [each["id"]["prefix"] for each in answer["ranges"]]

    by_age = ["31208005", "33", "32", "34"]
    assert found("changeDate", "ASC") == by_age
    assert found("changeDate", "DESC") == by_age[::-1]
    assert found("nonsense", "") == by_age[::-1]
    assert found("prefix", "ASC") == found("tld", "ASC") == sorted(by_age)
    assert found("prefix", "DESC", start=1, count=2) == ["33", "32"]
    assert found("prefix", "ASC", start=9, count=2) == []


def test_the_third_range_is_refused_by_name_and_size_until_one_goes(scene: EnumScene) -> None:
    scene.grant(scene.customer_id, enum_range_credit=2)
    scene.range("4930", scene.customer_login)
    before = scene.world.fingerprint()
    fault = scene.customer_login.refused("addRange", range={"id": range_id("4940")})
    told = [fault.members[name] for name in ("kind", "limit", "used", "holder")]
    assert (fault.code, told) == (910, ["enum_range_credit", "2", "2", str(scene.customer_id)])
    assert scene.world.fingerprint() == before
    scene.customer_login.deleteRange(range=range_id("4930"))
    scene.range("4940", scene.customer_login)
    scene.admin.setProperties(customer=scene.customer_id, properties=[granted("enum_range_credit", 3)])
    scene.range("4950", scene.customer_login)


def test_all_customers_together_stay_within_the_reseller(scene: EnumScene) -> None:
    scene.grant(scene.reseller_id, enum_range_credit=2)
    _, sibling = scene.sibling()
    sibling.addRange(range={"id": range_id("4930")})
    for caller in (sibling, scene.customer_login, scene.reseller_login):
        assert caller.refused("addRange", range={"id": range_id("4940")}).code == 911
    assert scene.range("4940")["customer"] == scene.customer_id  # an administrator as such is not limited


def test_an_administrator_gives_nothing_away_behind_a_customer(scene: EnumScene) -> None:
    sibling, _ = scene.sibling()
    before = scene.world.fingerprint()
    behind = scene.behind(scene.customer_id).enum
    fault = behind.refused("updateRange", range={"id": range_id(), "customer": sibling})
    assert (fault.code, fault.field) == (902, "range.customer")
    assert scene.world.fingerprint() == before
    kept = behind.updateRange(range={"id": range_id(), "customer": scene.customer_id, "reseller": sibling})
    assert (kept["customer"], kept["reseller"]) == (scene.customer_id, scene.reseller_id)


def test_nothing_is_created_below_an_inactive_reseller(scene: EnumScene) -> None:
    scene.number("31208005102")
    scene.admin.updateAccount(account={"id": scene.reseller_id, "resellerActive": False})
    for caller in (scene.reseller_login, scene.customer_login):
        assert caller.refused("addRange", range={"id": range_id("4930")}).code == 902
        assert caller.refused("addNumber", number={"id": number_id()}).code == 902
        assert caller.refused("addRange", range={"id": range_id()}).code == 3001
    assert scene.customer_login.refused("addNumber", number={"id": number_id("31208005102")}).code == 3003
    scene.range("4930")
    assert scene.customer_login.updateRange(range={"id": range_id(), "info": "x"})["info"] == "x"
