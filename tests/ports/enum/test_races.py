# SPDX-License-Identifier: Apache-2.0
"""Ranges that come, go and move while numbers are added: every number ends in the longest range, every credit is counted."""

from typing import Any

import pytest

from tests.ports.enum.conftest import EnumScene, number_id, range_id
from tests.promises.overlap import at_once, overlap
from tests.support.examination import examine


@pytest.fixture
def raced(scene: EnumScene) -> EnumScene:
    """A scene whose logins are known already."""
    for caller in (scene.root, scene.reseller_login, scene.customer_login, scene.stranger()):
        caller.getRanges(query={})
    return scene


def add(scene: EnumScene, digits: str) -> Any:
    return lambda: scene.customer_login.addNumber(number={"id": number_id(digits)})


def used(scene: EnumScene) -> dict[str, int]:
    assert examine(scene.world.database) == []
    return {each["id"]["prefix"]: each["used"] for each in scene.root.getRanges(query={})["ranges"]}


def test_a_number_that_waits_for_a_new_inner_range_lies_in_it(raced: EnumScene) -> None:
    inner = lambda: raced.customer_login.addRange(range={"id": range_id("312080051")})  # noqa: E731
    assert overlap(inner, add(raced, "31208005101"), "before its COMMIT") == (0, 0)
    assert used(raced) == {"31208005": 0, "312080051": 1}


def test_an_inner_range_that_waits_for_a_number_takes_it(raced: EnumScene) -> None:
    inner = lambda: raced.customer_login.addRange(range={"id": range_id("312080051")})  # noqa: E731
    assert overlap(add(raced, "31208005101"), inner, "before its COMMIT") == (0, 0)
    assert used(raced) == {"31208005": 0, "312080051": 1}


def test_a_number_that_waits_for_an_inner_range_to_go_lies_in_the_outer(raced: EnumScene) -> None:
    raced.range("312080051")
    gone = lambda: raced.customer_login.deleteRange(range=range_id("312080051"))  # noqa: E731
    assert overlap(gone, add(raced, "31208005101"), "before its COMMIT") == (0, 0)
    assert used(raced) == {"31208005": 1}


def test_a_range_does_not_go_under_a_number_that_is_being_added(raced: EnumScene) -> None:
    gone = lambda: raced.customer_login.deleteRange(range=range_id())  # noqa: E731
    assert overlap(add(raced, "31208005101"), gone, "before its COMMIT") == (0, 3010)
    assert used(raced) == {"31208005": 1}


def test_of_two_resellers_who_nest_at_once_one_is_refused(raced: EnumScene) -> None:
    outer = lambda: raced.stranger().addRange(range={"id": range_id("4930")})  # noqa: E731
    inner = lambda: raced.customer_login.addRange(range={"id": range_id("49301")})  # noqa: E731
    assert overlap(outer, inner, "before its COMMIT") == (0, 902)
    assert used(raced) == {"31208005": 0, "4930": 0}


def test_a_number_is_changed_where_it_has_come_to_lie(raced: EnumScene) -> None:
    raced.number()
    inner = lambda: raced.customer_login.addRange(range={"id": range_id("312080051")})  # noqa: E731
    change = lambda: raced.customer_login.updateNumber(number={"id": number_id(), "info": "x"})  # noqa: E731
    assert overlap(inner, change, "before its COMMIT") == (0, 0)
    serials = [raced.the_range(prefix)["serial"] % 100 for prefix in ("31208005", "312080051")]
    assert serials == [3, 2]  # added, number added, handed over; added, number changed
    assert used(raced) == {"31208005": 0, "312080051": 1}


def test_credits_follow_a_range_that_moves_while_a_number_is_added(raced: EnumScene) -> None:
    id, _ = raced.sibling()
    there = lambda: raced.reseller_login.updateRange(range={"id": range_id(), "customer": id})  # noqa: E731
    back = lambda: raced.reseller_login.updateRange(range={"id": range_id(), "customer": raced.customer_id})  # noqa: E731
    assert overlap(add(raced, "31208005101"), there, "before its COMMIT") == (0, 0)
    assert raced.get("31208005101")["customer"] == id
    assert overlap(back, lambda: raced.number("31208005102", caller=raced.root), "before its COMMIT") == (0, 0)
    assert [raced.get(f"3120800510{n}")["customer"] for n in (1, 2)] == [raced.customer_id] * 2
    assert used(raced) == {"31208005": 2}


def test_the_last_place_of_a_range_and_the_last_credit_are_given_once(raced: EnumScene) -> None:
    raced.root.updateRange(range={"id": range_id(), "size": 1})
    assert sorted(at_once(*(add(raced, f"3120800510{n}") for n in range(6)))) == [0, *[3011] * 5]
    raced.root.updateRange(range={"id": range_id(), "size": 0})
    raced.grant(raced.customer_id, enum_number_credit=2)
    assert sorted(at_once(*(add(raced, f"3120800511{n}") for n in range(6)))) == [0, *[910] * 5]
    assert used(raced) == {"31208005": 2}


def test_one_of_many_gets_a_number(raced: EnumScene) -> None:
    assert sorted(at_once(*[add(raced, "31208005101")] * 6)) == [0, *[3003] * 5]
    assert used(raced) == {"31208005": 1}
