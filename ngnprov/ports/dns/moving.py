# SPDX-License-Identifier: Apache-2.0
"""A customer's zones go to another reseller with it, with all their records (tenant.md 20)."""

from collections.abc import Iterable, Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.moving import ALL, Impact, Move, Moving, crossing
from ngnprov.calls.undo import Step
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.zones import store as zones
from ngnprov.ports.dns.zones.service import ZONES


def _impact(call: Call, move: Move) -> Iterable[Impact]:
    """Owners, which are entries of the same reseller."""
    stores = {"DNS records": records, "DNS fancy records": fancy}
    return crossing(move, {kind: store.count_crossing(call.unit, move.customer) for kind, store in stores.items()})


def _move(call: Call, move: Move) -> Sequence[Step]:
    """What lies in a zone follows it."""
    with call.parts():
        for (name,) in zones.names_of(call.unit, move.customer, ALL):
            ZONES.update(call, ZONES.lock(call, name), {"reseller": move.reseller})
    return ()


MOVING = Moving(_impact, _move)
