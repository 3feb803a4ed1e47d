# SPDX-License-Identifier: Apache-2.0
"""64 processes at one balance or one voucher: nothing is lost, nothing given twice, nothing below zero (promise P4)."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.ports.sip import credit_racers
from tests.ports.sip.conftest import SipScene
from tests.ports.sip.credit import make_vouchers, seed_account
from tests.support.examination import examine
from tests.support.prepared import prepared
from tests.support.processes import patient
from tests.support.world import World

PROCESSES = 64


@pytest.fixture
def scene(world: World) -> Iterator[SipScene]:
    """Two accounts, on either database."""
    SipScene.fill(world)
    scene = SipScene(world, "encoded")
    for name in ("alice", "bob"):
        seed_account(scene, name)
    yield scene
    assert examine(world.database) == []


def race(scene: SipScene, case: str, *card: str) -> Counter[int]:
    """How often each fault code came; 0 is success."""
    codes = prepared(credit_racers.race, patient(scene.world.settings), PROCESSES, case, list(card))
    assert len(codes) == PROCESSES
    return Counter(codes)


def test_of_many_debits_at_once_as_many_succeed_as_the_balance_pays_for(scene: SipScene) -> None:
    alice = {"username": "alice", "domain": "example.com"}
    scene.admin.sip.addBalance(sipId=alice, value=11.5, description="start")
    assert race(scene, "debit") == {0: 10, 101: PROCESSES - 10}
    assert scene.admin.sip.getPrepaidStatus(sipIds=[alice]) == [{"balance": 1.0}]
    entries = scene.admin.sip.getCreditHistory(sipId=alice, count=0)["entries"]
    assert len(entries) == 11
    assert len({entry["description"] for entry in entries}) == 11
    assert scene.world.sql("SELECT count(*) FROM journal WHERE operation = 'addBalance'") == [(11,)]


def test_no_credit_given_at_once_is_lost_even_the_first(scene: SipScene) -> None:
    alice = {"username": "alice", "domain": "example.com"}
    assert race(scene, "credit") == {0: PROCESSES}
    assert scene.admin.sip.getPrepaidStatus(sipIds=[alice]) == [{"balance": 0.0064}]
    entries = scene.admin.sip.getCreditHistory(sipId=alice, count=0)["entries"]
    assert [entry["balance"] for entry in entries] == [count / 10_000 for count in range(PROCESSES, 0, -1)]


def test_a_voucher_is_redeemed_once_whoever_tries_at_once(scene: SipScene) -> None:
    (voucher,) = make_vouchers(scene, value="7.5")
    assert race(scene, "voucher", str(voucher.id), voucher.number) == {0: 1, 1050: PROCESSES - 1}
    assert scene.world.sql("SELECT sum(balance) FROM sip_balances") == [(75_000,)]
    assert scene.world.sql("SELECT count(*), sum(value) FROM sip_ledger") == [(1, 75_000)]
    assert scene.world.sql("SELECT count(*) FROM sip_vouchers WHERE redeem_date <> ''") == [(1,)]
