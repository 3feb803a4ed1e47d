# SPDX-License-Identifier: Apache-2.0
"""Are the accounts in the group ``blocked`` that something blocks, and no others? For ``ngnprov doctor``."""

from collections.abc import Iterator
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.finding import Finding, State
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tenancy import find_tenancy
from ngnprov.ports.pbx.blocking import layers, store
from ngnprov.ports.pbx.extensions.store import Extension
from ngnprov.ports.sip.groups import service as groups


def examine(unit: Unit) -> Iterator[Finding]:
    """Extensions whose account is in the group although nothing blocks them, or the other way round (pbx.md B2)."""
    for found in store.batches(unit):
        for each, is_blocked in layers.unsettled(unit, found):
            yield Finding(_wrong(each, is_blocked), repair=partial(_repair, each.id))


def _repair(id: int, call: Call) -> Finding | None:
    """Whoever blocks holds the customer or its reseller, and both are held here."""
    extension = store.live_extension(call.unit, id)
    if extension is None:
        return None
    find_tenancy(call, extension.customer, "customer")
    extension = store.live_extension(call.unit, id)
    if extension is None or not layers.settle(call, [extension]):
        return None
    return Finding(_wrong(extension, id in store.layers_of(call.unit, [id])), State.REPAIRED)


def _wrong(extension: Extension, is_blocked: bool) -> str:
    if is_blocked:
        return f"{extension.subject} is blocked, and its SIP account is not in the group {groups.BLOCKED}"
    return f"nothing blocks {extension.subject}, and its SIP account is in the group {groups.BLOCKED}"
