# SPDX-License-Identifier: Apache-2.0
"""Limits how many passwords are tried (promise P20).

An attempt is counted before the password is looked at, so that guesses sent at once are no more than guesses sent one by
one. All users of one CDRTool share an address, and anybody can type anybody's name: therefore the limits over all
addresses and over all names spare a pair of name and address that was right in the last month.
"""

import ipaddress
import random
import time

from ngnprov.db import attempts
from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from ngnprov.errors import TooManyLogins
from ngnprov.settings import LoginSettings

TRUSTED_SECONDS = 30 * 24 * 3600
WAITS = (0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds that a trusted pair waits for its own attempts under way."""

_CLEANING = 0.02


class _Crowded(TooManyLogins):
    """Too many for a pair that was right lately."""


class Throttle:
    """Counts login attempts in the database."""

    def __init__(self, database: Database, settings: LoginSettings) -> None:
        self._database = database
        self._settings = settings

    def reserve(self, name: str, address: str) -> None:
        """Count an attempt for the folded ``name``. Raises :class:`TooManyLogins` (905).

        Attempts under way count, too. Right after a start many calls of one login come at once; a pair that was right
        lately waits a moment for them.
        """
        network = network_of(address)
        for wait in (*WAITS, 0.0):
            try:
                self._database.write(lambda unit: self._reserve(unit, name, network))
                return
            except _Crowded:
                if not wait:
                    raise
                time.sleep(wait)

    def succeed(self, name: str, address: str) -> None:
        """The attempt was right: give it back."""
        network = network_of(address)

        def work(unit: Unit) -> None:
            attempts.take_back(unit, "", network)
            attempts.take_back(unit, name, "")
            attempts.succeed(unit, name, network, int(time.time()))

        self._database.write(work)

    def take_back(self, name: str, address: str) -> None:
        """The attempt was neither right nor wrong: count one less."""
        network = network_of(address)

        def work(unit: Unit) -> None:
            for counted in (("", network), (name, ""), (name, network)):
                attempts.take_back(unit, *counted)

        self._database.write(work)

    def _reserve(self, unit: Unit, name: str, network: str) -> None:
        settings, moment = self._settings, int(time.time())
        window = settings.window_seconds
        if random.random() < _CLEANING:  # noqa: S311  no secret
            attempts.forget(unit, moment - window, moment - TRUSTED_SECONDS)
        # always in this order: two attempts never wait for each other
        by_address, _ = attempts.count(unit, "", network, moment, window)
        by_name, _ = attempts.count(unit, name, "", moment, window)
        by_both, succeeded = attempts.count(unit, name, network, moment, window)
        is_trusted = moment - TRUSTED_SECONDS < succeeded <= moment
        too_wide = by_address > settings.failures_per_address or by_name > settings.failures_per_name
        if by_both > settings.failures or (too_wide and not is_trusted):
            kind = _Crowded if is_trusted else TooManyLogins
            raise kind(f"too many logins failed; try again in {-(-window // 60)} minutes")


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
