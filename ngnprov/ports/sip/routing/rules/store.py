# SPDX-License-Identifier: Apache-2.0
"""SQL of gateway rules."""

from sqlalchemy import select

from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.routing.carriers.store import OF_CARRIER
from ngnprov.ports.sip.routing.carriers.tables import carriers
from ngnprov.ports.sip.routing.gateways.tables import gateways
from ngnprov.ports.sip.routing.rules.tables import rules
from ngnprov.ports.sip.routing.rules.wire import GatewayRuleAnswer

_c, _gateway, _carrier = rules.c, gateways.c, carriers.c


Rule = GatewayRuleAnswer
"""A stored one is as it is answered, but for the length of its change date."""

LISTING = Listing(
    rows=select(
        *columns_of(Rule, rules, gateway=_gateway.name, carrier_id=_gateway.carrier_id, **OF_CARRIER)
    ).select_from(rules.join(gateways).join(carriers)),
    filters={
        **each_by(ByNumber, _c.id, _c.gateway_id, _gateway.carrier_id, _carrier.reseller),
        "prefix": ByPattern(_c.prefix),
    },
    orders={
        "changeDate": _c.change_date,
        "gateway": _gateway.name_fold,
        "carrier": _carrier.name_fold,
        "prefix": _c.prefix,
    },
    key=_c.id,
    reseller=_carrier.reseller,
)

_OF_GATEWAY = Statement(LISTING.rows.where(_c.gateway_id == parameter("gateway")).order_by(_c.id))
RULES = Records(rules, Rule, LISTING, names=(_c.id,))


def rules_of(unit: Unit, gateway: int) -> list[Rule]:
    """The rules of a gateway, the oldest first."""
    return [RULES.read(row) for row in unit.all(_OF_GATEWAY, gateway=gateway)]
