# SPDX-License-Identifier: Apache-2.0
"""64 processes race for the last credit, the next number, one address, and a domain that moves (promises P1, P2)."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from ngnprov.db.unit import Unit
from ngnprov.ports.sip.domains import store as domains
from tests.ports.sip import racers
from tests.support.examination import examine
from tests.support.prepared import prepared
from tests.support.processes import patient
from tests.support.scene import granted
from tests.support.world import Template, World

PROCESSES = 64
RACER, CUSTOMER = 1, 2


@pytest.fixture
def raced(template: Template, tmp_path: Path) -> Iterator[World]:
    """A reseller ``racer`` with room for ten accounts, two customers of it with more, and a domain of the first."""
    with template.copy(tmp_path) as world:
        admin = world.call()
        room = {"password": "p", "properties": [granted("sip_credit", 10), granted("sip_alias_credit", 100)]}
        racer = admin.addAccount(account={"username": "racer", "resellerActive": True, **room})["id"]
        more = {"password": "p", "properties": [granted("sip_credit", 100), granted("sip_alias_credit", 100)]}
        ids = [admin.addAccount(account={"username": f"c{n}", "reseller": racer, **more})["id"] for n in range(2)]
        assert (racer, ids) == (RACER, [CUSTOMER, CUSTOMER + 1])
        admin.sip.addDomain(domain={"domain": "example.com", "customer": CUSTOMER})
        yield world


def race(world: World, case: str) -> Counter[int]:
    """How often each fault code came; 0 is success."""
    codes = prepared(racers.race, patient(world.settings), PROCESSES, case)
    assert len(codes) == PROCESSES
    assert examine(world.database) == []
    return Counter(codes)


def test_the_last_accounts_are_sold_exactly_once(raced: World) -> None:
    assert race(raced, "credit") == {0: 10, 911: PROCESSES - 10}
    assert raced.sql("SELECT count(*) FROM sip_accounts") == [(10,)]


def test_numbers_given_at_once_have_neither_gaps_nor_clashes(raced: World) -> None:
    raced.call().setProperties(customer=RACER, properties=[granted("sip_credit", 100)])
    assert race(raced, "number") == {0: PROCESSES}
    names = {row[0] for row in raced.sql("SELECT username FROM sip_accounts")}
    assert names == {str(number) for number in range(1000, 1000 + PROCESSES)}


def test_one_of_many_accounts_and_aliases_gets_an_address(raced: World) -> None:
    codes = race(raced, "address")
    assert codes.pop(0) == 1
    assert set(codes) <= {1011, 1021}
    (count,) = raced.sql("SELECT (SELECT count(*) FROM sip_accounts) + (SELECT count(*) FROM sip_aliases)")
    assert count == (1,)


def test_an_alias_goes_once_when_its_domain_moves_and_its_account_is_deleted(
    raced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mover has counted what is below the domain when the account, in another domain, is deleted with the alias."""
    sip = raced.call().sip
    sip.addDomain(domain={"domain": "other.example", "customer": CUSTOMER})
    sip.addAccount(account={"id": {"username": "alice", "domain": "example.com"}, "password": "p"})
    for name in ("a", "b"):
        id = {"username": name, "domain": "other.example"}
        sip.addAlias(alias={"id": id, "target": {"username": "alice", "domain": "example.com"}})
    count, deleter = domains.credits_below, ThreadPoolExecutor(1)
    deletions = []

    def and_meanwhile(unit: Unit, domain: str) -> dict[str, int]:
        found = count(unit, domain)
        alice = {"username": "alice", "domain": "example.com"}
        deletions.append(deleter.submit(lambda: raced.call().sip.deleteAccount(sipId=alice)))
        wait(deletions, timeout=1)
        return found

    monkeypatch.setattr(domains, "credits_below", and_meanwhile)
    assert sip.updateDomain(domain={"domain": "other.example", "customer": CUSTOMER + 1}) is True
    assert [each.result(timeout=60) for each in deletions] == [True]
    deleter.shutdown()
    assert raced.sql("SELECT count(*) FROM sip_aliases") == [(0,)]
    assert examine(raced.database) == []


def test_credits_follow_a_domain_that_moves_while_accounts_are_made(raced: World) -> None:
    raced.call().setProperties(customer=RACER, properties=[granted("sip_credit", 100)])
    assert race(raced, "move") == {0: PROCESSES}
    (domain,) = raced.sql("SELECT customer, reseller FROM sip_domains")
    assert raced.sql("SELECT DISTINCT customer, reseller FROM sip_accounts") == [domain]
