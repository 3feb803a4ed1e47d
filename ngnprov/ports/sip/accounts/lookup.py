# SPDX-License-Identifier: Apache-2.0
"""The account that an operation is about: what every group of operations with a ``sipId`` begins with."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import store
from ngnprov.ports.sip.accounts.store import Account
from ngnprov.ports.sip.errors import AccountExists, AccountInUse, AccountUnknown
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.zonefiles import hostnames

__all__ = ["ACCOUNTS", "Account", "find_account", "find_accounts", "in_use", "lock_account", "taken", "unknown"]

unknown = partial(AccountUnknown, "there is no such SIP account")
taken = partial(AccountExists, "the address is taken")
in_use = partial(AccountInUse, "the account is that of an extension, and is kept by PbxPort")
ACCOUNTS = Resource(
    store.ACCOUNTS, subject=lambda account: account.subject, unknown=unknown, exists=taken, in_use=in_use
)


def find_account(call: Call, sip_id: SipIdFields) -> Account:
    """The account ``sip_id`` names, for reading. Raises MissingInput, AccountUnknown (1010)."""
    return ACCOUNTS.get(call, *names.parts(sip_id, "sipId"), field="sipId")


def find_accounts(call: Call, sip_ids: Sequence[SipIdFields]) -> list[Account | None]:
    """The account that each of them names, None for what is not in the caller's scope or names nothing."""
    wanted = [(hostnames.lower(each.get("username", "")), hostnames.lower(each.get("domain", ""))) for each in sip_ids]
    accounts = store.get_many(call.unit, call.actor, wanted)
    found = {(account.username, account.domain): account for account in accounts}
    return [found.get(address) for address in wanted]


def lock_account(call: Call, sip_id: SipIdFields, field: str = "sipId") -> Account:
    """The same, held against other changes until the unit ends."""
    return ACCOUNTS.lock(call, *names.parts(sip_id, field), field=field)
