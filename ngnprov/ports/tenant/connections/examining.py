# SPDX-License-Identifier: Apache-2.0
"""Connections that somebody may want to know of: for ``ngnprov doctor`` (connections.md C18)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from ngnprov import clock
from ngnprov.calls.finding import Finding, State
from ngnprov.db.unit import Unit
from ngnprov.ports.tenant.connections import store
from ngnprov.ports.tenant.connections.tables import FAILED

LATE_MINUTES: Final = 10
"""A server looks each second."""
MOST: Final = 1000
"""That are told of."""


def examine(unit: Unit) -> Iterator[Finding]:
    """Connections that have failed, and such as nobody asks although their time has come."""
    for id, customer, error, due_at in store.failed(unit, MOST):
        again = f"it is tried again at {clock.to_seconds(due_at)}"
        yield Finding(f"connection {id} of customer {customer} has failed, {error}: {again}", State.REMARK)
    now = datetime.now(UTC)
    before = clock.text(now - timedelta(minutes=LATE_MINUTES))
    for id, customer, state, due_at in store.late(unit, before, clock.text(now), MOST):
        if state != FAILED:
            text = f"connection {id} of customer {customer} is {state} and was due at {clock.to_seconds(due_at)}"
            yield Finding(f"{text}: no server asks its platform", State.REMARK)
