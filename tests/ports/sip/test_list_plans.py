# SPDX-License-Identifier: Apache-2.0
"""Whichever way a list query goes, gathering matches or walking rows, it finds the same (db/lists/query.py)."""

import random
from typing import Any

import pytest

from ngnprov.db.lists import query
from ngnprov.ports.sip.accounts.store import LISTING
from tests.ports.sip.conftest import SipScene
from tests.support.world import World

NAMES = ("ann", "anna", "a_n", "axn", "bob", "Bob.b", "zoe", "1000", "1001")
GROUPS = ("quota", "sms", "free-pstn")


def people(scene: SipScene, chance: random.Random) -> None:
    for domain in ("example.com", "reseller.example"):
        for name in NAMES:
            scene.account(
                name,
                domain,
                firstName=chance.choice(("Ann", "ANNE", "Zoë", "")),
                email=f"{chance.choice(NAMES[:3])}@{domain}",
                owner=chance.choice((0, scene.customer_id, scene.reseller_id)),
                prepaid=chance.random() < 0.4,
                groups=chance.sample(GROUPS, chance.randrange(3)),
            )


def asked(scene: SipScene, chance: random.Random) -> dict[str, Any]:
    """A query at random."""
    patterns = ("", "a%", "%n", "a_n", "%", "ann", "A_N%", "b\\%b", "_ob", "%o%")
    filter = {
        "username": chance.choice(patterns),
        "domain": chance.choice(("", "", "example.com", "%.example", "res%", "e%")),
        "firstName": chance.choice(("", "", "ann%", "zo_")),
        "email": chance.choice(("", "", "a_n@%", "ann@example.com")),
        "owner": chance.choice((0, 0, scene.customer_id)),
        "customer": chance.choice((0, 0, scene.customer_id, scene.reseller_id)),
        "reseller": chance.choice((0, 0, scene.reseller_id, 999)),
        "groups": chance.choice(([], [""], ["sms"], ["prepaid"], ["prepaid", "quota"], ["sms", "free-pstn"])),
    }
    few = chance.sample(sorted(filter), chance.randrange(4))
    return {
        "filter": {name: filter[name] for name in few},
        "orderBy": {
            "attribute": chance.choice(("changeDate", "username", "domain", "")),
            "direction": chance.choice(("ASC", "DESC")),
        },
        "range": {"start": chance.choice((0, 0, 1, 5)), "count": chance.choice((0, 1, 3, 50))},
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_gathering_and_walking_find_the_same(sip_world: World, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance, sip = random.Random(seed), SipScene(sip_world, "encoded")
    people(sip, chance)
    callers = (sip.admin.sip, sip.reseller_login, sip.customer_login)
    seen = 0
    for _ in range(60):
        wanted, caller = asked(sip, chance), chance.choice(callers)
        found = []
        for most in (10_000, 3, 0):
            monkeypatch.setattr(query, "FEW", most)
            LISTING._probes.clear()  # they hold the limit that they were built with
            answer = caller.getAccounts(query=wanted)
            found.append((answer["total"], [account["id"] for account in answer["accounts"]]))
        assert found[0] == found[1] == found[2], wanted
        seen += found[0][0]
    LISTING._probes.clear()
    assert seen > 100
