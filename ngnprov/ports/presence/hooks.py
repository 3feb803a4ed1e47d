# SPDX-License-Identifier: Apache-2.0
"""What PresencePort keeps for a SIP account, all of which goes with it, and what must hold of that."""

from collections.abc import Iterator

from ngnprov.calls.finding import Finding
from ngnprov.calls.port import Kept
from ngnprov.db.unit import Unit
from ngnprov.errors import Refusal
from ngnprov.ports.presence import service, store
from ngnprov.ports.presence.tables import information, policies
from ngnprov.ports.sip.accounts.logins import LOGINS

KEPT = (Kept((information.c.account, policies.c.account), service.steps_of_all),)


def examine(unit: Unit) -> Iterator[Finding]:
    """Activities and entries of policies that nobody could set (presence.md PR1, PR4)."""
    for account, activity in store.activities(unit):
        if activity not in service.ACTIVITIES:
            yield Finding(f"{_whose(unit, account)} has an activity that is none")
    for account, action, watcher in store.watchers(unit):
        if action not in service.ACTIONS or not _is_entry(watcher):
            yield Finding(f"{_whose(unit, account)} has an entry in its presence policy that is none")


def _is_entry(watcher: str) -> bool:
    try:
        return service.watcher(watcher, "watcher") == watcher
    except Refusal:
        return False


def _whose(unit: Unit, id: int) -> str:
    account = LOGINS.by_id(unit, id)
    assert account is not None, "a foreign key"
    return f"SIP account {account.address}"
