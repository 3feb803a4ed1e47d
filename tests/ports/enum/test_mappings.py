# SPDX-License-Identifier: Apache-2.0
"""What numbers lead to (enum.md R8, R9, R13, section 6)."""

from typing import Any

import dns.name
import dns.rdata
import pytest
from dns.rdtypes.IN.NAPTR import NAPTR
from hypothesis import given, settings
from hypothesis import strategies as st

from ngnprov.errors import InvalidValue
from ngnprov.ports.enum import naptr
from tests.ports.enum.conftest import EnumScene, number_id, range_id, sip, uris

PLACES = {"//": "//www.example.com/a?b=c", "": "alice@example.com"}


def test_a_second_mapping_is_appended_as_the_old_client_does_it(scene: EnumScene) -> None:
    first = scene.number("31208005101", "sip:a@example.com")["mappings"]
    appended = [*first, sip("sip:b@example.com", ttl=0, priority=0, id=0)]
    shown = scene.customer_login.updateNumber(number={"id": number_id(), "mappings": appended})["mappings"]
    assert shown[0] == first[0]
    assert (shown[1]["mapto"], shown[1]["ttl"], shown[1]["priority"]) == ("sip:b@example.com", 3600, 5)
    assert shown[1]["id"] > first[0]["id"]
    assert scene.get()["mappings"] == shown


def test_zeros_mean_the_ttl_of_the_range_and_five(scene: EnumScene) -> None:
    scene.root.updateRange(range={"id": range_id(), "ttl": 60})
    given = [sip("sip:a@x"), sip("sip:b@x", ttl=0, priority=0), sip("sip:c@x", ttl=7, priority=65535)]
    shown = scene.customer_login.addNumber(number={"id": number_id(), "mappings": given})["mappings"]
    assert [(each["ttl"], each["priority"]) for each in shown] == [(60, 5), (60, 5), (7, 65535)]


def test_a_list_replaces_in_place_by_id_and_gives_new_ids(scene: EnumScene) -> None:
    a, b, c = scene.number("31208005101", "sip:a@x", "sip:b@x", "sip:c@x")["mappings"]
    wanted = [
        {**b, "mapto": "sip:B2@x", "priority": 9},
        {**a},
        sip("sip:new@x"),
        sip("sip:unknown@x", id=999999),
    ]
    shown = scene.customer_login.updateNumber(number={"id": number_id(), "mappings": wanted})["mappings"]
    assert shown[:2] == [a, {**b, "mapto": "sip:B2@x", "priority": 9}]
    assert [each["mapto"] for each in shown[2:]] == ["sip:new@x", "sip:unknown@x"]
    assert all(each["id"] > c["id"] and each["id"] != 999999 for each in shown[2:])
    assert scene.get()["mappings"] == shown


def test_two_mappings_exchange_their_uris(scene: EnumScene) -> None:
    a, b = scene.number("31208005101", "sip:a@x", "sip:b@x")["mappings"]
    wanted = [{**a, "mapto": b["mapto"]}, {**b, "mapto": a["mapto"]}]
    assert scene.customer_login.updateNumber(number={"id": number_id(), "mappings": wanted})["mappings"] == wanted


def test_an_id_of_another_number_is_unknown_here(scene: EnumScene) -> None:
    (foreign,) = scene.number("31208005102", "sip:other@x")["mappings"]
    (own,) = scene.number("31208005101", "sip:own@x")["mappings"]
    given = [{**foreign, "mapto": "sip:stolen@x"}]
    (shown,) = scene.customer_login.updateNumber(number={"id": number_id(), "mappings": given})["mappings"]
    assert shown["id"] > own["id"]
    assert scene.get("31208005102")["mappings"] == [foreign]


def test_an_empty_list_empties_and_an_absent_one_does_not(scene: EnumScene) -> None:
    scene.number("31208005101", "sip:a@x", "sip:b@x")
    kept = scene.customer_login.updateNumber(number={"id": number_id(), "info": "x"})
    assert uris(kept) == ["sip:a@x", "sip:b@x"]
    assert uris(scene.customer_login.updateNumber(number={"id": number_id(), "mappings": None})) == uris(kept)
    assert scene.customer_login.updateNumber(number={"id": number_id(), "mappings": []})["mappings"] == []
    assert scene.get()["mappings"] == []
    (listed,) = scene.customer_login.getNumbers(query={})["numbers"]
    assert listed["mappings"] == []
    assert scene.customer_login.deleteNumber(enumId=number_id()) is None


def test_equal_mappings_collapse_into_the_one_that_has_an_id(scene: EnumScene) -> None:
    (a,) = scene.number("31208005101", "sip:a@x", "SIP:a@x")["mappings"]
    wanted = [sip("sip:a@x", priority=1), {**a, "priority": 2}, sip("sip:A@x"), sip("sip:A@x", priority=9)]
    shown = scene.customer_login.updateNumber(number={"id": number_id(), "mappings": wanted})["mappings"]
    assert shown[0] == {**a, "priority": 2}
    assert [(each["mapto"], each["priority"]) for each in shown[1:]] == [("sip:A@x", 5)]


def test_saving_the_edit_form_changes_priorities_and_nothing_else(scene: EnumScene) -> None:
    given = [
        {
            "type": kind,
            "mapto": scheme + PLACES["//" if scheme.endswith("//") else ""].removeprefix("//"),
            "priority": 7,
        }
        for kind, schemes in naptr.TYPES.items()
        for scheme in list(schemes)[:1]
    ]
    assert len(given) == 25
    stored = scene.customer_login.addNumber(number={"id": number_id(), "mappings": given})
    assert [each["type"] for each in stored["mappings"]] == list(naptr.TYPES)
    form = {**stored, "mappings": [{**each, "priority": 5} for each in stored["mappings"]]}
    saved = scene.customer_login.updateNumber(number=form)
    assert {**saved, "changeDate": ""} == {**form, "changeDate": ""}
    assert scene.get() == saved


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"type": "", "mapto": "sip:a@x"}, 102, "type"),
    ({"mapto": "sip:a@x"}, 102, "type"),
    ({"type": "sip", "mapto": ""}, 102, "mapto"),
    ({"type": "sip"}, 102, "mapto"),
    ({"type": "SIP", "mapto": "sip:a@x"}, 101, "type"),
    ({"type": "npd+tel", "mapto": "tel:+31"}, 101, "type"),
    ({"type": "sip", "mapto": "alice@example.com"}, 101, "mapto"),
    ({"type": "sip", "mapto": "http://example.com"}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:"}, 101, "mapto"),
    ({"type": "web:http", "mapto": "http://"}, 101, "mapto"),
    ({"type": "web:http", "mapto": "http:example.com"}, 101, "mapto"),
    ({"type": "web:http", "mapto": "http:// http://x"}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:a\\1@x"}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:a@x\t"}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:a@x\u00a0"}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:a@x\u0085"}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:" + "a" * 245}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:" + "é" * 123}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:" + "!" * 123}, 101, "mapto"),
    ({"type": "sip", "mapto": "sip:a@x", "priority": 65536}, 101, "priority"),
    ({"type": "sip", "mapto": "sip:a@x", "ttl": -1}, 101, "ttl"),
]


@pytest.mark.parametrize(("mapping", "code", "member"), REFUSED)
def test_a_mapping_that_cannot_be_published_is_refused(
    quick: EnumScene, mapping: dict[str, Any], code: int, member: str
) -> None:
    quick.number("31208005102", "sip:a@x")
    before = quick.world.fingerprint()
    for operation, digits in (("addNumber", "31208005101"), ("updateNumber", "31208005102")):
        given = {"id": number_id(digits), "mappings": [sip("sip:b@x"), mapping]}
        fault = quick.customer_login.refused(operation, number=given)
        assert (fault.code, fault.field) == (code, f"number.mappings.1.{member}")
    assert quick.world.fingerprint() == before


def test_the_longest_uri_that_fits_is_taken(quick: EnumScene) -> None:
    room = naptr.LONGEST_REGEXP - len("!^.*$!!") - len("sip:")
    for digits, rest in (("31208005101", "a" * room), ("31208005102", "!" * (room // 3)), ("31208005103", "é" * 122)):
        quick.number(digits, f"sip:{rest}")
        assert uris(quick.get(digits)) == [f"sip:{rest}"]


def test_a_number_has_at_most_a_hundred_mappings(quick: EnumScene) -> None:
    given = [sip(f"sip:{n}@x") for n in range(101)]
    fault = quick.customer_login.refused("addNumber", number={"id": number_id(), "mappings": given})
    assert (fault.code, fault.field) == (101, "number.mappings")
    assert len(quick.number("31208005101", *(f"sip:{n}@x" for n in range(100)))["mappings"]) == 100


@pytest.mark.parametrize("mapto", ["sip:a!b@x", 'sip:"a"@x', "sip:a;b=(c)@x", "sip:é@x", "sip:$ORIGIN@x", "sip:a!!@x"])
def test_rdata_reads_back_as_the_uri_whatever_is_in_it(mapto: str) -> None:
    rdata = dns.rdata.from_text("IN", "NAPTR", naptr.rdata("sip", mapto, 5))
    assert isinstance(rdata, NAPTR)
    assert rdata.flags == b"u"
    assert rdata.service == b"E2U+sip"
    delimiter, pattern, *rest = rdata.regexp.decode().split("!")
    assert (delimiter, pattern) == ("", "^.*$")
    assert [each.replace("%21", "!") for each in rest] == [mapto, ""]


@pytest.mark.parametrize(
    ("kind", "mapto", "registered", "literal"),
    [
        ("sip", "sips:a@x", "E2U+sip", "E2U+sip"),
        ("mailto", "mailto:a@x", "E2U+email:mailto", "E2U+mailto"),
        ("sms", "tel:+31", "E2U+sms:tel", "E2U+sms"),
        ("mms", "mailto:a@x", "E2U+mms:mailto", "E2U+mms"),
        ("ems", "mailto:a@x", "E2U+ems:mailto", "E2U+ems"),
        ("voice", "tel:+31", "E2U+voice:tel", "E2U+voice"),
        ("voice", "voice:+31", "E2U+voice", "E2U+voice"),
        ("npd:tel", "tel:+31", "E2U+npd:tel", "E2U+npd:tel"),
        ("ft:ftp", "ftp://x", "E2U+ft:ftp", "E2U+ft:ftp"),
    ],
)
def test_the_registered_enumservice_is_published(kind: str, mapto: str, registered: str, literal: str) -> None:
    assert naptr.service(kind, mapto) == registered
    assert naptr.service(kind, mapto, literal=True) == literal


def test_every_pair_of_type_and_scheme_is_taken_and_published(quick: EnumScene) -> None:
    pairs = [(kind, scheme) for kind, schemes in naptr.TYPES.items() for scheme in schemes]
    given = [{"type": kind, "mapto": f"{scheme.upper()}x"} for kind, scheme in pairs]
    shown = quick.customer_login.addNumber(number={"id": number_id(), "mappings": given})["mappings"]
    assert [(each["type"], each["mapto"]) for each in shown] == [(kind, f"{scheme}x") for kind, scheme in pairs]
    for kind, scheme in pairs:
        assert f'"!^.*$!{scheme}x!"' in naptr.rdata(kind, f"{scheme}x", 5)


@settings(max_examples=300, deadline=None)
@given(rest=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300), priority=st.integers(0, 65535))
def test_whatever_is_accepted_is_read_again_as_it_was_meant(rest: str, priority: int) -> None:
    try:
        uri = naptr.checked("sip", f"sip:{rest}", "mapping")
    except InvalidValue:
        return
    read = dns.rdata.from_text("IN", "NAPTR", naptr.rdata("sip", uri, priority))
    assert isinstance(read, NAPTR)
    meant = f"!^.*$!{uri.replace('!', '%21')}!".encode()
    assert (read.order, read.preference, read.flags, read.service) == (100, priority, b"u", b"E2U+sip")
    assert (read.regexp, read.replacement) == (meant, dns.name.root)
