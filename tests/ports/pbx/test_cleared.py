# SPDX-License-Identifier: Apache-2.0
"""Removing all that a customer has: after its end when nobody can restore it any more, and at once as quoted (tenant.md 15, 16)."""

from datetime import date, timedelta
from typing import Any

import pytest

from ngnprov import clock
from ngnprov.ports.tenant.lifecycle import releasing
from tests.ports.pbx.conftest import PbxScene
from tests.ports.pbx.test_blocking import USER, furnish
from tests.ports.tenant.test_trials import jobs_run
from tests.support.caller import Caller
from tests.support.examination import examine

NOON = date(2026, 12, 1)
HISTORY = {"PBX subscriptions", "PBX extensions", "PBX devices", "PBX numbers", "PBX revisions"}
TABLES = (
    *("sip_accounts", "sip_aliases", "sip_domains", "sip_trusted_peers"),
    *("enum_numbers", "enum_ranges", "dns_zones"),
)


@pytest.fixture
def shop(pbx: PbxScene, monkeypatch: pytest.MonkeyPatch) -> PbxScene:
    at(monkeypatch, 0)
    return stock(pbx)


def stock(scene: PbxScene) -> PbxScene:
    """The customer has something of every kind, and parts of it refer to each other."""
    furnish(scene)
    admin = scene.admin
    scene.product("MENU", "main", appliesTo="attendant")
    for holder in (scene.reseller_id, 2):
        scene.agree("MENU", customer=holder)
    menu = {"customer": 2, "name": "Menu"}
    first = scene.root.addAutoAttendant(attendant={**menu, "keys": [{"button": "1", "target": "466"}]})
    second = scene.root.addAutoAttendant(attendant={**menu, "keys": [{"button": "1", "target": first["accountId"]}]})
    keys = [{"button": "2", "target": second["accountId"]}]
    scene.root.updateAutoAttendant(attendant={"customer": 2, "num": first["num"], "keys": keys})
    scene.root.addGroup(group={"customer": 2, "number": "480", "name": "All", "members": ["466"]})
    scene.root.addNumbers(customer=2, numbers=["+43199990001", "+43199990002"])
    scene.root.assignNumber(customer=2, number="466", e164="+43199990001")
    scene.root.updateExtension(extension={**USER, "callerId": "+43199990002"})
    scene.root.applyConfiguration(customer=2)
    admin.sip.addDomain(domain={"domain": "plain.example.com", "customer": 2})
    admin.sip.addAccount(account={"id": {"username": "a", "domain": "plain.example.com"}, "password": "secret"})
    admin.sip.addAlias(
        alias={
            "id": {"username": "b", "domain": "plain.example.com"},
            "target": {"username": "a", "domain": "plain.example.com"},
        }
    )
    zone = {"name": "two.example.org", "customer": 2, "nameservers": ["ns.example.org"], "email": "a@example.org"}
    admin.dns.addZone(zone=zone)
    return scene


def at(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: f"{NOON + timedelta(days=days)} 12:00:00.000000")


def tenants(scene: PbxScene) -> Caller:
    return scene.admin.at("Tenant")


def left(scene: PbxScene) -> dict[str, int]:
    """How many rows there are of the customer in tables whose records go."""
    counts = {each: f"SELECT count(*) FROM {each} WHERE customer = 2" for each in TABLES}
    live = "SELECT count(*) FROM pbx_extensions WHERE closed IS NULL AND customer = 2"
    found = {each: int(scene.world.sql(sql)[0][0]) for each, sql in {**counts, "live extensions": live}.items()}
    return {name: count for name, count in found.items() if count}


def test_what_a_tenant_had_is_removed_when_nobody_can_restore_it_any_more(
    shop: PbxScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants(shop).terminateTenant(customer=2)
    held = left(shop)
    assert {"sip_accounts", "sip_aliases", "sip_domains", "dns_zones", "live extensions"} <= held.keys()
    at(monkeypatch, 29)
    assert jobs_run(shop, str(NOON + timedelta(days=29))) == ""  # type: ignore[arg-type]
    assert left(shop) == held
    monkeypatch.setattr(releasing, "AT_ONCE", 2)
    at(monkeypatch, 31)
    told = jobs_run(shop, str(NOON + timedelta(days=31)))  # type: ignore[arg-type]
    assert "2 records of customer 2 are removed" in told
    assert told.splitlines()[-1] == "nothing is held any more of customer 2, which has ended"
    assert left(shop) == {}
    assert tenants(shop).refused("restoreTenant", customer=2).code == 8405
    assert jobs_run(shop, str(NOON + timedelta(days=31))) == ""  # type: ignore[arg-type]
    assert examine(shop.world.database) == []
    shop.admin.sip.addDomain(domain={"domain": "plain.example.com", "customer": 1})


def test_a_deletion_is_done_as_it_was_quoted(shop: PbxScene) -> None:
    quote = tenants(shop).quoteDeletion(customer=2)
    has = {each["kind"]: each["records"] for each in quote["has"]}
    assert (has["SIP domains"], has["DNS zones"]) == (2, 1)
    shop.admin.dns.addZone(
        zone={"name": "more.example.org", "customer": 2, "nameservers": ["ns.example.org"], "email": "a@example.org"}
    )
    stale = tenants(shop).refused("deleteTenant", customer=2, quoteDigest=quote["quoteDigest"])
    assert (stale.code, stale.field) == (8406, "quoteDigest")
    quote = tenants(shop).quoteDeletion(customer=2)
    done = tenants(shop).deleteTenant(customer=2, quoteDigest=quote["quoteDigest"])
    assert {each["kind"] for each in done["stays"]} <= HISTORY
    removed = {each["kind"]: each["records"] for each in done["removed"]}
    assert (removed["SIP domains"], removed["DNS zones"]) == (2, 2)
    assert left(shop) == {}
    assert tenants(shop).getProfile(customer=2)["status"] == "terminated"
    assert tenants(shop).refused("restoreTenant", customer=2).code == 8405
    assert examine(shop.world.database) == []


def test_who_has_nothing_for_the_books_is_gone_with_the_entry(quick_pbx: PbxScene) -> None:
    id, _ = quick_pbx.sibling()
    quick_pbx.admin.sip.addDomain(domain={"domain": "gone.example.com", "customer": id})
    quote: Any = tenants(quick_pbx).quoteDeletion(customer=id)
    assert quote["has"] == [{"kind": "SIP domains", "records": 1}]
    assert tenants(quick_pbx).deleteTenant(customer=id, quoteDigest=quote["quoteDigest"])["stays"] == []
    assert quick_pbx.admin.refused("getAccount", id=id).code == 5000
    assert examine(quick_pbx.world.database) == []


def test_what_stands_against_a_deletion_is_named_and_all_stays(shop: PbxScene, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(login: Caller, customer: int = 2) -> Any:
        digest = login.quoteDeletion(customer=customer)["quoteDigest"]
        return login.refused("deleteTenant", customer=customer, quoteDigest=digest)

    reseller = shop.reseller_login.at("Tenant")
    shop.root.blockExtension(**USER, reason="abuse")
    before = left(shop)
    fault = refused(reseller)
    assert (fault.code, "8130" in fault.text) == (5010, True)
    shop.root.unblockExtension(**USER)
    monkeypatch.setattr(releasing, "MOST", 3)
    fault = refused(tenants(shop))
    assert (fault.code, fault.field) == (101, "customer")
    assert left(shop) == before
    assert refused(tenants(shop), 1).code == 5010
    own = refused(reseller, 1)
    assert (own.code, own.field) == (902, "customer")
