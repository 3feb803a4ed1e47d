# SPDX-License-Identifier: Apache-2.0
"""The journal says of an update how each member was and is, be it empty: the same members on both sides."""

import json
from typing import Any

import pytest

from tests.ports.enum.conftest import EnumScene, number_id, range_id

RANGE: dict[str, Any] = {
    "ttl": 60,
    "minDigits": 11,
    "maxDigits": 12,
    "size": 5,
    "info": "x",
    "nameservers": ["ns.example"],
}
COLUMNS = {"minDigits": "min_digits", "maxDigits": "max_digits"}


@pytest.mark.parametrize(
    ("member", "value", "stored"),
    [
        ("info", "", ""),
        ("info", "y", "y"),
        ("ttl", 0, 3600),
        ("minDigits", 0, 0),
        ("maxDigits", 0, 0),
        ("size", 0, 0),
        ("nameservers", [], []),
    ],
)
def test_of_a_range_both_sides_are_told(quick: EnumScene, member: str, value: Any, stored: Any) -> None:
    quick.range("3121", **RANGE)
    quick.customer_login.updateRange(range={"id": range_id("3121"), member: value})
    column = COLUMNS.get(member, member)
    assert last(quick, "updateRange") == ({column: RANGE[member]}, {column: stored})


def test_of_a_range_that_moves_both_sides_are_told(quick: EnumScene) -> None:
    quick.reseller_login.updateRange(range={"id": range_id(), "customer": quick.reseller_id})
    assert last(quick, "updateRange") == ({"customer": quick.customer_id}, {"customer": quick.reseller_id})


@pytest.mark.parametrize(("member", "value"), [("info", ""), ("info", "y"), ("owner", 0), ("mappings", [])])
def test_of_a_number_both_sides_are_told(quick: EnumScene, member: str, value: Any) -> None:
    given: dict[str, Any] = {"info": "x", "owner": quick.customer_id}
    number = quick.number("31208005101", "sip:a@example.com", **given)
    quick.customer_login.updateNumber(number={"id": number_id(), member: value})
    before = {**given, "mappings": number["mappings"]}[member]
    assert last(quick, "updateNumber") == ({member: before}, {member: value})


def test_an_update_that_changes_nothing_is_not_told(quick: EnumScene) -> None:
    number = quick.number("31208005101", "sip:a@example.com", info="x")
    quick.customer_login.updateNumber(number=number)
    quick.customer_login.updateRange(range={"id": range_id(), "info": "", "ttl": 0})
    assert not quick.world.sql("SELECT id FROM journal WHERE operation IN ('updateNumber', 'updateRange')")


def last(scene: EnumScene, operation: str) -> tuple[Any, Any]:
    """Before and after of the one entry of an operation."""
    (row,) = scene.world.sql(f"SELECT before, after FROM journal WHERE operation = '{operation}'")
    return json.loads(row[0]), json.loads(row[1])
