# SPDX-License-Identifier: Apache-2.0
"""Limits how many passwords are tried (promise P20, rule L-B of docs/contract/login.md).

An attempt is counted before the password is looked at, so that guesses sent at once are no more than guesses sent one by
one. All users of one CDRTool share an address, and anybody can type anybody's name: therefore the limits over all
addresses and over all names spare a pair of name and address that was right in the last month, and when such a pair is
beyond its own limit one attempt a minute is still looked at.
"""

import ipaddress
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import attempts
from ngnprov.db.ledgers.attempts import SECONDS_AHEAD, Counter
from ngnprov.db.ledgers.deferred import Deferred, Words
from ngnprov.db.unit import Unit
from ngnprov.errors import TooManyLogins
from ngnprov.settings import LoginSettings

log = logging.getLogger("ngnprov.auth")

TRUSTED_SECONDS = 30 * 24 * 3600
EVERY_SECONDS = 60
"""How often an attempt of a trusted pair is looked at beyond its limit."""

UNDER_WAY_SECONDS = 2
"""An attempt that began no longer ago may be under way, and be given back when it is right."""

WAITS = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds that a trusted pair waits for its own attempts under way."""

_CLEANING = 0.02

_WAITING = 10_000
_WORDS = Words(
    "attempts",
    waiting="login attempts wait to be given back",
    missing="login attempts stay counted that were not wrong",
)


class Locked(TooManyLogins):
    """Too many attempts: 905.

    ``counter`` is the name and the address of the counter that is full (:mod:`ngnprov.db.ledgers.attempts`) and when its
    window began, ``is_journaled`` whether the journal knows of it already, ``is_crowded`` whether the attempts may still be
    under way, and all right.
    """

    def __init__(
        self, counter: tuple[str, str, int], wait: int, *, is_journaled: bool, is_crowded: bool = False
    ) -> None:
        minutes = -(-wait // 60)
        super().__init__(
            f"too many logins failed; try again in {minutes} minute{'s' if minutes > 1 else ''}", retry_after=wait
        )
        self.counter = counter
        self.is_journaled = is_journaled
        self.is_crowded = is_crowded


@dataclass(frozen=True, slots=True)
class Attempt:
    """One that is counted. ``windows`` are the beginnings of those in which it is: of the network, of the name, of both."""

    name: str
    network: str
    windows: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Owed:
    """An attempt to be given back; ``succeeded`` is when it was right, 0 for one that nobody can tell."""

    attempt: Attempt
    succeeded: int = 0


class Throttle:
    """Counts login attempts in the database.

    An attempt that the database is too busy to give back at once is given back later: before the next one is counted in this
    process, or by a thread.
    """

    def __init__(self, database: Database, settings: LoginSettings) -> None:
        self._database = database
        self._settings = settings
        self._owed = Deferred(database, _give_back, _WORDS, log, _WAITING)

    def look(self, unit: Unit, name: str, network: str) -> None:
        """Raise :class:`Locked` when :meth:`reserve` would: a flood of guesses then costs a look and no change."""
        if not self._owed.is_empty:
            return  # the counters say too much
        moment = int(time.time())
        counted = attempts.look(unit, name, network, moment, self._settings.window_seconds)
        locked = self._judge(name, network, moment, *counted)
        if locked is not None and not locked.is_crowded:
            raise locked

    def reserve(self, name: str, network: str, is_known: Callable[[], bool]) -> Attempt | None:
        """Count an attempt for the folded ``name``. Raises :class:`Locked` (905); nothing is counted then.

        Attempts under way count, too. Right after a start many calls of one login come at once; a pair that was right
        lately waits a moment for them. None when meanwhile the login ``is_known`` to be right by one of them: nothing is
        counted then either.
        """
        for wait in (*WAITS, 0.0):
            try:
                self._owed.write_now()
                return self._database.write(lambda unit: self._reserve(unit, name, network))
            except Locked as locked:
                if not (locked.is_crowded and wait):
                    raise
            time.sleep(wait)
            if is_known():
                return None
        raise AssertionError("unreachable")

    def succeed(self, attempt: Attempt) -> None:
        """The attempt was right: give it back, and trust the pair for a month.

        What was wrong before stays counted: else whoever shares the owner's address could guess anew after each of his logins.
        """
        self._settle(_Owed(attempt, int(time.time())))

    def take_back(self, attempt: Attempt) -> None:
        """The attempt was neither right nor wrong: count one less."""
        self._settle(_Owed(attempt))

    def settle(self) -> None:
        """Wait until every attempt that is owed is given back."""
        self._owed.settle()

    def _settle(self, owed: _Owed) -> None:
        """Now or later. Where a COMMIT broke off it may happen twice, which is better than not at all."""
        try:
            self._database.write(lambda unit: _give_back(unit, owed))
        except StorageFailure:
            self._owed.add(owed)

    def _reserve(self, unit: Unit, name: str, network: str) -> Attempt:
        moment, window = int(time.time()), self._settings.window_seconds
        if random.random() < _CLEANING:  # noqa: S311  no secret
            attempts.forget(unit, moment - window, moment - TRUSTED_SECONDS)
        # always in this order: two attempts never wait for each other
        by_network = attempts.count(unit, "", network, moment, window)
        by_name = attempts.count(unit, name, "", moment, window)
        by_both = attempts.count(unit, name, network, moment, window)
        locked = self._judge(name, network, moment, by_network, by_name, by_both)
        if locked is not None:
            raise locked
        if _is_trusted(by_both, moment):
            attempts.looked_at(unit, name, network, moment)
        return Attempt(name, network, (by_network.since, by_name.since, by_both.since))

    def _judge(
        self, name: str, network: str, moment: int, by_network: Counter, by_name: Counter, by_both: Counter
    ) -> Locked | None:
        """What speaks against an attempt that is in the counters already."""
        settings = self._settings
        if _is_trusted(by_both, moment):
            return self._judge_trusted((name, network), moment, by_both)
        for key, counter, most in (  # the widest first: the journal tells of it once, whatever names are tried
            (("", network), by_network, settings.failures_per_address),
            ((name, ""), by_name, settings.failures_per_name),
            ((name, network), by_both, settings.failures),
        ):
            if counter.made > most:
                return Locked(
                    (*key, counter.since), self._left(counter, moment), is_journaled=counter.told == counter.since
                )
        return None

    def _judge_trusted(self, pair: tuple[str, str], moment: int, counter: Counter) -> Locked | None:
        beyond = counter.made - self._settings.failures
        since_latest = moment - counter.latest
        if beyond <= 1 or not -SECONDS_AHEAD <= since_latest < EVERY_SECONDS:
            return None  # the first beyond the limit is the one of this minute
        wait = max(1, min(EVERY_SECONDS - since_latest, self._left(counter, moment)))
        is_crowded = since_latest <= UNDER_WAY_SECONDS
        return Locked((*pair, counter.since), wait, is_journaled=counter.told == counter.since, is_crowded=is_crowded)

    def _left(self, counter: Counter, moment: int) -> int:
        """Seconds until the window of a counter ends."""
        return max(1, min(counter.since + self._settings.window_seconds - moment, self._settings.window_seconds))


def _is_trusted(counter: Counter, moment: int) -> bool:
    """Was the pair right in the last month?"""
    return moment - TRUSTED_SECONDS < counter.succeeded <= moment + SECONDS_AHEAD


def _give_back(unit: Unit, owed: _Owed) -> None:
    name, network = owed.attempt.name, owed.attempt.network
    for counted, since in zip((("", network), (name, ""), (name, network)), owed.attempt.windows, strict=True):
        attempts.take_back(unit, *counted, since)
    if owed.succeeded:
        attempts.succeed(unit, name, network, owed.succeeded)


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """What counts as one caller: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
