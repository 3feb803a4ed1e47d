# SPDX-License-Identifier: Apache-2.0
"""Amendment S-B: aliases of aliases lead to an end, and never in a circle; S-C: which route is tried first is documented."""

from itertools import pairwise
from typing import Any

import pytest

from ngnprov.calls.finding import Finding
from ngnprov.ports.sip.aliases import chains
from ngnprov.ports.sip.aliases.chains import LONGEST
from tests.ports.sip.conftest import SipScene, sip_id
from tests.promises.overlap import STOPS, overlap
from tests.support.examination import examine
from tests.support.world import World

Address = tuple[str, str]
DOMAINS = ("example.com", "reseller.example")


def add(scene: SipScene, name: str, target: str, *domains: str) -> Any:
    """An alias in the first domain that leads to a name in the second; both are example.com by default."""
    id, goal = (sip_id(each, domain) for each, domain in zip((name, target), domains or DOMAINS[:1] * 2, strict=True))
    return scene.admin.sip.addAlias(alias={"id": id, "target": goal})


def lead(scene: SipScene, name: str, target: str) -> Any:
    return scene.admin.sip.updateAlias(alias={"id": sip_id(name), "target": sip_id(target)})


def end(world: World, name: str, domain: str = "example.com") -> Address | None:
    with world.database.reading() as unit:
        return chains.end_of(unit, (name, domain))


def refused(scene: SipScene, operation: str, name: str, target: str, *domains: str) -> str:
    before = scene.world.fingerprint()
    id, goal = (sip_id(each, domain) for each, domain in zip((name, target), domains or DOMAINS[:1] * 2, strict=True))
    fault = scene.admin.sip.refused(operation, alias={"id": id, "target": goal})
    assert (fault.code, fault.field) == (101, "alias.target")
    assert scene.world.fingerprint() == before
    return fault.text


def test_an_alias_that_would_lead_to_itself_is_refused_at_any_distance(sip: SipScene) -> None:
    assert "must not be the alias itself" in refused(sip, "addAlias", "a", "A")
    add(sip, "a", "b")
    assert "must not lead back" in refused(sip, "addAlias", "b", "a")
    add(sip, "b", "c")
    add(sip, "c", "far", "example.com", "far.example.org")
    for target in ("a", "b", "c"):
        refused(sip, "updateAlias", "c", target)
    assert lead(sip, "a", "c") is True
    assert end(sip.world, "a") == ("far", "far.example.org")
    refused(sip, "updateAlias", "c", "a")


def test_a_loop_over_domains_of_two_customers_is_refused_to_the_one_who_would_close_it(sip: SipScene) -> None:
    add(sip, "a", "b", *DOMAINS)
    id, goal = sip_id("b", "reseller.example"), sip_id("a")
    assert sip.reseller_login.refused("addAlias", alias={"id": id, "target": goal}).code == 101
    add(sip, "b", "b", "reseller.example", "example.com")
    assert end(sip.world, "a") == ("b", "example.com")


def test_a_chain_ends_at_an_account_abroad_or_where_nothing_is(sip: SipScene) -> None:
    sip.account("alice")
    add(sip, "one", "two")
    add(sip, "two", "three")
    assert end(sip.world, "one") == ("three", "example.com")
    add(sip, "three", "alice")
    assert end(sip.world, "one") == end(sip.world, "alice") == ("alice", "example.com")
    lead(sip, "two", "nobody")
    assert end(sip.world, "one") == ("nobody", "example.com")
    assert end(sip.world, "x", "far.example.org") == ("x", "far.example.org")


def test_what_is_deleted_in_another_domain_leaves_the_chain_ending_there(sip: SipScene) -> None:
    """The account goes with the customer's own alias that leads to it; the reseller's alias stays and leads to where it was."""
    sip.account("alice")
    add(sip, "mine", "alice")
    add(sip, "theirs", "mine", "reseller.example", "example.com")
    assert end(sip.world, "theirs", "reseller.example") == ("alice", "example.com")
    sip.customer_login.deleteAccount(sipId=sip_id())
    assert end(sip.world, "theirs", "reseller.example") == ("mine", "example.com")
    assert examine(sip.world.database) == []
    add(sip, "mine", "theirs2", "example.com", "reseller.example")
    refused(sip, "updateAlias", "mine", "theirs", "example.com", "reseller.example")


def test_a_chain_has_at_most_as_many_aliases_as_somebody_will_look_up(quick_sip: SipScene) -> None:
    names = [f"n{place}" for place in range(LONGEST + 2)]
    for name, target in reversed(list(pairwise(names[1:]))):
        add(quick_sip, name, target)
    assert "more than 31 other aliases" in refused(quick_sip, "addAlias", "n0", "n1")
    assert end(quick_sip.world, "n1") == (names[-1], "example.com")


def test_a_chain_that_grows_at_its_far_end_is_not_published_and_told(quick_sip: SipScene) -> None:
    names = [f"n{place}" for place in range(LONGEST + 2)]
    for name, target in pairwise(names):
        add(quick_sip, name, target)
    assert end(quick_sip.world, "n0") is None
    assert end(quick_sip.world, "n1") == (names[-1], "example.com")
    assert examine(quick_sip.world.database) == [
        Finding("the SIP alias n0@example.com leads through more than 32 aliases and is not published")
    ]
    refused(quick_sip, "updateAlias", names[-2], "n0")


def test_the_doctor_names_each_alias_of_a_loop(sip_world: World) -> None:
    scene = SipScene(sip_world, "encoded")
    for name, target in (("outside", "a"), ("a", "b"), ("b", "c"), ("c", "free")):
        add(scene, name, target)
    assert examine(sip_world.database) == []
    sip_world.sql("UPDATE sip_aliases SET target_username = 'a' WHERE username = 'c'")
    assert examine(sip_world.database) == [
        Finding(f"the SIP alias {name}@example.com leads back to itself") for name in "abc"
    ]
    assert end(sip_world, "outside") is None
    lead(scene, "c", "free")
    assert examine(sip_world.database) == []


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("between", ["one domain", "two domains", "a third alias", "an update"])
def test_of_two_that_close_a_loop_at_once_the_second_is_refused(sip_world: World, stop: str, between: str) -> None:
    scene = SipScene(sip_world, "encoded")
    scene.admin.sip.getAliases(query={})  # the login is remembered, so that the first COMMIT is the alias'
    here, there = DOMAINS
    first, second = (
        (lambda: add(scene, "a", "b"), lambda: add(scene, "b", "a")),
        (lambda: add(scene, "a", "b", here, there), lambda: add(scene, "b", "a", there, here)),
    )[between != "one domain"]
    if between == "a third alias":
        add(scene, "b", "c", there, here)
        second = lambda: add(scene, "c", "a")  # noqa: E731
    if between == "an update":
        add(scene, "a", "free")
        add(scene, "b", "free")
        first, second = lambda: lead(scene, "a", "b"), lambda: lead(scene, "b", "a")
    codes = overlap(first, second, stop)
    assert sorted(codes) == [0, 101]
    if stop == "before its COMMIT":
        assert codes == (0, 101)
    assert examine(sip_world.database) == []


@pytest.mark.parametrize("stop", STOPS)
def test_an_account_that_becomes_an_alias_meanwhile_closes_no_loop(sip_world: World, stop: str) -> None:
    """The target is an account when the first looks; it is deleted and made an alias that leads back before he is done."""
    scene = SipScene(sip_world, "encoded")
    scene.account("b", "reseller.example")

    def replace() -> None:
        scene.admin.sip.deleteAccount(sipId=sip_id("b", "reseller.example"))
        add(scene, "b", "a", "reseller.example", "example.com")

    codes = overlap(lambda: add(scene, "a", "b", *DOMAINS), replace, stop)
    assert set(codes) <= {0, 101}
    assert examine(sip_world.database) == []


def test_routes_say_that_the_lower_priority_is_tried_first() -> None:
    from ngnprov.ports.sip.routing.routes.types import Route

    told = " ".join((Route.__doc__ or "").split())
    assert "the one with the lowest number is tried first" in told
