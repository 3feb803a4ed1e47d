# SPDX-License-Identifier: Apache-2.0
"""A customer who is known by the token of his entry, instead of its password (dynamic-dns.md 3).

He is counted and throttled as every login, but his tokens apart from his passwords: a router with an old token locks nobody
out of anything else, and a right token says nothing of a password. He acts for his own entry alone, as a customer, whatever
rights its password has.
"""

import hmac
from dataclasses import dataclass, field, replace

from ngnprov.auth.actors import Directory, Entry
from ngnprov.auth.claims import unknown
from ngnprov.auth.logins import Logins
from ngnprov.auth.throttle import network_of
from ngnprov.auth.tokens import hash_of
from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.context import Context
from ngnprov.calls.port import find_directory
from ngnprov.calls.runner import Execution
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.service import auth_token
from ngnprov.ports.dns.dynamic.asked import Credentials


@dataclass(frozen=True, slots=True)
class TokenLogin:
    """What he says of himself (:class:`ngnprov.auth.logins.Given`)."""

    username: str
    password: str = field(repr=False)
    kind: str = "token"


@dataclass(frozen=True, slots=True)
class TokenCaller:
    """The caller of one request; None are credentials that were not given."""

    logins: Logins
    context: Context
    given: Credentials | None

    def actor(self, execution: Execution) -> tuple[Actor, Unit]:
        """Who he is, by user name or number. Raises NotAuthenticated, TooManyLogins."""
        if self.given is None or not self.given.username or not self.given.token:
            raise unknown()
        unit = self.logins.database.reading()
        try:
            entry = self._entry(unit, self.given.username)
            unit = self._verify(unit, execution, entry, self.given)
            assert entry is not None
            if entry.barred:
                raise self.logins.barred(TokenLogin(entry.username, ""), entry.username, entry.id, execution)
        except BaseException:
            unit.close()
            raise
        return _actor(entry), unit

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same one as ``unit`` finds him, if he has that token still. Raises NotAuthenticated."""
        entry = self._directory.by_id(unit, actor.entry)
        assert self.given is not None
        if entry is None or entry.barred or not _is(auth_token(self.context.keys, unit, entry.id), self.given.token):
            raise unknown()
        return _actor(entry)

    @property
    def _directory(self) -> Directory:
        return find_directory(self.context.ports)

    def _entry(self, unit: Unit, name: str) -> Entry | None:
        entry = self._directory.by_username(unit, name)
        if entry is None and name.isascii() and name.isdigit() and len(name) <= _DIGITS:
            return self._directory.by_id(unit, int(name))
        return entry

    def _verify(self, unit: Unit, execution: Execution, entry: Entry | None, given: Credentials) -> Unit:
        """A reading unit, when the token is right."""
        token = auth_token(self.context.keys, unit, entry.id if entry else 0)
        login = TokenLogin(given.username, given.token)
        stored = hash_of(token) if token else None
        if entry is not None and stored is not None:
            login = replace(login, username=entry.username)  # by the number he is the same one
            if self.logins.is_remembered(login, network_of(execution.address), stored):
                return unit
        known = (entry.username, stored, entry.id) if entry is not None else (None, None, 0)
        claim = self.logins.claim(login, *known)
        return self.logins.verify(unit, login, execution, claim, lambda: _is(token, given.token))


_DIGITS = 10


def _actor(entry: Entry) -> Actor:
    return Actor(Level.CUSTOMER, entry.username, entry.id, entry.id, entry.reseller)


def _is(token: str, given: str) -> bool:
    """Is it the token? It takes the same time whatever was given; no token is nobody's."""
    return hmac.compare_digest(hash_of(token), hash_of(given)) and token != ""
