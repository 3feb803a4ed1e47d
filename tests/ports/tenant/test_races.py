# SPDX-License-Identifier: Apache-2.0
"""Two calls at the same time leave what some order of them would leave (tenant.md 3 to 5)."""

from typing import Any

import pytest

from tests.ports.tenant.conftest import BILLING, TenantScene
from tests.promises.overlap import STOPS, at_once, overlap
from tests.support.examination import examine


@pytest.fixture
def raced(tenants: TenantScene) -> TenantScene:
    """A scene whose login is known already."""
    tenants.reseller_login.refused("getProfile", customer=4711)
    return tenants


def adding(scene: TenantScene, number: int, **parts: Any) -> Any:
    given = scene.given(f"tenant{number}", **parts)
    return lambda: scene.reseller_login.addTenant(tenant=given)


def test_of_many_tenants_of_one_name_one_is_made(raced: TenantScene) -> None:
    calls = [adding(raced, number, profile={"name": "Acme"}) for number in range(6)]
    assert sorted(at_once(*calls)) == [0, *[8401] * 5]
    for table in ("tenant_contacts", "tenant_billing_profiles"):
        assert raced.world.sql(f"SELECT count(*) FROM {table}") == [(1,)]
    assert raced.world.sql("SELECT count(*) FROM tenant_profiles") == [(3,)]
    assert examine(raced.world.database) == []


def test_of_many_billing_profiles_of_one_handle_one_is_made(raced: TenantScene) -> None:
    calls = [adding(raced, number, billingProfile=BILLING) for number in range(6)]
    assert sorted(at_once(*calls)) == [0, *[8401] * 5]
    assert raced.world.sql("SELECT count(*) FROM customers") == [(3,)]


def test_of_many_who_become_in_house_one_does(raced: TenantScene) -> None:
    ids = [raced.tenant(f"tenant{number}")["id"] for number in range(4)]
    calls = [lambda id=id: raced.change(id, inHouse=True) for id in ids]
    assert sorted(at_once(*calls)) == [0, 8421, 8421, 8421]
    assert raced.world.sql("SELECT count(*) FROM tenant_profiles WHERE in_house") == [(1,)]


def test_of_many_users_of_one_address_a_customer_keeps_one(raced: TenantScene) -> None:
    given = {"customer": 2, "email": "one@example.com", "roles": ["user"]}
    assert sorted(at_once(*[lambda: raced.reseller_login.addUser(user=given)] * 4)) == [0, *[8432] * 3]
    assert raced.world.sql("SELECT count(*) FROM tenant_users") == [(1,)]


def test_of_two_administrators_who_go_at_once_one_stays(raced: TenantScene) -> None:
    ids = []
    for name in ("one", "two"):
        given = {"customer": 2, "email": f"{name}@example.com", "roles": ["customerAdmin"]}
        ids.append(raced.reseller_login.addUser(user=given)["id"])
    raced.world.sql("UPDATE tenant_users SET accept_date = '2026-01-01 00:00:00.000000'")
    leaving = [
        lambda: raced.reseller_login.deleteUser(id=ids[0]),
        lambda: raced.reseller_login.updateUser(user={"id": ids[1], "disabled": True}),
    ]
    assert sorted(at_once(*leaving)) == [0, 8431]
    found = raced.root.getUsers(query={})["users"]
    assert [each["state"] for each in found].count("active") == 1


@pytest.mark.parametrize("stop", STOPS)
def test_a_role_is_either_given_or_gone(raced: TenantScene, stop: str) -> None:
    raced.reseller_login.setRole(role={"code": "desk", "permissions": ["extensions.read"]})
    given = {"customer": 2, "email": "one@example.com", "roles": ["user"]}
    id = raced.reseller_login.addUser(user=given)["id"]
    removal = lambda: raced.reseller_login.deleteRole(reseller=1, code="desk")  # noqa: E731
    giving = lambda: raced.reseller_login.assignRoles(user=id, roles=["desk"])  # noqa: E731
    assert overlap(removal, giving, stop) in ((0, 8436), (8434, 0))
    (found,) = raced.root.getUsers(query={})["users"]
    is_there = any(role["code"] == "desk" for role in raced.reseller_login.getRoles())
    assert (found["roles"] == ["desk"]) == is_there


def test_many_who_set_something_of_a_reseller_for_the_first_time_all_do(raced: TenantScene) -> None:
    members: list[dict[str, Any]] = [{"brandName": "b"}, {"currency": "EUR"}, {"thresholds": [80]}, {"trialMaxDays": 9}]
    assert at_once(*(lambda each=each: raced.rules(**each) for each in members)) == [0] * 4
    profile = raced.root.getResellerProfile(reseller=1)
    assert [{name: profile[name]} for each in members for name in each] == members
    assert profile["version"] == 5


@pytest.mark.parametrize("stop", STOPS)
def test_a_contact_is_either_taken_or_gone(raced: TenantScene, stop: str) -> None:
    id = raced.contact()
    removal = lambda: raced.reseller_login.deleteContact(id=id)  # noqa: E731
    taking = lambda: raced.change(raced.customer_id, contact=id)  # noqa: E731
    codes = overlap(removal, taking, stop)
    assert codes in ((0, 8442), (8440, 0))
    ((left,),) = raced.world.sql("SELECT count(*) FROM tenant_contacts")
    assert raced.profile(raced.customer_id)["contact"] == (id if left else 0)
    assert left == (codes[1] == 0)


@pytest.mark.parametrize("stop", STOPS)
def test_who_goes_to_another_reseller_goes_with_what_is_made_meanwhile(raced: TenantScene, stop: str) -> None:
    raced.stranger()
    for reseller in (1, 3):
        raced.grant(reseller, sip_credit=5)
    raced.admin.sip.addDomain(domain={"domain": "two.example.com", "customer": 2})
    digest = raced.root.quoteMove(move={"customer": 2, "reseller": 3})["quoteDigest"]
    account = {"id": {"username": "a", "domain": "two.example.com"}, "password": "secret"}
    moving = lambda: raced.root.moveTenant(move={"customer": 2, "reseller": 3}, quoteDigest=digest)  # noqa: E731
    adding_one = lambda: raced.admin.sip.addAccount(account=account)  # noqa: E731
    assert overlap(moving, adding_one, stop) in ((0, 0), (8407, 0))
    assert examine(raced.world.database) == []


def test_of_two_moves_one_is_done(raced: TenantScene) -> None:
    raced.stranger()
    other = raced.reseller("third")
    moves = [{"customer": 2, "reseller": reseller} for reseller in (3, other)]
    digests = [raced.root.quoteMove(move=move)["quoteDigest"] for move in moves]
    calls = [
        lambda move=move, digest=digest: raced.root.moveTenant(move=move, quoteDigest=digest)
        for move, digest in zip(moves, digests, strict=True)
    ]
    assert sorted(at_once(*calls)) == [0, 8407]
    assert raced.profile(2)["reseller"] in (3, other)
    assert examine(raced.world.database) == []
