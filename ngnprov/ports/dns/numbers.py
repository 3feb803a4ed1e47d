# SPDX-License-Identifier: Apache-2.0
"""The numbers of records and fancy records, which are of one series (R6)."""

from ngnprov.calls.call import Call
from ngnprov.db.ledgers import sequences
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records

KIND = "dns_record"


def number(call: Call, chosen: int) -> int:
    """The number that an administrator chose when it is free, else the next."""
    if call.actor.may_choose_ids and 0 < chosen <= sequences.HIGHEST_CHOSEN:
        sequences.skip_to(call.unit, KIND, chosen)  # before the look: nobody else takes it until the unit ends
        if not records.is_number(call.unit, chosen) and not fancy.is_number(call.unit, chosen):
            return chosen
    return sequences.take(call.unit, KIND)
