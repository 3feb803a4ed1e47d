# SPDX-License-Identifier: Apache-2.0
"""From the ``auth`` header to an actor (wire.md 3).

Every call carries the password, so looking costs one query and a keyed hash once a login was found right: the cache holds, per
process, what was right against which stored hash. The row is read on every call; a changed password or a disabled
administrator is therefore refused at once, in every worker. It is remembered for the network alone from which it came: to
everybody else a login that is in use is as any other, and his guesses are counted before they are looked at (rule L-A).
"""

import hmac
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Protocol

from ngnprov.auth import factors, passwords, second_factor
from ngnprov.auth.actors import Directory, Entry, administrators_actor, entrys_actor, found_again
from ngnprov.auth.alarms import Alarm
from ngnprov.auth.claims import Claim, Given, Request, suspended, unknown
from ngnprov.auth.denials import Denial, Denials
from ngnprov.auth.pseudonyms import Pseudonyms
from ngnprov.auth.remembered import Remembered
from ngnprov.auth.second_factor import Proof
from ngnprov.auth.throttle import Attempt, Locked, Throttle, network_of
from ngnprov.calls.actor import Actor, Factor, Level
from ngnprov.db import administrators
from ngnprov.db.columns import fold
from ngnprov.db.engine import WAITING, Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import journal
from ngnprov.db.turns import Turns
from ngnprov.db.unit import Unit
from ngnprov.errors import NotAuthenticated, Refusal
from ngnprov.sealing.columns import SealContext
from ngnprov.sealing.keys import Keys
from ngnprov.settings import Settings

log = logging.getLogger("ngnprov.auth")

CHECKS = 2
"""Passwords that a process looks at at a time. Clients that all begin with one login wait for the first of them, and do not
count as so many guesses meanwhile."""

SESSION_PREFIX: Final = "ngs_"
"""How tokens of sessions begin, so that scanners of sources and logs find them."""

_NOWHERE = SealContext("nobody")


@dataclass(slots=True)
class Header:
    """The login header as values; absent members have these defaults (wire.md 3.1).

    This and :class:`Entry` are made in every call, and not frozen: that would cost each of them a microsecond.
    """

    username: str
    password: str = field(repr=False)
    admin: bool = False
    impersonate: int = 0
    code: str = field(default="", repr=False)
    """Of his second factor: a parameter of the operation that begins a session."""

    @property
    def kind(self) -> str:
        """Whose it is."""
        return "admin" if self.admin else "customer"


class Users(Protocol):
    """Where the logins of users are: those whose names are e-mail addresses (rule L-G)."""

    def actor(self, unit: Unit, header: Header, request: Request) -> tuple[Actor, Unit]:
        """The user whom the header names, as :meth:`Logins.actor` answers."""

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same user as ``unit`` finds him. Raises NotAuthenticated."""


class Sessions(Protocol):
    """Where sessions are (rule L-H)."""

    def actor(self, unit: Unit, header: Header, request: Request) -> tuple[Actor, Unit] | None:
        """Whoever has the session whose token stands in the place of the password, as :meth:`Logins.actor` answers; None when
        it is none, or over."""

    def require_open(self, unit: Unit, id: int) -> None:
        """Raise NotAuthenticated when a session is over."""


class Logins:
    """Authenticates callers. ``denials`` takes those who fail, and others who are denied, into the journal; ``users`` knows
    those who call for a customer under names of their own, ``sessions`` those who have logged in before, None where nobody
    does."""

    def __init__(self, database: Database, keys: Keys, settings: Settings, directory: Directory) -> None:
        self.database = database
        self._settings = settings
        self._keys = keys
        self._directory = directory
        self._throttle = Throttle(database, settings.login)
        self._remembered = Remembered(settings.login.cache_seconds)
        self._nobody = keys.seal("nobody", _NOWHERE)
        self._turns = Turns(CHECKS, WAITING)
        self._pseudonyms = Pseudonyms(keys.path)
        self.denials = Denials(database)
        self.users: Users | None = None
        self.sessions: Sessions | None = None

    def actor(self, header: Header | None, request: Request) -> tuple[Actor, Unit]:
        """Who calls, and the open reading unit in which he was looked up; the caller closes it.

        Raises NotAuthenticated or TooManyLogins; no unit is open then.
        """
        if header is None or not header.username or not header.password:
            raise unknown()
        unit = self.database.reading()
        try:
            if self.sessions is not None and header.password.startswith(SESSION_PREFIX):
                found = self.sessions.actor(unit, header, request)
                if found is not None:
                    return found
            if header.admin:
                login, factor, unit = self._administrator(unit, header, request)
                actor = administrators_actor(self._directory, unit, login, header.impersonate)
                return actor if factor is Factor.NONE else replace(actor, factor=factor), unit
            entry = self._directory.by_username(unit, header.username)
            if entry is None and self.users is not None and "@" in header.username:
                return self.users.actor(unit, header, request)
            entry, unit = self._customer(unit, entry, header, request)
            if entry.barred:
                raise self.barred(header, entry.username, entry.id, request)
            return entrys_actor(self._directory, unit, entry, entry.username, by_admin=False), unit
        except BaseException:
            unit.close()
            raise

    def settle(self) -> None:
        """Wait until the database has what becomes of the logins so far: entries of the journal, attempts given back."""
        self.denials.settle()
        self._throttle.settle()

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same caller as the writing ``unit`` finds him: his entry may have got another scope, or none, meanwhile.

        The password is not looked at again. Raises NotAuthenticated when the login is gone.
        """
        if actor.session and self.sessions is not None:
            self.sessions.require_open(unit, actor.session)
        users = self.users if actor.user else None
        found = found_again(self._directory, unit, actor) if users is None else users.look_again(unit, actor)
        if not actor.session and actor.factor is Factor.NONE:
            return found
        return replace(found, session=actor.session, factor=actor.factor)

    def _administrator(self, unit: Unit, header: Header, request: Request) -> tuple[str, Factor, Unit]:
        row = administrators.find(unit, header.username)
        login: str | None = None if row is None else row[0]
        stored: str | None = None if row is None or row[2] else row[1]
        network = network_of(request.address)
        has_factor = row is not None and bool(row[4])
        proof = Proof(factors.ADMIN, row[3], header.code) if row is not None and has_factor and header.code else None
        factor = Factor.of(is_shown=proof is not None, has_one=has_factor)
        if stored and login is not None and proof is None and self.is_remembered(header, network, stored.encode()):
            return login, factor, unit

        def is_right() -> bool:
            right = passwords.is_right(stored or passwords.nobodys_hash(), header.password)
            return right and stored is not None and self.is_proved(proof)

        claim = self.claim(header, login, remembered_as(stored, proof))
        unit = self.verify(unit, header, request, claim, is_right)
        if stored is not None and passwords.is_outdated(stored):
            # a later login will do, this one was right
            better = passwords.hash_password(header.password)
            work = partial(administrators.rehash, name=header.username, old=stored, stored=better)
            unit = self.note(unit, work, "a password is not stored better yet", header.username)
        return claim.login, factor, unit

    def is_proved(self, proof: Proof | None) -> bool:
        """Is what is shown of a second factor right, if anything has to be? It is good this once. Raises StorageFailure."""
        if proof is None:
            return True
        return self.database.write(lambda unit: second_factor.is_right(unit, self._keys, proof))

    def note(self, unit: Unit, work: Callable[[Unit], object], otherwise: str, login: str) -> Unit:
        """Note something of a login that was right, if the database takes it: the call goes on, ``otherwise`` is in the log.

        Ends the reading unit, and returns another one.
        """
        unit.close()
        try:
            self.database.write(work)
        except StorageFailure as failure:
            log.warning("%s: %s", otherwise, failure, extra={"login": login})
        return self.database.reading()

    def _customer(self, unit: Unit, entry: Entry | None, header: Header, request: Request) -> tuple[Entry, Unit]:
        network = network_of(request.address)
        if entry is not None and self.is_remembered(header, network, entry.sealed):
            return entry, unit

        def is_right() -> bool:
            known = self._keys.open(entry.sealed, entry.context) if entry else ""
            known = known or self._keys.open(self._nobody, _NOWHERE)
            right = hmac.compare_digest(known.encode(), header.password.encode()) and entry is not None
            return right or work_in_vain(header)

        known = (None, None, 0) if entry is None else (entry.username, entry.sealed, entry.id)
        claim = self.claim(header, *known)
        unit = self.verify(unit, header, request, claim, is_right)
        assert entry is not None
        return entry, unit

    def barred(self, given: Given, login: str, customer: int, request: Request) -> NotAuthenticated:
        """What is told to whoever knows the password of a suspended customer; log and journal have it, too."""
        refusal = suspended()
        self._tell("login refused: suspended", given, request, self.claim(given, login, None, customer), refusal)
        return refusal

    def is_remembered(self, header: Given, network: str, stored: bytes) -> bool:
        """Was this very login right from this network lately, against what is stored now?"""
        return self._remembered.knows((header.kind, fold(header.username), network), header.password, stored)

    def claim(self, header: Given, login: str | None, stored: bytes | None, customer: int = 0) -> Claim:
        """``login`` is the name of somebody who is there, None when nobody has it."""
        kind, name = header.kind, fold(header.username)
        pseudonym = self._pseudonyms.of(name)  # for known names, too: it takes its time
        if login is None:
            return Claim(pseudonym, f"{kind} {pseudonym}", stored)
        return Claim(login, f"{kind} {name}", stored, customer)

    def verify(self, unit: Unit, header: Given, request: Request, claim: Claim, is_right: Callable[[], bool]) -> Unit:
        """Return a reading unit when the password is right, else raise."""
        name, network, stored = claim.counted_as, network_of(request.address), claim.stored

        def is_known() -> bool:
            return stored is not None and self.is_remembered(header, network, stored)

        try:
            with unit:
                self._throttle.look(unit, name, network)
            with self.database.in_turn(self._turns):
                # unless somebody else was right meanwhile
                attempt = None if is_known() else self._throttle.reserve(name, network, is_known)
                if attempt is not None:
                    self._try(attempt, header, request, claim, is_right)
        except Locked as locked:
            self._tell("login refused: too many attempts", header, request, claim, locked)
            raise
        return self.database.reading()

    def _try(
        self, attempt: Attempt, header: Given, request: Request, claim: Claim, is_right: Callable[[], bool]
    ) -> None:
        """Look at the password of an attempt that is counted. Raises NotAuthenticated."""
        try:
            right = is_right()
        except Exception:
            self._throttle.take_back(attempt)  # nobody guessed: it is our side that cannot tell
            raise
        if not right:
            refusal = unknown()
            self._tell("login failed", header, request, claim, refusal)
            raise refusal
        assert claim.stored is not None
        # first: however long the database is busy, the next call of this login needs no change
        self._remembered.remember((header.kind, fold(header.username), attempt.network), header.password, claim.stored)
        self._throttle.succeed(attempt)

    def _tell(self, what: str, header: Given, request: Request, claim: Claim, refusal: Refusal) -> None:
        """To the log always, to the journal unless it knows that there are too many."""
        who = {"login": claim.login, "address": request.address, "request_id": request.request_id}
        is_admin = header.kind == "admin"
        log.warning(what, extra={**who, "admin": is_admin, "operation": request.operation, "code": refusal.code})
        counter = refusal.counter if isinstance(refusal, Locked) else None
        if isinstance(refusal, Locked) and refusal.is_journaled:
            return
        values = {
            **who,
            "kind": journal.LOGIN,
            "level": Level.NOBODY.name.lower(),
            "entry": 0,
            "behind": False,
            "customer": claim.customer,
            "operation": request.operation,
            "subject": request.port_title,
            "code": refusal.code,
            "before": None,
            "after": {"admin": True} if is_admin else None,
        }
        alarm = self._alarm(request, claim, counter) if is_admin else None
        self.denials.add((network_of(request.address), claim.login), Denial(values, counter, alarm))

    def _alarm(self, request: Request, claim: Claim, counter: tuple[str, str, int] | None) -> Alarm | None:
        """What the operator hears of a login as an administrator: nothing when no enabled one has the name.

        Nor when it was refused for what was tried with all names, which says nothing of this one.
        """
        mail = self._settings.mail
        if not mail.is_on or claim.stored is None or (counter is not None and not counter[0]):
            return None
        return Alarm(claim.login, request.address, counter is not None, mail, self._settings.login.window_seconds)


def remembered_as(stored: str | None, proof: Proof | None) -> bytes | None:
    """What a right password is remembered against; with a code of a second factor, which is good once, against nothing that
    comes again."""
    if not stored:
        return None
    return stored.encode() if proof is None else secrets.token_bytes(16)


def work_in_vain(header: Header) -> bool:
    """No; a name that a user may have takes as long to refuse as the password of one (rule L-G)."""
    if "@" in header.username:
        passwords.is_right(passwords.nobodys_hash(), header.password)
    return False
