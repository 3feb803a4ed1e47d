# SPDX-License-Identifier: Apache-2.0
"""Licences of a customer like another one: they are ordered, under terms that are accepted (tenant.md 21)."""

from typing import Any

import pytest

from tests.ports.order.conftest import OrderScene, line
from tests.support.examination import examine

TENANT = {
    "account": {"username": "new", "password": "secret", "reseller": 1},
    "profile": {"name": "New"},
    "contact": {"email": "new@example.com"},
    "primaryUser": {"email": "new@example.com"},
}
OPTIONS: dict[str, Any] = {"domain": "new.example.org", "number": {"cc": "43", "ac": "1", "sn": "8888"}}


@pytest.fixture
def scene(quick_order: OrderScene) -> OrderScene:
    """The customer has ordered three seats and uses two."""
    quick_order.order(line("SEAT", 3))
    for number in ("101", "102"):
        quick_order.pbx.user(number)
    return quick_order


def test_users_that_need_licences_come_with_as_many(scene: OrderScene) -> None:
    tenant = scene.admin.tenant
    fault = tenant.refused("cloneTenant", source=2, tenant=TENANT, options=OPTIONS)
    assert (fault.code, fault.field) == (8301, "options.termsVersion")
    parts = ["agreement", "pilot", "extensions"]
    fault = tenant.refused("cloneTenant", source=2, tenant=TENANT, options={**OPTIONS, "include": parts})
    assert (fault.code, fault.field) == (8302, "options.include")
    made = tenant.cloneTenant(source=2, tenant=TENANT, options={**OPTIONS, "termsVersion": 1})
    id, copied = made["customer"]["id"], {each["part"]: each["records"] for each in made["copied"]}
    assert (copied["licences"], copied["extensions"]) == (6, 2), "seats, and the desks that came with them"
    (order,) = scene.root.getOrders(query={"filter": {"customer": id}})["orders"]
    assert (order["state"], order["termsVersion"]) == ("fulfilled", 1)
    assert scene.pbx.root.getLicences(customer=id) == scene.pbx.root.getLicences(customer=2)
    assert examine(scene.world.database) == []


def test_a_move_is_refused_while_orders_are_open_and_takes_products_of_the_provider_only(scene: OrderScene) -> None:
    draft = scene.draft(line("SEAT"))
    other = scene.reseller("other")
    told = scene.admin.tenant.quoteMove(move={"customer": 2, "reseller": other})
    codes = {each["kind"]: each["code"] for each in told["impacts"] if each["code"]}
    assert codes["open orders"] == 5010
    scene.customer_login.cancelOrder(id=draft["id"])
    told = scene.admin.tenant.quoteMove(move={"customer": 2, "reseller": other})
    assert "open orders" not in {each["kind"] for each in told["impacts"]}
    assert {each["name"] for each in told["impacts"] if each["code"] == 8019} == {"SEAT", "DESK"}
