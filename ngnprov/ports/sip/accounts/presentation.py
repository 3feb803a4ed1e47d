# SPDX-License-Identifier: Apache-2.0
"""Stored accounts as the wire shows them (sip.md 4.3)."""

from collections.abc import Sequence

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.ports.sip.accounts import fields, passwords
from ngnprov.ports.sip.accounts.store import PREPAID, Account
from ngnprov.ports.sip.accounts.wire import SipAccountAnswer
from ngnprov.ports.sip.groups import store as groups
from ngnprov.ports.sip.wire import SipIdAnswer


def answer_all(call: Call, accounts: Sequence[Account]) -> list[SipAccountAnswer]:
    """Stored accounts as they are answered, in the same order."""
    if not accounts:
        return []
    memberships = groups.of_accounts(call.unit, [account.id for account in accounts])
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
    """An account in these groups, sorted by name. The password is shown ``in_clear`` if it was kept, else the digest (5.3)."""
    password, ha1 = "", account.ha1
    if account.password and in_clear:
        password, ha1 = passwords.clear_text(call, account.username, account.domain, account.password), ""
    return SipAccountAnswer(
        id=SipIdAnswer(account.username, account.domain),
        first_name=account.first_name,
        last_name=account.last_name,
        password=password,
        ha1=ha1,
        email=account.email,
        timezone=account.timezone,
        owner=account.owner,
        customer=account.customer,
        reseller=account.reseller,
        groups=sorted([*memberships, PREPAID]) if account.prepaid else memberships,
        quota=account.quota,
        prepaid=account.prepaid,
        rpid=account.rpid,
        region=account.region,
        quickdial_prefix=account.quickdial_prefix,
        timeout=account.timeout,
        call_limit=account.call_limit,
        acl=fields.acl_out(account.acl),
        properties=fields.properties_out(call, account.address, account.properties),
        create_date=clock.to_seconds(account.create_date),
        change_date=clock.to_seconds(account.change_date),
    )
