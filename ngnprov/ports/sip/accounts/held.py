# SPDX-License-Identifier: Apache-2.0
"""The account that an operation is about: what every group of operations with a ``sipId`` begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ngnprov.call import Call
from ngnprov.db.unit import Row
from ngnprov.ports.sip import names
from ngnprov.ports.sip.accounts import store
from ngnprov.ports.sip.accounts.store import PLACE
from ngnprov.ports.sip.errors import AccountUnknown

_NAMES = ("username", "domain", "customer", "reseller")


@dataclass(frozen=True, slots=True)
class Account:
    """An account in the caller's scope. ``id`` is its number in the database, which no client sees."""

    id: int
    username: str
    domain: str
    customer: int
    reseller: int
    row: Row

    @property
    def address(self) -> str:
        """``username@domain``."""
        return f"{self.username}@{self.domain}"

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"SIP account {self.address}"

    def __getitem__(self, column: str) -> Any:
        """A column of the stored row."""
        return self.row[PLACE[column]]


def find_account(call: Call, sip_id: Mapping[str, Any]) -> Account:
    """The account ``sip_id`` names, for reading. Raises MissingInput, AccountUnknown (1010)."""
    username, domain = names.parts(sip_id, "sipId")
    return _known(store.get(call.unit, call.actor, username, domain), "sipId")


def find_accounts(call: Call, sip_ids: Sequence[Mapping[str, Any]]) -> list[Account | None]:
    """The account that each of them names, None for what is not in the caller's scope or names nothing."""
    wanted = [(each.get("username", "").lower(), each.get("domain", "").lower()) for each in sip_ids]
    accounts = map(_account, store.get_many(call.unit, call.actor, wanted))
    found = {(account.username, account.domain): account for account in accounts}
    return [found.get(address) for address in wanted]


def hold_account(call: Call, sip_id: Mapping[str, Any], field: str = "sipId") -> Account:
    """The same, held against other changes until the unit ends."""
    username, domain = names.parts(sip_id, field)
    return _known(store.lock(call.unit, call.actor, username, domain), field)


def _known(row: Row | None, field: str) -> Account:
    if row is None:
        raise AccountUnknown("there is no such SIP account", field=field)
    return _account(row)


def _account(row: Row) -> Account:
    username, domain, customer, reseller = (row[PLACE[name]] for name in _NAMES)
    return Account(row[PLACE["id"]], username, domain, customer, reseller, row)
