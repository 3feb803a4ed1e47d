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

    Members stand in order, here and there: named, they would cost a list a tenth of its time. A test compares the names.
    """
    (
        _,
        username,
        domain,
        first_name,
        last_name,
        sealed,
        ha1,
        _,
        _,
        _,
        email,
        timezone,
        owner,
        customer,
        reseller,
        quota,
        prepaid,
        rpid,
        region,
        quickdial_prefix,
        timeout,
        call_limit,
        acl,
        properties,
        create_date,
        change_date,
    ) = account
    password = ""
    if sealed and in_clear:
        password, ha1 = passwords.opened(call.context.keys, username, domain, sealed), ""
    return SipAccountAnswer(
        SipIdAnswer(username, domain),
        first_name,
        last_name,
        password,
        ha1,
        email,
        timezone,
        owner,
        customer,
        reseller,
        sorted([*memberships, PREPAID]) if prepaid else memberships,
        quota,
        prepaid,
        rpid,
        region,
        quickdial_prefix,
        timeout,
        call_limit,
        fields.acl_out(acl) if acl else (),
        fields.properties_out(call, f"{username}@{domain}", properties) if properties else (),
        clock.to_seconds(create_date),
        clock.to_seconds(change_date),
    )
