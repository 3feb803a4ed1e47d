# SPDX-License-Identifier: Apache-2.0
"""The rules of gateways (sip.md 4.5, 5.15): each is a carrier's, and whose the carrier is decides whose it is."""

from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Result, Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import GatewayExists, GatewayUnknown
from ngnprov.ports.sip.routing.carriers.service import CARRIERS
from ngnprov.ports.sip.routing.gateways import store
from ngnprov.ports.sip.routing.gateways.store import Gateway
from ngnprov.ports.sip.routing.gateways.wire import GatewayAnswer, GatewayFields, GatewayPageAnswer, GatewayQueryFields
from ngnprov.ports.sip.routing.rules.store import rules_of

TRANSPORTS = ("udp", "tcp", "tls")
DEFAULT_PORT = 5060

GATEWAYS = Resource(
    store.GATEWAYS,
    subject=lambda gateway: f"SIP gateway {gateway.id}",
    unknown=partial(GatewayUnknown, "there is no such gateway"),
    exists=partial(GatewayExists, "the carrier has a gateway of this name"),
    reversal=Reversal("sip", "addGateway", "updateGateway", "deleteGateway", "gateway"),
)


def add_gateway(call: Call, new: GatewayFields) -> GatewayAnswer:
    """Create a gateway of a carrier in scope.

    Raises MissingInput (name, carrier_id, ip), CarrierUnknown, InvalidValue, NotAuthorized (inactive reseller), GatewayExists.
    """
    required(new.get("name"), "gateway.name")
    carrier_id = required(new.get("carrier_id"), "gateway.carrier_id")
    required(new.get("ip"), "gateway.ip")
    members = {"transport": TRANSPORTS[0], "port": DEFAULT_PORT, **_checked(new)}
    carrier = CARRIERS.lock(call, carrier_id, field="gateway.carrier_id")
    entitlements.claim(call, carrier.reseller, carrier.reseller, {})
    gateway = Gateway(
        id=0, carrier_id=carrier.id, carrier=carrier.name, reseller=carrier.reseller, change_date=call.now, **members
    )
    return _answer(GATEWAYS.create(call, gateway, field="gateway.name"))


def update_gateway(call: Call, given: GatewayFields) -> bool:
    """Change the members given; another ``carrier_id`` moves the gateway with its rules, 0 keeps.

    Raises MissingInput (id), GatewayUnknown, CarrierUnknown, InvalidValue, GatewayExists.
    """
    id = required(given.get("id"), "gateway.id")
    wanted = _checked(given)
    gateway = GATEWAYS.lock(call, id, field="gateway.id")
    if given.get("carrier_id", 0) not in (0, gateway.carrier_id):
        wanted["carrier_id"] = CARRIERS.lock(call, given["carrier_id"], field="gateway.carrier_id").id
    GATEWAYS.update(call, gateway, wanted, field="gateway.name")
    return True


def delete_gateway(call: Call, id: int) -> bool:
    """Remove a gateway and its rules. Raises GatewayUnknown."""
    gateway = GATEWAYS.lock(call, id, field="id")
    rules = rules_of(call.unit, gateway.id) if call.keeps_undo else ()
    again = [{**given_of(rule), "gateway_id": Result(0, "id")} for rule in rules]
    GATEWAYS.remove(call, gateway, also=[Step("sip", "addGatewayRule", {"rule": rule}) for rule in again])
    return True


def get_gateways(call: Call, query: GatewayQueryFields) -> GatewayPageAnswer:
    """Gateways in scope that match (sip.md 3)."""
    return GATEWAYS.find(call, query, _answer)


def _checked(given: GatewayFields) -> dict[str, Any]:
    """Of the members given those that are stored, in their stored form."""
    checked: dict[str, Any] = {}
    if "name" in given:
        checked["name"] = names.title(given["name"], "gateway.name")
    if "transport" in given:
        checked["transport"] = given["transport"].lower() or TRANSPORTS[0]
        if checked["transport"] not in TRANSPORTS:
            raise InvalidValue(f"must be {', '.join(TRANSPORTS[:-1])} or {TRANSPORTS[-1]}", field="gateway.transport")
    if "ip" in given:
        checked["ip"] = names.host(given["ip"], "gateway.ip")
    if "port" in given:
        checked["port"] = given["port"] or DEFAULT_PORT
    return checked


def _answer(gateway: Gateway) -> GatewayAnswer:
    return gateway._replace(change_date=clock.to_seconds(gateway.change_date))
