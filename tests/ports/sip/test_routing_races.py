# SPDX-License-Identifier: Apache-2.0
"""Records that move while somebody waits for them."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from ngnprov.calls.actor import Actor, Level
from ngnprov.ports.sip.routing.gateways.store import GATEWAYS
from ngnprov.ports.sip.routing.routes.store import ROUTES
from ngnprov.ports.sip.routing.rules.store import RULES
from tests.ports.sip.conftest import SipScene
from tests.ports.sip.routing import carrier, gateway, route, rule

ADMIN = Actor(Level.ADMIN, "root")


def gateway_that_moves(scene: SipScene) -> tuple[Any, int, dict[str, int]]:
    caller = scene.reseller_login
    return GATEWAYS, gateway(caller, carrier(caller, "Old")), {"carrier_id": carrier(caller, "New")}


def rule_that_moves(scene: SipScene) -> tuple[Any, int, dict[str, int]]:
    caller = scene.reseller_login
    above = carrier(caller)
    return RULES, rule(caller, gateway(caller, above, "old")), {"gateway_id": gateway(caller, above, "new")}


def route_that_moves(scene: SipScene) -> tuple[Any, int, dict[str, int]]:
    caller = scene.reseller_login
    return ROUTES, route(caller, carrier(caller, "Old"))["id"], {"carrier_id": carrier(caller, "New")}


@pytest.mark.parametrize("moves", [gateway_that_moves, rule_that_moves, route_that_moves])
def test_who_waits_for_a_record_that_moves_finds_it_where_it_is_then(
    sip: SipScene, moves: Callable[[SipScene], tuple[Any, int, dict[str, int]]]
) -> None:
    records, id, place = moves(sip)
    database = sip.world.database
    found: list[Any] = []

    def wait() -> None:
        with database.writing() as unit:
            found.append(records.lock(unit, ADMIN, id))

    with database.writing() as unit:
        assert records.lock(unit, ADMIN, id) is not None
        records.update(unit, id, place)
        waiting = Thread(target=wait)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive()
        unit.commit()
    waiting.join(20)
    (row,) = found
    assert row is not None
    assert set(place.values()) <= set(row)
