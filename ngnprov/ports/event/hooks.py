# SPDX-License-Identifier: Apache-2.0
"""What EventPort keeps for a customer, and what the doctor tells of it."""

from collections.abc import Iterator

from ngnprov import clock
from ngnprov.calls.finding import Finding, State
from ngnprov.calls.port import Kept
from ngnprov.db.unit import Unit
from ngnprov.ports.event import service, store
from ngnprov.ports.event.tables import hooks

KEPT = (Kept((hooks.c.customer,), service.steps_of),)


def examine(unit: Unit) -> Iterator[Finding]:
    """Deliveries that are dead, and hooks whose receiver does not answer or wants nothing more."""
    for hook in store.failing(unit):
        what = f"was switched off: {hook.reason}" if hook.reason else f"has failed {hook.failures} times"
        yield Finding(f"{hook.subject} {what}", State.REMARK)
    for id, count, since in store.dead(unit):
        many = f"{count} deliveries of hook {id} are dead" if count > 1 else f"a delivery of hook {id} is dead"
        yield Finding(f"{many}, the last one since {clock.to_seconds(since)}", State.REMARK)
