# SPDX-License-Identifier: Apache-2.0
"""How many accounts there are in each domain, and how many of them are online (network.md 3)."""

from typing import Any

import pytest

from ngnprov.calls.actor import Level
from ngnprov.ports.sip.accounts import store
from tests.ports.network.conftest import NetworkScene, statistics
from tests.support.caller import Caller
from tests.support.platform import SimulatedPlatform


def summary(online: dict[str, int], total: dict[str, int]) -> dict[str, Any]:
    return {"summary": {"sip_proxy": {"online_accounts": online, "total_accounts": total}}}


ALL = {"example.com": 2, "reseller.example": 1}


def test_accounts_are_counted_by_domain_and_without_a_platform_nobody_is_online(network: NetworkScene) -> None:
    assert statistics(network.root) == summary(dict.fromkeys(ALL, 0), ALL)
    network.admin.sip.addAccount(account={"id": {"username": "dave", "domain": "empty.example"}, "password": "secret"})
    assert statistics(network.root)["summary"]["sip_proxy"]["total_accounts"] == {**ALL, "empty.example": 1}
    network.admin.sip.deleteAccount(sipId={"username": "carol", "domain": "reseller.example"})
    assert statistics(network.root)["summary"]["sip_proxy"]["total_accounts"] == {"example.com": 2, "empty.example": 1}


def test_others_see_their_own_domains_only(network: NetworkScene) -> None:
    of_customer = summary({"example.com": 0}, {"example.com": 2})
    behind = network.behind(network.customer_id).network
    for caller, expected in (
        (network.reseller_login, summary(dict.fromkeys(ALL, 0), ALL)),
        (network.customer_login, of_customer),
        (behind, of_customer),
        (network.stranger(), summary({}, {})),
        (network.sibling()[1], summary({}, {})),
    ):
        assert statistics(caller) == expected


def test_without_accounts_every_level_is_an_object_all_the_same(network: NetworkScene) -> None:
    answer = network.stranger().getStatistics()
    assert answer == '{"summary": {"sip_proxy": {"online_accounts": {}, "total_accounts": {}}}}'


def test_both_answers_are_typed_strings(quick_network: NetworkScene) -> None:
    for operation in ("getStatistics", "getStatus"):
        caller = quick_network.root
        caller.call(operation, {})
        assert b'xsi:type="xsd:string">{' in caller.answered


@pytest.mark.parametrize("who", ["root", "reseller_login", "customer_login"])
def test_who_is_online_is_what_the_platform_tells_of_domains_in_scope(
    quick_network: NetworkScene, platform: SimulatedPlatform, who: str
) -> None:
    caller: Caller = getattr(quick_network, who)
    total = {"example.com": 2} if who == "customer_login" else ALL
    told = {domain: len(domain) for domain in total}  # as the simulated platform counts
    assert statistics(caller) == summary(told, total)
    assert platform.asked == [list(total)]
    platform.asked.clear()
    assert statistics(quick_network.stranger()) == summary({}, {})
    assert platform.asked == [], "there is nothing to ask for"


@pytest.mark.parametrize("level", [Level.ADMIN, Level.RESELLER, Level.CUSTOMER])
def test_a_million_accounts_are_counted_in_the_order_of_an_index_that_has_all_it_takes(
    quick_network: NetworkScene, level: Level
) -> None:
    database = quick_network.world.database
    compiled = store._COUNTS[level].for_dialect(database.engine.dialect)
    with database.engine.connect() as connection:
        bound = tuple(compiled.bind({"scope": 1}))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled.sql}", bound).fetchall()
    (step,) = (row[-1] for row in plan)
    assert "USING COVERING INDEX" in step
