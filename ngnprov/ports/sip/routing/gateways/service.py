# SPDX-License-Identifier: Apache-2.0
"""The rules of gateways (sip.md 4.5, 5.15): each is a carrier's, and whose the carrier is decides whose it is."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.errors import GatewayExists, GatewayUnknown
from ngnprov.ports.sip.routing.carriers.service import hold_carrier
from ngnprov.ports.sip.routing.gateways.store import GATEWAYS, Gateway
from ngnprov.ports.sip.routing.members import Members, changed, named, required, shown

TRANSPORTS = ("udp", "tcp", "tls")
DEFAULT_PORT = 5060


def add_gateway(call: Call, new: Members) -> Row:
    """Create a gateway of a carrier in scope.

    Raises MissingInput (name, carrier_id, ip), CarrierUnknown, InvalidValue, NotAuthorized (inactive reseller), GatewayExists.
    """
    for member in ("name", "carrier_id", "ip"):
        required(new, member, "gateway")
    checked = _checked(new)
    carrier = hold_carrier(call, new["carrier_id"], "gateway.carrier_id")
    entitlements.claim(call, carrier.reseller, carrier.reseller, {})
    values: dict[str, Any] = {
        "transport": TRANSPORTS[0],
        "port": DEFAULT_PORT,
        **checked,
        "carrier_id": carrier.id,
        "change_date": call.now,
    }
    try:
        id = GATEWAYS.insert(call.unit, values)
    except Duplicate:
        raise _exists() from None
    gateway = Gateway(id, carrier=carrier.name, reseller=carrier.reseller, **values)
    call.created(_subject(id), gateway._asdict())
    return shown(gateway)


def update_gateway(call: Call, given: Members) -> bool:
    """Change the members given; another ``carrier_id`` moves the gateway with its rules, 0 keeps.

    Raises MissingInput (id), GatewayUnknown, CarrierUnknown, InvalidValue, GatewayExists.
    """
    id = required(given, "id", "gateway")
    wanted = _checked(given)
    gateway = hold_gateway(call, id, "gateway.id")
    if given.get("carrier_id", 0) not in (0, gateway.carrier_id):
        wanted["carrier_id"] = hold_carrier(call, given["carrier_id"], "gateway.carrier_id").id
    present = gateway._asdict()
    changes = changed(wanted, present)
    if changes:
        try:
            GATEWAYS.update(call.unit, gateway.id, {**changes, "change_date": call.now})
        except Duplicate:
            raise _exists() from None
        call.changed(_subject(gateway.id), present, changes)
    return True


def delete_gateway(call: Call, id: int) -> bool:
    """Remove a gateway and its rules. Raises GatewayUnknown."""
    gateway = hold_gateway(call, id, "id")
    GATEWAYS.delete(call.unit, gateway.id)
    call.removed(_subject(gateway.id), gateway._asdict())
    return True


def get_gateways(call: Call, query: Members) -> Row:
    """Gateways in scope that match (sip.md 3)."""
    page = GATEWAYS.find(call.unit, call.actor, query, call.context.settings.lists.maximum)
    return page.answer(lambda rows: [shown(row) for row in rows])


def hold_gateway(call: Call, id: int, field: str) -> Gateway:
    """A gateway in scope, held until the unit ends. Raises GatewayUnknown on ``field``."""
    gateway = GATEWAYS.lock(call.unit, call.actor, id)
    if gateway is None:
        raise GatewayUnknown("there is no such gateway", field=field)
    return gateway


def _checked(given: Members) -> dict[str, Any]:
    """Of the members given those that are stored, in their stored form."""
    checked = named(given, "gateway")
    if "transport" in given:
        checked["transport"] = given["transport"].lower() or TRANSPORTS[0]
        if checked["transport"] not in TRANSPORTS:
            raise InvalidValue(f"must be {', '.join(TRANSPORTS[:-1])} or {TRANSPORTS[-1]}", field="gateway.transport")
    if "ip" in given:
        checked["ip"] = names.host(given["ip"], "gateway.ip")
    if "port" in given:
        checked["port"] = given["port"] or DEFAULT_PORT
    return checked


def _exists() -> GatewayExists:
    return GatewayExists("the carrier has a gateway of this name", field="gateway.name")


def _subject(id: int) -> str:
    return f"SIP gateway {id}"
