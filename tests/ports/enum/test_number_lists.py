# SPDX-License-Identifier: Apache-2.0
"""Lists of ENUM numbers: every filter, order and slice (enum.md 7)."""

from typing import Any

import pytest

from tests.ports.enum.conftest import EnumScene, number_id, range_id, sip, uris


@pytest.fixture
def many(scene: EnumScene) -> EnumScene:
    scene.range("4930", customer=scene.reseller_id)
    scene.root.addRange(range={"id": range_id(tld="e164.example")})
    mail, fax = {"type": "mailto", "mapto": "mailto:alice@example.com"}, {"type": "fax:tel", "mapto": "tel:+4930"}
    for digits, tld, owner, mappings in (
        ("31208005101", "e164.arpa", scene.customer_id, [sip("sip:alice@example.com"), mail]),
        ("31208005102", "e164.arpa", 0, [sip("sip:malice@example.com"), fax]),
        ("49301", "e164.arpa", scene.customer_id, [mail]),
        ("49302", "e164.arpa", 0, []),
        ("31208005101", "e164.example", 0, [sip("sips:Alice@Example.com", priority=1)]),
    ):
        number = {"id": number_id(digits, tld), "owner": owner, "mappings": mappings}
        scene.root.addNumber(number=number)
    return scene


ONE, TWO, DE1, DE2, OTHER = "31208005101", "31208005102", "49301", "49302", "31208005101@e164.example"
EVERYTHING = [ONE, OTHER, TWO, DE1, DE2]


def found(scene: EnumScene, filter: dict[str, Any] | None = None, **query: Any) -> list[str]:
    given = {"filter": filter, "orderBy": {"attribute": "number", "direction": "ASC"}, **query}
    answer = scene.root.getNumbers(query={name: value for name, value in given.items() if value is not None})
    assert answer["total"] >= len(answer["numbers"])
    return [
        each["id"]["number"] + ("" if each["id"]["tld"] == "e164.arpa" else f"@{each['id']['tld']}")
        for each in answer["numbers"]
    ]


def test_blank_filters_do_not_restrict(many: EnumScene) -> None:
    texts = ("number", "tld", "type", "mapto")
    assert found(many) == EVERYTHING
    for blank in ("", None):
        numbers = {"owner": 0 if blank == "" else None, "customer": 0, "reseller": None}
        assert found(many, {**dict.fromkeys(texts, blank), **numbers}) == EVERYTHING


def test_every_filter_restricts(many: EnumScene) -> None:
    for filter, expected in (
        ({"number": "31208005101"}, [ONE, OTHER]),
        ({"number": "+31208005101"}, [ONE, OTHER]),
        ({"number": "3120800510"}, []),
        ({"number": "31208005%"}, [ONE, OTHER, TWO]),
        ({"number": "%1"}, [ONE, OTHER, DE1]),
        ({"number": "4930_"}, [DE1, DE2]),
        ({"tld": "E164.ARPA"}, [ONE, TWO, DE1, DE2]),
        ({"tld": "e164.ex%"}, [OTHER]),
        ({"type": "mailto"}, [ONE, DE1]),
        ({"type": "fax%"}, [TWO]),
        ({"type": "%:tel"}, [TWO]),
        ({"type": "nonsense"}, []),
        ({"owner": many.customer_id}, [ONE, DE1]),
        ({"customer": many.customer_id}, [ONE, TWO]),
        ({"customer": many.reseller_id}, [DE1, DE2]),
        ({"reseller": many.reseller_id}, [ONE, TWO, DE1, DE2]),
        ({"reseller": 9999}, []),
        ({"number": "31%", "tld": "e164.arpa", "reseller": many.reseller_id, "type": "sip"}, [ONE, TWO]),
    ):
        assert found(many, filter) == expected, filter


def test_a_uri_is_found_with_or_without_its_scheme(many: EnumScene) -> None:
    for mapto, expected in (
        ("alice@example.com", [ONE, OTHER, DE1]),
        ("ALICE@example.com", [ONE, OTHER, DE1]),
        ("sip:alice@example.com", [ONE]),
        ("sips:alice@example.com", [OTHER]),
        ("alice@%", [ONE, OTHER, DE1]),
        ("sip%", [ONE, OTHER, TWO]),
        ("%alice@example.com", [ONE, OTHER, TWO, DE1]),
        ("_lice@example.com", [ONE, OTHER, DE1]),
        ("+4930", [TWO]),
        ("lice@example.com", []),
        ("alice", []),
    ):
        assert found(many, {"mapto": mapto}) == expected, mapto


def test_type_and_uri_hold_for_the_same_mapping(many: EnumScene) -> None:
    assert found(many, {"type": "sip", "mapto": "alice@example.com", "owner": 0}) == [ONE, OTHER]
    assert found(many, {"type": "sip", "mapto": "alice@example.com", "owner": many.customer_id}) == [ONE]
    assert found(many, {"type": "mailto", "mapto": "alice@example.com"}) == [ONE, DE1]
    assert found(many, {"type": "fax:tel", "mapto": "malice@example.com"}) == []
    assert found(many, {"type": "mail%", "mapto": "alice%"}) == [ONE, DE1]
    assert found(many, {"type": "%sip%", "mapto": "%@example.com"}) == [ONE, OTHER, TWO]
    scoped = many.customer_login.getNumbers(query={"filter": {"type": "sip", "mapto": "alice@example.com"}})
    assert [each["id"] for each in scoped["numbers"]] == [number_id()]


def test_a_hit_shows_all_its_mappings(many: EnumScene) -> None:
    filter = {"type": "mailto", "mapto": "alice@example.com", "number": ONE}
    (hit,) = many.root.getNumbers(query={"filter": filter})["numbers"]
    assert uris(hit) == ["sip:alice@example.com", "mailto:alice@example.com"]


def test_orders_are_stable_and_slices_count_beyond_themselves(many: EnumScene) -> None:
    def order(attribute: str, direction: str) -> dict[str, str]:
        return {"attribute": attribute, "direction": direction}

    by_age = [ONE, TWO, DE1, DE2, OTHER]
    assert found(many, orderBy=order("changeDate", "asc")) == by_age
    assert found(many, orderBy=order("changeDate", "DESC")) == by_age[::-1]
    assert found(many, orderBy=order("mapto", "ASC")) == by_age[::-1]
    assert found(many, orderBy=order("number", "DESC")) == EVERYTHING[::-1]
    assert found(many, orderBy=order("tld", "ASC")) == [ONE, TWO, DE1, DE2, OTHER]
    assert found(many, range={"start": 1, "count": 2}) == [OTHER, TWO]
    answer = many.root.getNumbers(query={"range": {"start": 4, "count": 2}})
    assert (answer["total"], len(answer["numbers"])) == (5, 1)
    answer = many.root.getNumbers(query={"range": {"start": 9, "count": 2}})
    assert answer == {"total": 5, "numbers": []}
    assert many.customer_login.getNumbers(query={})["total"] == 2


def test_the_newest_number_with_a_mapping_of_a_type_is_one_row(many: EnumScene) -> None:
    query = {
        "filter": {"type": "sip", "number": "31208005%", "tld": "e164.arpa"},
        "orderBy": {"attribute": "changeDate", "direction": "DESC"},
        "range": {"start": 0, "count": 1},
    }
    answer = many.customer_login.getNumbers(query=query)
    assert (answer["total"], [each["id"]["number"] for each in answer["numbers"]]) == (2, [TWO])
