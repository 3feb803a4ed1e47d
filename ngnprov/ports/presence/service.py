# SPDX-License-Identifier: Apache-2.0
"""The rules of presence (presence.md 5): kept for each account, replaced as a whole, answered whole.

The account has logged in already. Somebody who undoes a change comes here, too, and needs no password of an account.
"""

from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.undo import Step
from ngnprov.errors import InvalidValue
from ngnprov.ports.presence import store
from ngnprov.ports.presence.store import Information, Policy
from ngnprov.ports.presence.wire import (
    PresenceInformationAnswer,
    PresenceInformationFields,
    PresencePolicyAnswer,
    PresencePolicyFields,
    PresencePolicyMember,
    SipIdFields,
    WatcherAnswer,
)
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts.lookup import Account, find_account, lock_account

ACTIVITIES = ("open", "idle", "busy", "available", "away")
ACTIONS: tuple[PresencePolicyMember, ...] = ("allow", "deny", "confirm")

MOST = 1000
"""Entries of one list."""


def set_information(call: Call, sip_id: SipIdFields, given: PresenceInformationFields) -> bool:
    """Replace what an account says of itself; without a note it has none.

    Raises MissingInput, InvalidValue (information.activity).
    """
    account = lock_account(call, sip_id)
    activity = required(given.get("activity"), "information.activity")
    if activity not in ACTIVITIES:
        raise InvalidValue(f"must be one of {', '.join(ACTIVITIES)}", field="information.activity")
    return _replace_information(call, account, Information(activity, given.get("note", "")))


def get_information(call: Call, sip_id: SipIdFields) -> PresenceInformationAnswer:
    """What an account says of itself, empty texts when it says nothing."""
    said = store.information_of(call.unit, find_account(call, sip_id).id)
    return PresenceInformationAnswer(*(said or ("", "")))


def delete_information(call: Call, sip_id: SipIdFields) -> bool:
    """Remove what an account says of itself, if there is anything."""
    return _replace_information(call, lock_account(call, sip_id), None)


def get_watchers(call: Call, sip_id: SipIdFields) -> Sequence[WatcherAnswer]:
    """Who watches an account: nobody, as long as no presence agent tells of any."""
    find_account(call, sip_id)
    return []


def set_policy(call: Call, sip_id: SipIdFields, given: PresencePolicyFields) -> bool:
    """Replace all three lists: one that is not given is empty. Empty and repeated entries are dropped.

    Raises InvalidValue (policy.<list>, policy.<list>.<position>).
    """
    account = lock_account(call, sip_id)
    wanted = {action: _watchers(given.get(action, ()), f"policy.{action}") for action in ACTIONS}
    new: Policy = {action: watchers for action, watchers in wanted.items() if watchers}
    old = store.policy_of(call.unit, account.id)
    if new != old:
        store.replace_policy(call.unit, account.id, new)
        undo_by = [_set_policy(account, old)]
        call.changed(account.subject, {"policy": old}, {"policy": new}, account.customer, undo_by=undo_by)
    return True


def get_policy(call: Call, sip_id: SipIdFields) -> PresencePolicyAnswer:
    """All three lists of an account."""
    policy = store.policy_of(call.unit, find_account(call, sip_id).id)
    return PresencePolicyAnswer(**{action: policy.get(action, ()) for action in ACTIONS})


def steps_of_all(call: Call, account: Account) -> list[Step]:
    """What makes all of it again that goes with its account."""
    said, policy = store.information_of(call.unit, account.id), store.policy_of(call.unit, account.id)
    return [
        *([_inform(account, said)] if said is not None else []),
        *([_set_policy(account, policy)] if policy else []),
    ]


def _replace_information(call: Call, account: Account, new: Information | None) -> bool:
    old = store.information_of(call.unit, account.id)
    if new != old:
        store.replace_information(call.unit, account.id, new)
        before, after = ({"presence": None if said is None else said._asdict()} for said in (old, new))
        call.changed(account.subject, before, after, account.customer, undo_by=[_inform(account, old)])
    return True


def _inform(account: Account, said: Information | None) -> Step:
    if said is None:
        return _step(account, "deletePresenceInformation")
    return _step(account, "setPresenceInformation", information=said._asdict())


def _set_policy(account: Account, policy: Policy) -> Step:
    return _step(account, "setPolicy", policy=policy)


def _step(account: Account, operation: str, **arguments: Any) -> Step:
    """Whoever undoes has his own rights: the step needs no password, and holds none."""
    return Step("presence", operation, {"sipId": account.sip_id, "password": "", **arguments})


def _watchers(given: Sequence[str], field: str) -> list[str]:
    """Each entry once, checked, in the order given."""
    found = dict.fromkeys(watcher(text, f"{field}.{position}") for position, text in enumerate(given) if text)
    if len(found) > MOST:
        raise InvalidValue(f"must have at most {MOST} items", field=field)
    return list(found)


def watcher(text: str, field: str) -> str:
    """An entry of a policy in lower case, an address or a domain. Raises InvalidValue."""
    username, at, domain = text.rpartition("@")
    place = names.domain(domain, field)
    return f"{names.username(username, field)}@{place}" if at else place
