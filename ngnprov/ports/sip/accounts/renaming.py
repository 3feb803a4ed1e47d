# SPDX-License-Identifier: Apache-2.0
"""Giving an account another user name, for a port that holds it: NGNPro itself has no such operation.

What is kept for an account stays, for that is by its number. Digests are over the user name, and what is sealed is sealed for
the address: both are made anew. That takes the password in clear, so that an account without it keeps its name."""

from typing import Any

from ngnprov.calls.call import Call
from ngnprov.ports.sip.accounts import fields, passwords, store
from ngnprov.ports.sip.accounts.lookup import Account, lock_account, taken
from ngnprov.ports.sip.accounts.making import number_of
from ngnprov.ports.sip.aliases import service as aliases
from ngnprov.ports.sip.aliases import store as alias_store
from ngnprov.ports.sip.wire import SipIdFields


def can_be_renamed(call: Call, sip_id: SipIdFields) -> bool:
    """Is the password of an account kept in clear? The account is held until the unit ends. Raises AccountUnknown."""
    return bool(lock_account(call, sip_id).password)


def rename_account(call: Call, sip_id: SipIdFields, username: str, field: str) -> Account:
    """Give an account whose password is kept in clear another user name of its domain; the aliases that lead to it follow.

    Raises AccountExists on ``field``.
    """
    account = lock_account(call, sip_id)
    domain = account.domain
    if store.is_taken(call.unit, username, domain) or alias_store.is_taken(call.unit, username, domain):
        raise taken(field=field)
    address = f"{username}@{domain}"
    password = passwords.clear_text(call, account.username, domain, account.password)
    properties: Any = [each._asdict() for each in fields.properties_out(call, account.address, account.properties)]
    changed: dict[str, Any] = {
        "username": username,
        **passwords.from_password(call, username, domain, password, keep=True),
        "properties": fields.properties_in(call, address, properties),
        "change_date": call.now,
    }
    store.ACCOUNTS.update(call.unit, account.id, {**changed, "number": number_of(username)})
    call.changed(account.subject, {"username": account.username}, {"username": username}, account.customer)
    aliases.follow(call, (account.username, domain), username)
    return account._replace(**changed)
