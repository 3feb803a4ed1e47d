# SPDX-License-Identifier: Apache-2.0
"""The account that an operation is about: what every group of operations with a ``sipId`` begins with."""

from collections.abc import Mapping, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import store
from ngnprov.ports.sip.accounts.store import ACCOUNTS, Account
from ngnprov.ports.sip.errors import AccountUnknown
from ngnprov.zonefiles import hostnames


def find_account(call: Call, sip_id: Mapping[str, Any]) -> Account:
    """The account ``sip_id`` names, for reading. Raises MissingInput, AccountUnknown (1010)."""
    return _known(ACCOUNTS.get(call.unit, call.actor, *names.parts(sip_id, "sipId")), "sipId")


def find_accounts(call: Call, sip_ids: Sequence[Mapping[str, Any]]) -> list[Account | None]:
    """The account that each of them names, None for what is not in the caller's scope or names nothing."""
    wanted = [(hostnames.lower(each.get("username", "")), hostnames.lower(each.get("domain", ""))) for each in sip_ids]
    accounts = store.get_many(call.unit, call.actor, wanted)
    found = {(account.username, account.domain): account for account in accounts}
    return [found.get(address) for address in wanted]


def hold_account(call: Call, sip_id: Mapping[str, Any], field: str = "sipId") -> Account:
    """The same, held against other changes until the unit ends."""
    return _known(ACCOUNTS.lock(call.unit, call.actor, *names.parts(sip_id, field)), field)


def _known(account: Account | None, field: str) -> Account:
    if account is None:
        raise AccountUnknown("there is no such SIP account", field=field)
    return account
