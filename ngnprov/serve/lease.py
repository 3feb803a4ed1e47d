# SPDX-License-Identifier: Apache-2.0
"""The lease of a process on one job: while it works nobody else does, and when it is killed another one takes over."""

import contextlib
import secrets
import threading
import time
from collections.abc import Iterator
from typing import Final

from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import leases
from ngnprov.db.unit import Unit

LASTS_SECONDS: Final = 6.0
"""How long after the last renewal another process takes over, at most; it looks each second or so."""

RENEWED_SECONDS: Final = 2.0


class Lease:
    """The lease ``name`` of a database.

    It is written only while there is work: an idle server changes nothing.
    """

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        self._name = name
        self._holder = secrets.token_hex(8)
        self._until = 0.0

    @property
    def is_ours(self) -> bool:
        """Is it certain that nobody else has it? Counted from before it was asked for, by our clock alone."""
        return time.monotonic() < self._until

    def is_others(self, unit: Unit) -> bool:
        """Has another process the lease?"""
        return leases.is_others(unit, self._name, self._holder, int(LASTS_SECONDS * 1000))

    @contextlib.contextmanager
    def kept(self) -> Iterator[bool]:
        """Have the lease, if nobody else has it, and have it renewed however long it takes; is it ours?

        Raises :class:`StorageFailure`. It is not given back at the end: there may be more to do soon.
        """
        if self._until - time.monotonic() < LASTS_SECONDS - RENEWED_SECONDS:
            self._renew()
        if not self.is_ours:
            yield False
            return
        is_done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=[is_done], name=f"lease {self._name}", daemon=True)
        keeper.start()
        try:
            yield True
        finally:
            is_done.set()
            keeper.join()

    def give_back(self) -> None:
        """Let another process have it at once."""
        if self.is_ours:
            self._until = 0.0
            self._database.write(lambda unit: leases.release(unit, self._name, self._holder))

    def _keep(self, is_done: threading.Event) -> None:
        while not is_done.wait(RENEWED_SECONDS):
            with contextlib.suppress(StorageFailure):  # until it has run out there are other attempts
                self._renew()

    def _renew(self) -> None:
        began, lasts = time.monotonic(), int(LASTS_SECONDS * 1000)
        is_ours = self._database.write(lambda unit: leases.take(unit, self._name, self._holder, lasts))
        self._until = began + LASTS_SECONDS if is_ours else 0.0
