# SPDX-License-Identifier: Apache-2.0
"""A customer's domains, with all that lies in them, and its trusted peers go to another reseller with it (tenant.md 20)."""

from collections.abc import Iterable, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import ALL, Impact, Move, Moving, crossing
from ngnprov.calls.undo import Step
from ngnprov.ports.sip.accounts import store as accounts
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.domains import store as domains
from ngnprov.ports.sip.domains.service import DOMAINS
from ngnprov.ports.sip.peers import store as peers
from ngnprov.ports.sip.peers.service import PEERS


def _impact(call: Call, move: Move) -> Iterable[Impact]:
    """Owners, which are entries of the same reseller."""
    stores = {"SIP accounts": accounts, "SIP aliases": aliases, "SIP trusted peers": peers}
    return crossing(move, {kind: store.count_crossing(call.unit, move.customer) for kind, store in stores.items()})


def _move(call: Call, move: Move) -> Sequence[Step]:
    """What lies in a domain follows it, and a domain with extensions stays with its customer."""
    unit, customer = call.unit, move.customer
    with call.parts():
        for (name,) in domains.names_of(unit, customer, ALL):
            DOMAINS.update(call, DOMAINS.lock(call, name), {"reseller": move.reseller})
        for (ip,) in peers.addresses_of(unit, customer, ALL):
            PEERS.update(call, PEERS.lock(call, ip), {"reseller": move.reseller})
    return ()


MOVING = Moving(_impact, _move)
