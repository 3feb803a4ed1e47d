# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (sip.md 4.3)."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.ports.sip.accounts import fields, passwords
from ngnprov.ports.sip.accounts.store import PREPAID, Account
from ngnprov.ports.sip.accounts.wire import SipAccountAnswer
from ngnprov.ports.sip.groups.store import of_accounts
from ngnprov.ports.sip.wire import SipIdAnswer


def answer_all(call: Call, accounts: Sequence[Account]) -> list[SipAccountAnswer]:
    """Stored accounts as they are answered, in the same order."""
    if not accounts:
        return []
    memberships = of_accounts(call.unit, [account.id for account in accounts])
    holders = {account.customer for account in accounts} | {account.reseller for account in accounts}
    forbidding = passwords.forbidding(call, holders)
    return [
        answer(
            call,
            account,
            memberships.get(account.id, ()),
            in_clear=account.customer not in forbidding and account.reseller not in forbidding,
        )
        for account in accounts
    ]


def answer(call: Call, account: Account, memberships: Sequence[str], *, in_clear: bool) -> SipAccountAnswer:
    """An account in these groups, sorted by name. The password is shown ``in_clear`` if it was kept, else the digest (5.3).

    Members stand in order: named, they would cost a list a tenth of its time. A test compares the names.
    """
    password, ha1 = "", account.ha1
    if account.password and in_clear:
        password = passwords.opened(call.context.keys, account.username, account.domain, account.password)
        ha1 = ""
    id = SipIdAnswer(account.username, account.domain)
    groups = sorted([*memberships, PREPAID]) if account.prepaid else memberships
    acl = fields.acl_out(account.acl) if account.acl else ()
    properties = fields.properties_out(call, account.address, account.properties) if account.properties else ()
    create_date = clock.to_seconds(account.create_date)
    change_date = clock.to_seconds(account.change_date)
    return SipAccountAnswer(
        id,
        account.first_name,
        account.last_name,
        password,
        ha1,
        account.email,
        account.timezone,
        account.owner,
        account.customer,
        account.reseller,
        groups,
        account.quota,
        account.prepaid,
        account.rpid,
        account.region,
        account.quickdial_prefix,
        account.timeout,
        account.call_limit,
        acl,
        properties,
        create_date,
        change_date,
    )
