# SPDX-License-Identifier: Apache-2.0
"""SIP aliases (sip.md 5.8)."""

from typing import Any

import pytest

from tests.ports.sip.conftest import SipScene, sip_id


def add(scene: SipScene, name: str, **members: Any) -> dict[str, Any]:
    given = {"id": sip_id(name), "target": sip_id(), **members}
    answer: dict[str, Any] = scene.admin.sip.addAlias(alias=given)
    return answer


def test_an_alias_leads_to_a_target_and_belongs_to_its_domains_customer(sip: SipScene) -> None:
    alias = add(sip, "SALES", target=sip_id("Alice", "EXAMPLE.com"), owner=sip.customer_id)
    assert alias["id"] == sip_id("sales")
    assert alias["target"] == sip_id("alice", "example.com")
    assert (alias["owner"], alias["customer"], alias["reseller"]) == (sip.customer_id, sip.customer_id, sip.reseller_id)
    assert sip.customer_login.getAlias(id=sip_id("Sales")) == alias


def test_the_target_may_be_foreign_or_in_the_alias_own_domain(sip: SipScene) -> None:
    assert add(sip, "a", target=sip_id("x", "far.example.org"))["target"] == sip_id("x", "far.example.org")
    assert add(sip, "d", target=sip_id("x", "192.0.2.5"))["target"] == sip_id("x", "192.0.2.5")
    assert add(sip, "b", target=sip_id("y", ""))["target"] == sip_id("y", "example.com")
    assert add(sip, "c", target={**sip_id("z"), "domain": None})["target"] == sip_id("z", "example.com")


def test_one_address_is_an_alias_or_an_account(sip: SipScene) -> None:
    sip.account()
    assert sip.admin.sip.refused("addAlias", alias={"id": sip_id("ALICE"), "target": sip_id("b")}).code == 1021
    add(sip, "b")
    assert sip.admin.sip.refused("addAlias", alias={"id": sip_id("b"), "target": sip_id()}).code == 1021


@pytest.mark.parametrize(
    ("alias", "code", "field"),
    [
        ({"target": sip_id()}, 102, "alias.id.username"),
        ({"id": sip_id("a")}, 102, "alias.target.username"),
        ({"id": sip_id("a b"), "target": sip_id()}, 101, "alias.id.username"),
        ({"id": sip_id("a", "nowhere.example"), "target": sip_id()}, 1000, "alias.id.domain"),
        ({"id": sip_id("a"), "target": sip_id("x", "no domain")}, 101, "alias.target.domain"),
        ({"id": sip_id("a"), "target": sip_id("x@y")}, 101, "alias.target.username"),
        ({"id": sip_id("a"), "target": sip_id(), "owner": 999}, 5000, "alias.owner"),
    ],
)
def test_a_bad_alias_is_refused_by_its_field(quick_sip: SipScene, alias: dict[str, Any], code: int, field: str) -> None:
    before = quick_sip.world.fingerprint()
    fault = quick_sip.admin.sip.refused("addAlias", alias=alias)
    assert (fault.code, fault.field) == (code, field)
    assert quick_sip.world.fingerprint() == before


def test_target_and_owner_are_replaced(sip: SipScene) -> None:
    add(sip, "a", owner=sip.customer_id)
    assert sip.customer_login.updateAlias(alias={"id": sip_id("a"), "target": sip_id("b")}) is True
    alias = sip.admin.sip.getAlias(id=sip_id("a"))
    assert (alias["target"], alias["owner"]) == (sip_id("b"), sip.customer_id)
    sip.admin.sip.updateAlias(alias={"id": sip_id("a"), "owner": 0, "changeDate": "x"})
    assert sip.admin.sip.getAlias(id=sip_id("a"))["owner"] == 0


def test_a_missing_or_foreign_alias_is_unknown(sip: SipScene) -> None:
    add(sip, "a")
    stranger = sip.stranger()
    for operation, arguments in (
        ("getAlias", {"id": sip_id("a")}),
        ("deleteAlias", {"id": sip_id("a")}),
        ("updateAlias", {"alias": {"id": sip_id("a"), "owner": 0}}),
    ):
        assert stranger.refused(operation, **arguments).code == 1020
    assert sip.customer_login.deleteAlias(id=sip_id("A")) is True
    assert sip.customer_login.refused("deleteAlias", id=sip_id("a")).code == 1020


def test_lists_filter_by_alias_target_and_owner(sip: SipScene) -> None:
    add(sip, "one", owner=sip.customer_id)
    add(sip, "two", target=sip_id("bob", "far.example.org"))
    sip.admin.sip.addAlias(alias={"id": sip_id("three", "reseller.example"), "target": sip_id()})

    def names(**filter: Any) -> list[str]:
        query = {"filter": filter, "orderBy": {"attribute": "aliasUsername", "direction": "ASC"}}
        found = sip.admin.sip.getAliases(query=query)
        assert found["total"] == len(found["aliases"])
        return [alias["id"]["username"] for alias in found["aliases"]]

    assert names() == names(aliasUsername="", owner=0, targetDomain=None) == ["one", "three", "two"]
    assert names(targetUsername="alice", targetDomain="example.com") == ["one", "three"]
    assert names(targetDomain="far%") == ["two"]
    assert names(aliasDomain="reseller.example") == ["three"]
    assert names(aliasUsername="T%") == ["three", "two"]
    assert names(owner=sip.customer_id) == ["one"]
    assert names(customer=sip.customer_id) == ["one", "two"]
    page = sip.customer_login.getAliases(query={"range": {"start": 0, "count": 1}})
    assert (page["total"], [alias["id"]["username"] for alias in page["aliases"]]) == (2, ["two"])


@pytest.mark.parametrize("attribute", ["aliasUsername", "aliasDomain", "targetUsername", "targetDomain", "changeDate"])
def test_lists_are_ordered_by_every_attribute_in_both_directions(quick_sip: SipScene, attribute: str) -> None:
    for number in range(3):
        add(quick_sip, f"n{number}", target=sip_id(f"t{number}"))

    def ordered(direction: str) -> list[str]:
        query = {"orderBy": {"attribute": attribute, "direction": direction}}
        return [each["id"]["username"] for each in quick_sip.admin.sip.getAliases(query=query)["aliases"]]

    assert ordered("ASC") == ordered("DESC")[::-1]
    if attribute != "aliasDomain":
        assert ordered("ASC") == ["n0", "n1", "n2"]
