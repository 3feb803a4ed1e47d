# SPDX-License-Identifier: Apache-2.0
"""Events as they are told: of the entries of the journal that are settled, as far as whoever hears of them may see these.

An event is its entry: it was written in the transaction that is its cause. What the sealer has linked is settled: nothing
comes before it any more (:mod:`ngnprov.db.ledgers.horizon`), and whoever goes on from the number of an entry misses none.
"""

import json
from typing import Any

from ngnprov import clock
from ngnprov.calls.actor import Actor
from ngnprov.calls.context import Context
from ngnprov.ports.audit import sight
from ngnprov.ports.audit.store import Stored
from ngnprov.ports.event import kinds

PREFIX = "evt_"
SOURCE = "ngnprov"
"""What events are from where the server does not know its own address."""


def values(stored: str | None) -> dict[str, Any] | None:
    """What an entry tells of a record; None where it was or is not there."""
    if stored is None:
        return None
    try:
        told = json.loads(stored)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def type_of(context: Context, entry: Stored) -> str:
    """Which event an entry is, "" for none."""
    return kinds.type_of(context.ports, entry.operation, entry.subject, values(entry.before), values(entry.after))


def told(context: Context, actor: Actor, entry: Stored, type: str, operation: str) -> dict[str, Any]:
    """An event as ``actor`` may know it, by the names of its body. ``operation`` is what says whose members are his to see."""
    before, after = values(entry.before), values(entry.after)
    judges = kinds.judges(context.ports, type, operation)
    shown = set(sight.visible(judges, actor, operation, dict.fromkeys([*(before or {}), *(after or {})])))
    data: dict[str, Any] = {
        "operation": entry.operation,
        "transaction": entry.request_id,
        "position": entry.id,
        "customer": entry.customer,
        "reseller": entry.reseller,
    }
    for name, side in (("before", before), ("after", after)):
        if side is not None:
            data[name] = {member: value for member, value in side.items() if member in shown}
    return {
        "id": f"{PREFIX}{entry.id}",
        "type": type,
        "source": context.settings.server.public_url or SOURCE,
        "time": f"{clock.to_seconds(entry.at).replace(' ', 'T')}Z",
        "subject": entry.subject,
        "actor": sight.who(actor, entry),
        "data": data,
    }
