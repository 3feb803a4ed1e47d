# SPDX-License-Identifier: Apache-2.0
"""The rules of SIP accounts (sip.md 5.2 to 5.7), one function for each operation."""

from collections.abc import Sequence
from typing import NamedTuple

from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.ports.customer import entitlements
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import passwords, remaking, store
from ngnprov.ports.sip.accounts.changes import Changes, changes_of
from ngnprov.ports.sip.accounts.journaling import journaled
from ngnprov.ports.sip.accounts.lookup import ACCOUNTS, find_account, in_use, lock_account, unknown
from ngnprov.ports.sip.accounts.making import CREDIT, NewAccounts
from ngnprov.ports.sip.accounts.presentation import answer, answer_all
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.accounts.wire import SipAccountAnswer, SipAccountFields, SipAccountPageAnswer, SipQueryFields
from ngnprov.ports.sip.aliases import store as aliases
from ngnprov.ports.sip.domains.store import DOMAINS
from ngnprov.ports.sip.errors import AccountInUse
from ngnprov.ports.sip.groups import store as groups
from ngnprov.ports.sip.groups.service import BLOCKED
from ngnprov.ports.sip.wire import SipIdFields

ALIAS_CREDIT = "sip_alias_credit"


def add_account(call: Call, new: SipAccountFields) -> SipAccountAnswer:
    """Create an account; raises as :meth:`~ngnprov.ports.sip.accounts.making.NewAccounts.make`."""
    made = NewAccounts(call).make(new)
    return answer(call, made.account, made.groups, in_clear=made.in_clear)


def update_account(call: Call, given: SipAccountFields) -> bool:
    """Change the members given (5.2); what the caller may not change of PSTN members stays silently (6).

    Raises MissingInput, AccountUnknown, InvalidValue, CustomerUnknown (owner), NotAuthorized (free-pstn, prepaid),
    AccountInUse (blocked)."""
    account = lock_account(call, given.get("id", {}), "account.id")
    present_groups = set(groups.of_account(call.unit, account.id))
    changes = changes_of(call, account, present_groups, given)
    if BLOCKED in changes.joined | changes.left:
        _keep_blocked(call, account, changes)
    if changes:
        _store(call, account, present_groups, changes)
    return True


def delete_account(call: Call, sip_id: SipIdFields) -> bool:
    """Remove an account, all that is kept for it, and the aliases in the caller's scope that lead to it (5.2).

    Raises MissingInput, AccountUnknown, AccountInUse.
    """
    username, domain = names.parts(sip_id, "sipId")
    # before the account, in the order in which a domain is moved
    if DOMAINS.lock(call.unit, call.actor, domain) is None:
        raise unknown(field="sipId")
    account = ACCOUNTS.lock(call, username, domain, field="sipId")
    before = journaled(account, groups.of_account(call.unit, account.id))
    kept = keeping.steps_of_kept(call, store.ACCOUNTS, account, in_use)
    gone = aliases.delete_to(call.unit, call.actor, username, domain)
    told = {**before, "aliases": [alias.address for alias in gone], keeping.WENT_ALONG: keeping.told(kept)}
    ACCOUNTS.remove(
        call,
        account,
        journal=told,
        undo_by=lambda: remaking.steps_of_account(call, account, before["groups"], kept, gone),
    )
    entitlements.release(call, account.customer, account.reseller, {CREDIT: 1})
    for alias in gone:
        entitlements.release(call, alias.customer, alias.reseller, {ALIAS_CREDIT: 1})
    return True


def get_account(call: Call, sip_id: SipIdFields) -> SipAccountAnswer:
    """One account in scope. Raises MissingInput, AccountUnknown."""
    account = find_account(call, sip_id)
    keeps = passwords.keeps_clear_text(call, account.customer, account.reseller)
    return answer(call, account, groups.of_account(call.unit, account.id), in_clear=keeps)


def get_accounts(call: Call, query: SipQueryFields) -> SipAccountPageAnswer:
    """Accounts in scope that match (sip.md 3)."""
    return ACCOUNTS.find_together(call, query, lambda accounts: answer_all(call, accounts))


class Secret(NamedTuple):
    """With what an account registers: ``ha1``, and the password where it is kept in clear, else ""."""

    ha1: str
    password: str


def secrets_of(call: Call, accounts: Sequence[Account]) -> dict[int, Secret]:
    """The secrets of accounts, by their numbers in the database, for a port whose phones register with them.

    Raises InternalFailure when a password does not open."""
    holders = {account.customer for account in accounts} | {account.reseller for account in accounts}
    forbidding = passwords.forbidding(call, holders) if holders else frozenset()
    return {
        account.id: Secret(
            account.ha1,
            passwords.clear_text(call, account.username, account.domain, account.password)
            if forbidding.isdisjoint((account.customer, account.reseller))
            else "",
        )
        for account in accounts
    }


def count_accounts(call: Call) -> dict[str, int]:
    """Domain -> how many accounts it has, in the order of the names; domains in scope that have none are left out."""
    return store.counts(call.unit, call.actor)


def _keep_blocked(call: Call, account: Account, changes: Changes) -> None:
    """An account that is a part of something else is blocked with that. What is undone leaves it so, others are refused."""
    try:
        keeping.require_free(call, store.ACCOUNTS, account, in_use)
    except AccountInUse:
        if call.reverts is None:
            raise
        changes.joined.discard(BLOCKED)
        changes.left.discard(BLOCKED)


def _store(call: Call, account: Account, present_groups: set[str], changes: Changes) -> None:
    changed, groups_now = account._replace(**changes.columns), present_groups - changes.left | changes.joined
    store.ACCOUNTS.update(call.unit, account.id, {**changes.columns, "change_date": call.now})
    for name in sorted(changes.left):
        groups.remove(call.unit, account.id, name)
    groups.add(call.unit, account.id, sorted(changes.joined))
    if changed.ha1 != account.ha1:
        call.context.credentials_changed(call, account.id)
    call.changed(
        account.subject,
        journaled(account, present_groups),
        journaled(changed, groups_now),
        undo_by=lambda: remaking.steps_back(call, (account, present_groups), (changed, groups_now)),
    )
