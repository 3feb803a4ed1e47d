# SPDX-License-Identifier: Apache-2.0
"""The rules of call diversions (sip.md 5.10): five events, replaced together, answered together."""

from collections.abc import Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.unit import Row
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts.held import find_account, hold_account
from ngnprov.ports.sip.features.diversions import store

Members = Mapping[str, Any]

EVENTS = ("FUNC", "FNOL", "FBUS", "FNOA", "FUNV")
"""In wire order. A platform also knows events of rejected callers (R...); no client sends them."""

MAILBOX = "<voice-mailbox>"

_SPELLINGS = ("voice-mailbox", MAILBOX)


def set_call_diversions(call: Call, sip_id: Members, given: Members) -> bool:
    """Replace all diversions: an event that is not given no longer diverts, and none given clears them all.

    Raises AccountUnknown, MissingInput, InvalidValue (diversions.<event>).
    """
    account = hold_account(call, sip_id)
    targets = {event: _target(given.get(event.lower(), ""), f"diversions.{event}") for event in EVENTS}
    new = {event: target for event, target in targets.items() if target}
    old = store.diversions_of(call.unit, account.id)
    if new != old:
        store.replace(call.unit, account.id, new)
        call.changed(account.subject, {"diversions": old}, {"diversions": new}, account.customer)
    return True


def get_call_diversions(call: Call, sip_id: Members) -> Row:
    """The target of each event, "" for none. Raises AccountUnknown, MissingInput."""
    found = store.diversions_of(call.unit, find_account(call, sip_id).id)
    return tuple(found.get(event, "") for event in EVENTS)


def _target(written: str, field: str) -> str:
    if not written:
        return ""
    return MAILBOX if written in _SPELLINGS else names.sip_uri(written, field)
