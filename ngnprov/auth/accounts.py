# SPDX-License-Identifier: Apache-2.0
"""From parameters of a call to an actor, where accounts themselves call a port (rule L-E of docs/contract/login.md).

No header says who calls: parameters do. Everything else is as for logins: counted before the password is looked at, by the
same counters, remembered for the network from which it was right, and told to log and journal in the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from ngnprov.auth.claims import Request, unknown
from ngnprov.auth.logins import Logins
from ngnprov.auth.throttle import network_of
from ngnprov.calls.actor import Actor, Level
from ngnprov.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Credentials:
    """What an account says of itself; ``username`` is its whole address."""

    kind: ClassVar[str] = "account"
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """An account that can log in. ``stored`` is what its password is compared with; it is ``barred`` while its customer, or
    the reseller, is suspended."""

    id: int
    address: str
    customer: int
    reseller: int
    stored: bytes = field(repr=False)
    barred: bool = False


class Accounts(Protocol):
    """Where the accounts are that call a port."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Those of every operation by which an account logs in, in their order."""

    def credentials(self, *values: Any) -> Credentials:
        """What the parameters say, as they are read. Raises MissingInput."""

    def by_address(self, unit: Unit, address: str) -> Account | None:
        """The account with this address."""

    def by_id(self, unit: Unit, id: int) -> Account | None:
        """The account with this number."""

    def is_right(self, account: Account | None, given: Credentials) -> bool:
        """Does the password belong to the account? For none it takes as long to say no."""


class AccountLogins:
    """Authenticates the accounts that call a port."""

    def __init__(self, logins: Logins, accounts: Accounts) -> None:
        self._logins = logins
        self._accounts = accounts

    @property
    def parameters(self) -> tuple[str, ...]:
        """Those by which an account logs in."""
        return self._accounts.parameters

    def actor(self, values: Sequence[Any], request: Request) -> tuple[Actor, Unit]:
        """The account that the values of the parameters name, and the open reading unit in which it was looked up; the caller
        closes it.

        Raises MissingInput, NotAuthenticated or TooManyLogins; no unit is open then.
        """
        given = self._accounts.credentials(*values)
        unit = self._logins.database.reading()
        try:
            account = self._accounts.by_address(unit, given.username)
            unit = self._verify(unit, given, request, account)
            assert account is not None
            if account.barred:
                raise self._logins.barred(given, account.address, account.customer, request)
            return _actor(account), unit
        except BaseException:
            unit.close()
            raise

    def _verify(self, unit: Unit, given: Credentials, request: Request, account: Account | None) -> Unit:
        """A reading unit, when the password is right."""
        network = network_of(request.address)
        if account is not None and self._logins.is_remembered(given, network, account.stored):
            return unit
        known = (None, None, 0) if account is None else (account.address, account.stored, account.customer)
        claim = self._logins.claim(given, *known)
        return self._logins.verify(unit, given, request, claim, lambda: self._accounts.is_right(account, given))

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same account as the writing ``unit`` finds it; the password is not looked at again. Raises NotAuthenticated."""
        account = self._accounts.by_id(unit, actor.account)
        if account is None or account.barred:
            raise unknown()
        return _actor(account)


def _actor(account: Account) -> Actor:
    return Actor(
        Level.ACCOUNT, account.address, customer=account.customer, reseller=account.reseller, account=account.id
    )
