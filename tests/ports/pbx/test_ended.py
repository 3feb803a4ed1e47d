# SPDX-License-Identifier: Apache-2.0
"""What becomes of a PBX when its customer ends, and when it is restored (tenant.md 15)."""

from datetime import date, timedelta

import pytest

from ngnprov import clock
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_blocking import USER, furnish, told
from tests.support.examination import examine

NOON = date(2026, 12, 20)


@pytest.fixture
def shop(pbx: PbxScene, monkeypatch: pytest.MonkeyPatch) -> PbxScene:
    """The customer has a pilot and a user with an add-on; it is noon of a day in UTC."""
    at(monkeypatch, 0)
    for holder in (pbx.reseller_id, 2):
        pbx.agree("RECORDING", customer=holder)
    scene = furnish(pbx)
    scene.root.assignProduct(**USER, product="RECORDING")
    return scene


def at(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: f"{NOON + timedelta(days=days)} 12:00:00.000000")


def subscriptions(scene: PbxScene) -> list[tuple[str, str | None, bool]]:
    """(first day, last day, counts it) of every subscription, in the order in which they were made."""
    rows = scene.world.sql("SELECT start, until, ended IS NULL FROM pbx_subscriptions ORDER BY id")
    return [(start, until, bool(live)) for start, until, live in rows]


def test_with_its_end_extensions_are_blocked_and_everything_has_its_last_day(
    shop: PbxScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = subscriptions(shop)
    used = shop.root.getProducts(customer=2)
    shop.admin.at("Tenant").terminateTenant(customer=2)
    assert subscriptions(shop) == [(start, str(NOON), True) for start, _, _ in before]
    assert told(shop) == ([], "blocked", True)
    assert shop.root.refused("addExtension", extension={**USER, "number": "470", "name": "New"}).code == 8402
    assert shop.root.refused("unassignProduct", **USER, product="RECORDING").code == 8402
    assert examine(shop.world.database) == []
    at(monkeypatch, 20)
    shop.admin.at("Tenant").restoreTenant(customer=2)
    assert told(shop) == ([], "active", False)
    assert shop.root.getProducts(customer=2) == used
    back = str(NOON + timedelta(days=20))
    old = [(start, str(NOON), False) for start, _, _ in before]
    assert sorted(subscriptions(shop), key=str) == sorted([*old, *[(back, None, True) for _ in before]], key=str)
    assert examine(shop.world.database) == []
    shop.root.unassignProduct(**USER, product="RECORDING")


def test_who_is_restored_in_the_same_month_holds_what_it_held(shop: PbxScene, monkeypatch: pytest.MonkeyPatch) -> None:
    before = subscriptions(shop)
    shop.admin.at("Tenant").terminateTenant(customer=2)
    at(monkeypatch, 11)
    shop.admin.at("Tenant").restoreTenant(customer=2)
    assert subscriptions(shop) == before


def test_what_was_to_end_anyway_ends_although_its_customer_is_restored(
    shop: PbxScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, which in (("2026-12-25", "min"), (str(NOON), "max")):
        of_its_own = f"SELECT {which}(id) FROM pbx_subscriptions"
        shop.world.sql(f"UPDATE pbx_subscriptions SET until = '{day}' WHERE id = ({of_its_own})")
    before = subscriptions(shop)
    shop.admin.at("Tenant").terminateTenant(customer=2)
    at(monkeypatch, 3)
    shop.admin.at("Tenant").restoreTenant(customer=2)
    assert subscriptions(shop) == before


def test_a_level_that_blocks_besides_stays(shop: PbxScene) -> None:
    shop.root.blockExtension(**USER, reason="abuse")
    tenants = shop.admin.at("Tenant")
    tenants.suspendTenant(customer=2)
    tenants.terminateTenant(customer=2)
    tenants.restoreTenant(customer=2)
    assert told(shop, "") == ([], "blocked", True)
    tenants.resumeTenant(customer=2)
    assert told(shop) == (["admin"], "blocked", True)
    assert told(shop, "") == ([], "active", False)
