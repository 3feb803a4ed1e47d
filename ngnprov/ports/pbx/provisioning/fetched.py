# SPDX-License-Identifier: Apache-2.0
"""When phones have asked for their files, on the way into the database (pbx.md F6): nobody waits for it.

A phone that asks for the same again within a minute is not noted again, so that one that asks every second costs nothing."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from ngnprov import clock
from ngnprov.db.engine import Database
from ngnprov.db.ledgers.deferred import Deferred, Words
from ngnprov.ports.pbx import names
from ngnprov.ports.pbx.provisioning import store
from ngnprov.ports.pbx.provisioning.store import Fetch

log = logging.getLogger("ngnprov.pbx.phones")

AGAIN_SECONDS: Final = 60.0
MOST_REMEMBERED: Final = 100_000
WAITING: Final = 20_000
LONGEST_AGENT: Final = 200
LONGEST_FILE: Final = 64
_DIGITS: Final = 16
_WORDS = Words(
    "phones",
    waiting="files that phones have fetched wait to be noted",
    missing="files that phones have fetched are not noted",
)


class Fetched:
    """Notes what phones have asked for."""

    def __init__(self, database: Database) -> None:
        self._deferred = Deferred(database, store.note, _WORDS, log, WAITING)
        self._lock = threading.Lock()
        self._noted: dict[tuple[int, str, int], float] = {}

    def note(self, device: int, file: str, status: int, who: Callable[[], tuple[str, str]]) -> None:
        """A device has asked for a file; ``who`` tells what it calls itself, and its address by :func:`hash_of_address`."""
        now, key = time.monotonic(), (device, file, status)
        noted = self._noted.get(key)
        if noted is not None and now - noted < AGAIN_SECONDS:
            return
        with self._lock:
            if len(self._noted) >= MOST_REMEMBERED:
                self._noted.clear()
            self._noted[key] = now
        agent, address = who()
        self._deferred.add(
            Fetch(
                device,
                clock.now(),
                address,
                names.foreign(agent, LONGEST_AGENT),
                names.foreign(file, LONGEST_FILE),
                status,
            )
        )

    def settle(self) -> None:
        """Wait until all is noted."""
        self._deferred.settle()


def hash_of_address(address: str, token: str) -> str:
    """What tells the addresses of a device apart. Addresses are few, so that nobody finds one without the token."""
    return hashlib.sha256(f"{token} {address}".encode()).hexdigest()[:_DIGITS]
