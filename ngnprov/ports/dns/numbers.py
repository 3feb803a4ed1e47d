# SPDX-License-Identifier: Apache-2.0
"""The numbers of records and fancy records, which are of one series (R6)."""

from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call
from ngnprov.db.ledgers import sequences
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records

KIND = "dns_record"
HIGHEST_CHOSEN = 2_000_000_000
"""Numbers that an administrator chooses end here, so that numbers for later records are left."""


def number(call: Call, chosen: int) -> int:
    """The number that an administrator chose when it is free, else the next."""
    actor = call.actor
    may_choose = actor.is_admin or (actor.administrator and actor.level is Level.RESELLER)
    if may_choose and 0 < chosen <= HIGHEST_CHOSEN:
        sequences.skip_to(call.unit, KIND, chosen)  # before the look: nobody else takes it until the unit ends
        if not records.is_number(call.unit, chosen) and not fancy.is_number(call.unit, chosen):
            return chosen
    return sequences.take(call.unit, KIND)
