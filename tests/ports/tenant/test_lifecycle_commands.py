# SPDX-License-Identifier: Apache-2.0
"""``ngnprov tenant suspend``, ``terminate`` and their ways back, and ``move``, by the rules of the wire (tenant.md 14, 15, 20)."""

from datetime import date, timedelta

from tests.ports.tenant.conftest import TenantScene
from tests.support.commands import done, refused

TOMORROW = str(date.today() + timedelta(days=1))


def test_a_customer_is_suspended_and_goes_on(quick_tenants: TenantScene) -> None:
    world = quick_tenants.world
    told = done(world, "tenant", "suspend", 2, "--reason", "unpaid")
    assert told == "customer 2 is suspended, at the levels admin\n"
    assert quick_tenants.root.getSuspensions(customer=2)[0]["reason"] == "unpaid"
    assert done(world, "tenant", "resume", 2) == "customer 2 is active\n"
    assert refused(world, "tenant", "resume", 2) == ["the customer is not suspended at the level admin (customer)"]


def test_a_customer_ends_and_is_restored(quick_tenants: TenantScene) -> None:
    world = quick_tenants.world
    quick_tenants.admin.sip.addDomain(domain={"domain": "two.example.com", "customer": 2})
    assert "with 1 SIP domains" in done(world, "tenant", "terminate", 2, "--on", TOMORROW)
    assert done(world, "tenant", "withdraw", 2) == "customer 2 is active\n"
    assert "restored until" in done(world, "tenant", "terminate", 2)
    assert done(world, "tenant", "restore", 2) == "customer 2 is active\n"
    assert refused(world, "tenant", "restore", 2) == ["customer has not ended"]


def test_a_customer_goes_to_another_reseller(quick_tenants: TenantScene) -> None:
    world = quick_tenants.world
    quick_tenants.stranger()
    quick_tenants.admin.sip.addDomain(domain={"domain": "two.example.com", "customer": 2})
    told = "1 SIP domains\nwould move customer 2 from reseller 1 to 3\n"
    assert done(world, "tenant", "move", 2, 3, "--dry-run") == told
    assert quick_tenants.profile(2)["reseller"] == 1
    assert done(world, "tenant", "move", 2, 3) == told.replace("would move", "moved")
    assert quick_tenants.profile(2)["reseller"] == 3
    quick_tenants.root.setInHouse(customer=2, inHouse=True)
    (sentence,) = refused(world, "tenant", "move", 2, 1)
    assert "own use of its reseller" in sentence
