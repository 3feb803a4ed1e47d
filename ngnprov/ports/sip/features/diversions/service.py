# SPDX-License-Identifier: Apache-2.0
"""The rules of call diversions (sip.md 5.10): five events, replaced together, answered together."""

from collections.abc import Mapping

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts.lookup import find_account, lock_account
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.features.diversions import store
from ngnprov.ports.sip.features.diversions.wire import CallDiversionsAnswer, CallDiversionsFields, CallDiversionsMember
from ngnprov.ports.sip.wire import SipIdFields

EVENTS: tuple[CallDiversionsMember, ...] = ("func", "fnol", "fbus", "fnoa", "funv")
"""Stored in capitals. A platform also knows events of rejected callers (R...); no client sends them."""

MAILBOX = "<voice-mailbox>"

_SPELLINGS = ("voice-mailbox", MAILBOX)


def set_call_diversions(call: Call, sip_id: SipIdFields, given: CallDiversionsFields) -> bool:
    """Replace all diversions: an event that is not given no longer diverts, and none given clears them all.

    Raises AccountUnknown, MissingInput, InvalidValue (diversions.<event>).
    """
    account = lock_account(call, sip_id)
    targets = {event.upper(): _target(given.get(event, ""), f"diversions.{event.upper()}") for event in EVENTS}
    _replace(call, account, {event: target for event, target in targets.items() if target})
    return True


def get_call_diversions(call: Call, sip_id: SipIdFields) -> CallDiversionsAnswer:
    """The target of each event, "" for none. Raises AccountUnknown, MissingInput."""
    found = store.diversions_of(call.unit, find_account(call, sip_id).id)
    return CallDiversionsAnswer(**{event: found.get(event.upper(), "") for event in EVENTS})


def remove_to(call: Call, account: Account, user: str) -> dict[str, str]:
    """End the diversions of a held account to URIs with this user part, whatever their host; by event those that were."""
    old = store.diversions_of(call.unit, account.id)
    gone = {event: target for event, target in old.items() if names.user_of(target) == user}
    if gone:
        _replace(call, account, {event: target for event, target in old.items() if event not in gone})
    return gone


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What makes diversions again that go with their account."""
    stored = store.diversions_of(call.unit, account.id)
    return [_set(account, stored)] if stored else []


def _replace(call: Call, account: Account, new: Mapping[str, str]) -> None:
    old = store.diversions_of(call.unit, account.id)
    if new != old:
        store.replace(call.unit, account.id, new)
        undo_by = [_set(account, old)]
        call.changed(account.subject, {"diversions": old}, {"diversions": new}, account.customer, undo_by=undo_by)


def _set(account: Account, stored: Mapping[str, str]) -> Step:
    given = {event.lower(): target for event, target in stored.items()}
    return Step("sip", "setCallDiversions", {"sipId": account.sip_id, "diversions": given})


def _target(written: str, field: str) -> str:
    if not written:
        return ""
    return MAILBOX if written in _SPELLINGS else names.sip_uri(written, field)
