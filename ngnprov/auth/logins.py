# SPDX-License-Identifier: Apache-2.0
"""From the ``auth`` header to an actor (wire.md 3, customer.md 6.3).

Every call carries the password, so looking costs one query and a keyed hash once a login was found right: the cache holds, per
process, what was right against which stored hash. The row is read on every call; a changed password or a disabled
administrator is therefore refused at once, in every worker.
"""

import hashlib
import hmac
import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from ngnprov.actor import Actor, Level
from ngnprov.auth import passwords
from ngnprov.auth.secrets import Keys
from ngnprov.auth.throttle import Throttle
from ngnprov.db import administrators
from ngnprov.db.columns import fold
from ngnprov.db.engine import WAITING, Database
from ngnprov.db.sealed import Place
from ngnprov.db.turns import Turns
from ngnprov.db.unit import Unit
from ngnprov.errors import InternalFailure, NotAuthenticated, TooManyLogins
from ngnprov.settings import LoginSettings

log = logging.getLogger("ngnprov.auth")

MOST_REMEMBERED = 10_000
CHECKS = 2
"""Passwords that a process looks at at a time. Clients that all begin with one login wait for the first of them, and do not
count as so many guesses meanwhile."""

_NOWHERE = Place("nobody")


@dataclass(frozen=True, slots=True)
class Header:
    """The login header as values; absent members have these defaults (wire.md 3.1)."""

    username: str
    password: str = field(repr=False)
    admin: bool = False
    impersonate: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A customer's login; ``place`` is where the sealed password stands."""

    id: int
    reseller: int
    impersonate: int
    username: str
    sealed: bytes = field(repr=False)
    place: Place


class Directory(Protocol):
    """Where the logins of customers are; the customer port is one."""

    def by_username(self, unit: Unit, username: str) -> Entry | None:
        """The entry with this login, without regard to case."""

    def by_id(self, unit: Unit, id: int) -> Entry | None:
        """The entry with this number."""


class Logins:
    """Authenticates callers."""

    def __init__(self, database: Database, keys: Keys, settings: LoginSettings, directory: Directory) -> None:
        self._database = database
        self._keys = keys
        self._directory = directory
        self._throttle = Throttle(database, settings)
        self._remembered = _Remembered(settings.cache_seconds)
        self._nobody = keys.seal("nobody", _NOWHERE)
        self._turns = Turns(CHECKS, WAITING)

    def actor(self, header: Header | None, address: str) -> tuple[Actor, Unit]:
        """Who calls from ``address``, and the open reading unit in which he was looked up; the caller closes it.

        Raises NotAuthenticated or TooManyLogins; no unit is open then.
        """
        if header is None or not header.username or not header.password:
            raise _unknown()
        unit = self._database.reading()
        try:
            if header.admin:
                unit = self._administrator(unit, header, address)
                return administrators_actor(self._directory, unit, header.username, header.impersonate), unit
            entry, unit = self._customer(unit, header, address)
            return _entrys_actor(self._directory, unit, entry, header.username, administrator=False), unit
        except BaseException:
            unit.close()
            raise

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same caller as the writing ``unit`` finds him: his entry may have got another scope, or none, meanwhile.

        The password is not looked at again. Raises NotAuthenticated when the login is gone.
        """
        if actor.is_admin or actor.administrator:
            if self._stored_hash(unit, actor.login) is None:
                raise _unknown()
            return administrators_actor(self._directory, unit, actor.login, actor.entry)
        entry = self._directory.by_id(unit, actor.entry)
        if entry is None:
            raise _unknown()
        return _entrys_actor(self._directory, unit, entry, actor.login, administrator=False)

    def _stored_hash(self, unit: Unit, name: str) -> str | None:
        """Of an administrator's password; None when he is unknown or disabled."""
        row = administrators.find(unit, name)
        return None if row is None or row[2] else row[1]

    def _administrator(self, unit: Unit, header: Header, address: str) -> Unit:
        stored = self._stored_hash(unit, header.username)

        def is_right() -> bool:
            right = passwords.is_right(stored or passwords.nobodys_hash(), header.password)
            return right and stored is not None

        unit = self._verify(unit, header, address, stored.encode() if stored else None, is_right)
        if stored is not None and passwords.is_outdated(stored):
            unit.close()
            better = passwords.hash_password(header.password)
            self._database.write(lambda write: administrators.rehash(write, header.username, stored, better))
            unit = self._database.reading()
        return unit

    def _customer(self, unit: Unit, header: Header, address: str) -> tuple[Entry, Unit]:
        entry = self._directory.by_username(unit, header.username)

        def is_right() -> bool:
            known = self._keys.open(entry.sealed, entry.place) if entry else ""
            known = known or self._keys.open(self._nobody, _NOWHERE)
            return hmac.compare_digest(known.encode(), header.password.encode()) and entry is not None

        unit = self._verify(unit, header, address, entry.sealed if entry else None, is_right)
        assert entry is not None
        return entry, unit

    def _verify(
        self, unit: Unit, header: Header, address: str, stored: bytes | None, is_right: Callable[[], bool]
    ) -> Unit:
        """Return a reading unit when the password is right, else raise; ``stored`` None is a login that is not there."""
        key = (header.admin, fold(header.username))
        if stored is not None and self._remembered.knows(key, header.password, stored):
            return unit
        unit.close()
        with self._database.in_turn(self._turns):
            if stored is None or not self._remembered.knows(key, header.password, stored):
                self._check(header, address, key, stored, is_right)
        return self._database.reading()

    def _check(
        self, header: Header, address: str, key: tuple[bool, str], stored: bytes | None, is_right: Callable[[], bool]
    ) -> None:
        """Look at the password and remember that it is right, else raise."""
        name = f"{'admin' if header.admin else 'customer'} {key[1]}"
        try:
            self._throttle.reserve(name, address)
        except TooManyLogins:
            log.warning("login refused: too many attempts", extra=_told(header, address))
            raise
        try:
            right = is_right()
        except InternalFailure:
            self._throttle.take_back(name, address)  # nobody guessed: it is our side that cannot tell
            raise
        if not right:
            log.warning("login failed", extra=_told(header, address))
            raise _unknown()
        self._throttle.succeed(name, address)
        assert stored is not None
        self._remembered.remember(key, header.password, stored)


def administrators_actor(directory: Directory, unit: Unit, login: str, impersonated: int) -> Actor:
    """An administrator, as such or behind the entry that he impersonates; 0 is none (wire.md H7)."""
    if not impersonated:
        return Actor(Level.ADMIN, login)
    entry = directory.by_id(unit, impersonated)
    if entry is None:
        return Actor(Level.NOBODY, login, impersonated, administrator=True)
    return _entrys_actor(directory, unit, entry, login, administrator=True)


def _entrys_actor(directory: Directory, unit: Unit, entry: Entry, login: str, *, administrator: bool) -> Actor:
    """Level and scope of an entry, following its impersonate member one step (customer.md 6.3).

    An administrator behind an entry means this one, not the one with whose rights it logs in (wire.md H6).
    """
    if entry.id == entry.reseller or entry.impersonate == entry.reseller:
        return Actor(Level.RESELLER, login, entry.id, entry.reseller, entry.reseller, administrator)
    acted = entry
    if entry.impersonate and not administrator:
        other = directory.by_id(unit, entry.impersonate)
        if other is not None and other.reseller == entry.reseller:
            acted = other
    return Actor(Level.CUSTOMER, login, entry.id, acted.id, acted.reseller, administrator)


class _Remembered:
    """Logins that were right, by a fingerprint that a memory dump does not turn into passwords at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._key = os.urandom(32)
        self._lock = Lock()
        self._known: OrderedDict[tuple[bool, str], tuple[bytes, bytes, float]] = OrderedDict()

    def knows(self, key: tuple[bool, str], password: str, stored: bytes) -> bool:
        """Was this password found right against this very hash, not too long ago?"""
        found = self._known.get(key)
        if found is None:
            return False
        fingerprint, seen, when = found
        return (
            time.monotonic() - when < self._seconds
            and seen == stored
            and hmac.compare_digest(fingerprint, self._fingerprint(password))
        )

    def remember(self, key: tuple[bool, str], password: str, stored: bytes) -> None:
        """The password is right against ``stored``."""
        with self._lock:
            self._known[key] = (self._fingerprint(password), bytes(stored), time.monotonic())
            self._known.move_to_end(key)
            if len(self._known) > MOST_REMEMBERED:
                self._known.popitem(last=False)

    def _fingerprint(self, password: str) -> bytes:
        return hashlib.blake2b(password.encode(), key=self._key, digest_size=32).digest()  # RFC 7693 2.9, a MAC


def _unknown() -> NotAuthenticated:
    return NotAuthenticated("the login is not known or its password is wrong")


def _told(header: Header, address: str) -> dict[str, str]:
    name = "".join(character if character.isprintable() else "?" for character in header.username[:64])
    return {"login": name, "address": address}
