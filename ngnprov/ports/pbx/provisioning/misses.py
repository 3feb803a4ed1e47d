# SPDX-License-Identifier: Apache-2.0
"""Who asks for files of phones that nobody has: too many of these in a minute, and his network is answered nothing for a time
(pbx.md F7).

Each worker counts by itself. Nobody finds a token of 128 bits: what is kept away is the load."""

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from ngnprov.auth.throttle import network_of

MOST: Final = 10
WINDOW_SECONDS: Final = 60.0
BLOCKED_SECONDS: Final = 600.0
MOST_NETWORKS: Final = 10_000
"""Whoever comes beyond them takes the place of the one that was counted first."""


V = TypeVar("V")


class Misses:
    """Counts misses of networks (:func:`~ngnprov.auth.throttle.network_of`) by a clock in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counted: dict[str, tuple[float, int]] = {}
        self._blocked: dict[str, float] = {}

    def is_blocked(self, address: str) -> bool:
        """Is somebody answered nothing, whatever he asks for?"""
        if not self._blocked:
            return False
        until = self._blocked.get(network_of(address))
        return until is not None and self._clock() < until

    def count(self, address: str) -> None:
        """He has asked for what nobody has."""
        network, now = network_of(address), self._clock()
        with self._lock:
            since, count = self._counted.pop(network, (now, 0))
            if now - since >= WINDOW_SECONDS:
                since, count = now, 0
            if count + 1 < MOST:
                _keep(self._counted, network, (since, count + 1))
            else:
                self._blocked.pop(network, None)
                _keep(self._blocked, network, now + BLOCKED_SECONDS)


def _keep(kept: dict[str, V], network: str, value: V) -> None:
    if len(kept) >= MOST_NETWORKS:
        del kept[next(iter(kept))]
    kept[network] = value
