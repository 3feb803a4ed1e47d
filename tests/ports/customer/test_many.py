# SPDX-License-Identifier: Apache-2.0
"""Lists of 10,000 customers are right: totals, patterns, order and paging (wire.md 7, T9)."""

import itertools
import re
from collections.abc import Callable
from typing import Any

from tests.ports.customer.many_customers import One, fill, like
from tests.support.caller import Caller
from tests.support.scene import Scene
from tests.support.world import World

COUNT = 10_000


def test_lists_of_10_000_customers_are_right(world: World) -> None:
    people = fill(world, COUNT)
    scene = Scene(world, "encoded")
    check_filters(scene, people)
    check_pages(scene.admin, people, world, "changeDate", "username", "city")
    check_pages(scene.login("xu00001"), [each for each in people if each.reseller == 1], world, "changeDate")
    check_single_calls(scene)


def check_filters(scene: Scene, people: list[One]) -> None:
    patterns = ("au%", "%u0999_", "xu00001", "_u00002", "\\_u00002", "%", "AU0000_", "u%", "%9%9%9%")
    conditions: list[tuple[dict[str, Any], Callable[[One], bool]]] = [
        *(({"username": each}, lambda one, each=each: like(each, one.username)) for each in patterns),
        *(
            ({"city": each}, lambda one, each=each: like(each, one.city))
            for each in ("haar%", "HAARLEM", "a_b", "100\\%%")
        ),
        ({"city": "úrsula%", "reseller": 2}, lambda one: one.city == "Úrsulaplein" and one.reseller == 2),
        ({"username": "%7", "city": "%haa%"}, lambda one: one.username[-1] == "7" and "haa" in one.city.lower()),
        ({"reseller": 1, "only_resellers": "1"}, lambda one: one.id == 1),
        ({"customer": 9999}, lambda one: one.id == 9999),
        ({"username": "nobody%"}, lambda one: False),
    ]
    for condition, holds in conditions:
        matching = [one.id for one in people if holds(one)]
        query = {"filter": condition, "orderBy": {"attribute": "customer", "direction": "ASC"}}
        assert listed(scene.world, scene.admin, query) == (matching, len(matching)), condition
    found = scene.admin.getCustomers(query={"filter": {"username": "%u000__"}, "range": {"start": 50, "count": 50}})
    assert (len(found["accounts"]), found["total"]) == (49, 99)
    assert {each["password"] for each in found["accounts"]} == {"secret"}
    assert scene.admin.getResellers(query={"filter": {}})["total"] == 2


ORDERS: dict[str, Callable[[One], tuple[str, int]]] = {
    "changeDate": lambda one: (one.change_date, one.id),
    "username": lambda one: (one.username, one.id),
    "city": lambda one: (one.city.casefold(), one.id),
}


def check_pages(caller: Caller, mine: list[One], world: World, *attributes: str) -> None:
    """A thousand at a time, each is there once, in the order asked for; ties go by id."""
    for attribute, direction in itertools.product(attributes, ("ASC", "DESC")):
        order = {"attribute": attribute, "direction": direction}
        pages = [
            listed(world, caller, {"orderBy": order, "range": {"start": start, "count": 1000}})
            for start in range(0, len(mine) + 1000, 1000)
        ]
        expected = [one.id for one in sorted(mine, key=ORDERS[attribute], reverse=direction == "DESC")]
        assert [id for page, _ in pages for id in page] == expected, order
        assert {total for _, total in pages} == {len(mine)}
    assert listed(world, caller, {"range": {"start": 7, "count": 0}}) == ([], len(mine))


def check_single_calls(scene: Scene) -> None:
    admin = scene.admin
    assert admin.getAccount(id=9999)["username"] == "au09999"
    admin.updateAccount(account={"id": 9999, "city": "Elsewhere"})
    first = admin.getCustomers(
        query={"orderBy": {"attribute": "changeDate", "direction": "DESC"}, "range": {"count": 1}}
    )
    assert [each["city"] for each in first["accounts"]] == ["Elsewhere"]
    admin.setProperties(customer=9999, properties=[{"name": "p", "value": "2"}])
    assert admin.getProperties(customer=9999)[0]["value"] == "2"
    assert admin.refused("addAccount", account={"username": "AU09999", "password": "p"}).code == 5001
    assert scene.add("next", reseller=1) == COUNT + 1
    admin.deleteAccount(id=9999)
    assert admin.refused("getAccount", id=9999).code == 5000
    assert listed(scene.world, admin, {})[1] == COUNT


def listed(world: World, caller: Caller, query: dict[str, Any]) -> tuple[list[int], int]:
    """Ids and total of a list, without a look at all that is in it."""
    body = world.request(caller.envelope("getCustomers", {"query": query})).body
    ids = re.findall(rb'<item xsi:type="ngnpro:CustomerAccount"><id xsi:type="xsd:integer">(\d+)<', body)
    total = re.search(rb"<total[^>]*>(\d+)</total>", body)
    assert total is not None, body[:1000]
    return [int(id) for id in ids], int(total[1])
