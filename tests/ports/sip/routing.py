# SPDX-License-Identifier: Apache-2.0
"""Carriers, gateways, rules and routes for the tests, and the journal behind them."""

import json
from typing import Any

from tests.ports.sip.conftest import SipScene
from tests.support.caller import Caller


def carrier(caller: Caller, name: str = "Acme", **members: Any) -> int:
    """Create a carrier; its id."""
    id: int = caller.addCarrier(carrier={"name": name, **members})["id"]
    return id


def gateway(caller: Caller, carrier_id: int, name: str = "gw", **members: Any) -> int:
    """Create a gateway; its id."""
    id: int = caller.addGateway(gateway={"name": name, "carrier_id": carrier_id, "ip": "10.0.0.1", **members})["id"]
    return id


def rule(caller: Caller, gateway_id: int, **members: Any) -> int:
    """Create a gateway rule; its id."""
    id: int = caller.addGatewayRule(rule={"gateway_id": gateway_id, **members})["id"]
    return id


def routes(caller: Caller, **condition: Any) -> list[dict[str, Any]]:
    """The routes that somebody sees, by prefix."""
    found: list[dict[str, Any]] = caller.getRoutes(query={"filter": condition})["routes"]
    return found


def route(caller: Caller, carrier_id: int, **members: Any) -> dict[str, Any]:
    """Create a route; the record, as it is read back."""
    known = {each["id"] for each in routes(caller)}
    assert caller.addRoutes(routes=[{"carrier_id": carrier_id, **members}]) is True
    (new,) = [each for each in routes(caller) if each["id"] not in known]
    return new


def journal(scene: SipScene, subject: str) -> list[tuple[str, Any, Any]]:
    """(operation, before, after) of every entry about a subject."""
    rows = scene.world.sql(f"SELECT operation, before, after FROM journal WHERE subject = '{subject}' ORDER BY id")
    return [(operation, *(text and json.loads(text) for text in texts)) for operation, *texts in rows]
