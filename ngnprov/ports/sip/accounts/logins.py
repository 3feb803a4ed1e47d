# SPDX-License-Identifier: Apache-2.0
"""SIP accounts that log in themselves, with their address and the password of their devices (login.md L-E).

What is sent is compared by its digest, as clear text may not be kept: that of SHA-256, or of MD5 where nothing but MD5 digests
was ever given.
"""

import hmac
import secrets
from typing import Any

from ngnprov.auth.accounts import Account, Credentials
from ngnprov.calls.fields import required
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import passwords, store

_NOBODYS = secrets.token_hex(32)
"""No password gives it, but by chance."""


class SipLogins:
    """The accounts as a port needs them whose operations begin with ``sipId`` and ``password``."""

    parameters = ("sipId", "password")

    def credentials(self, *values: Any) -> Credentials:
        """Address and password. Raises MissingInput."""
        sip_id, password = values
        username, domain = names.parts(sip_id, "sipId")
        return Credentials(f"{username}@{domain}", required(password, "password"))

    def by_address(self, unit: Unit, address: str) -> Account | None:
        """The account with this address."""
        username, _, domain = address.rpartition("@")
        return _account(store.login_at(unit, username, domain))

    def by_id(self, unit: Unit, id: int) -> Account | None:
        """The account with this number."""
        return _account(store.login_of(unit, id))

    def is_right(self, account: Account | None, given: Credentials) -> bool:
        """Does the password give the digest that is stored? For no account it takes as long to say no."""
        username, _, domain = given.username.rpartition("@")
        made = passwords.digests(username, domain, given.password)
        stored = _NOBODYS if account is None else account.stored.decode()
        digest = made["ha1_sha256"] if len(stored) == len(made["ha1_sha256"]) else made["ha1"]
        return hmac.compare_digest(digest, stored) and account is not None


LOGINS = SipLogins()


def _account(row: Row | None) -> Account | None:
    if row is None:
        return None
    id, username, domain, customer, reseller, ha1, ha1_sha256, barred = row
    stored = (ha1_sha256 or ha1).lower().encode()
    return Account(id, f"{username}@{domain}", customer, reseller, stored, bool(barred))
