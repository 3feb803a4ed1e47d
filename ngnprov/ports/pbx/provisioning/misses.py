# SPDX-License-Identifier: Apache-2.0
"""Who asks with tokens that nobody has: too many of these in a minute, and his network is kept away for a time (pbx.md F7).

Each worker counts by itself, and a token once, so that a phone that asks with one that was changed keeps nobody away. Nobody
finds a token of 128 bits: what is kept away is the load."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from ngnprov.auth.throttle import network_of

log = logging.getLogger("ngnprov.pbx.phones")

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
        self._counted: dict[str, tuple[float, frozenset[int]]] = {}
        self._blocked: dict[str, float] = {}

    def is_blocked(self, address: str) -> bool:
        """Is somebody kept away?"""
        if not self._blocked:
            return False
        until = self._blocked.get(network_of(address))
        return until is not None and self._clock() < until

    def count(self, address: str, token: str) -> None:
        """He has asked with a token that nobody has."""
        network, now = network_of(address), self._clock()
        with self._lock:
            since, tokens = self._counted.pop(network, (now, frozenset()))
            if now - since >= WINDOW_SECONDS:
                since, tokens = now, frozenset()
            tokens |= {hash(token)}
            if len(tokens) < MOST:
                _keep(self._counted, network, (since, tokens))
                return
            self._blocked.pop(network, None)
            _keep(self._blocked, network, now + BLOCKED_SECONDS)
        log.warning(
            "%s tokens that no phone has came from %s: new phones from there are answered nothing for %d minutes",
            *(MOST, network, BLOCKED_SECONDS // 60),
        )


def _keep(kept: dict[str, V], network: str, value: V) -> None:
    if len(kept) >= MOST_NETWORKS:
        del kept[next(iter(kept))]
    kept[network] = value
