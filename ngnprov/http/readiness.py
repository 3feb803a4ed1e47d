# SPDX-License-Identifier: Apache-2.0
"""Can this server work: does the database answer, with this release's schema, and would it store a change (promise P8)?"""

import logging
import time
from threading import Lock

from ngnprov.db import migrate
from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure, Transient
from ngnprov.db.probe import Standstill, try_to_write
from ngnprov.db.timeouts import IDLE_SECONDS, Timeouts
from ngnprov.errors import KeyMismatch, SchemaMismatch
from ngnprov.sealing.keys import Keys
from ngnprov.settings import DatabaseSettings
from ngnprov.upkeep import key_match

log = logging.getLogger("ngnprov.http.readiness")

KEPT_SECONDS = 1.0
"""However often somebody asks, the database is asked once in this time, by one thread."""

TIMEOUTS = Timeouts(connect=3, lock=3, patience=3.0, statement=3, idle=IDLE_SECONDS)
"""Shorter than anybody's patience with a probe."""


class Readiness:
    """Asks the database of ``serving`` on a connection of its own: those of calls may be waiting for it.

    ``wait`` is how many seconds a call waits until it is told that the database is busy (W-M).
    """

    def __init__(self, settings: DatabaseSettings, serving: Database, keys: Keys) -> None:
        self.database = Database(settings.url, timeouts=TIMEOUTS)
        """With connections of its own, for questions that must not wait."""
        self._standstill = Standstill(self.database, serving)
        self._wait = settings.write_wait
        self._keys = keys
        self._lock = Lock()
        self._obstacle = ""
        self._asked = -KEPT_SECONDS

    def obstacle(self) -> str:
        """What stands in the way, in one word: ``schema``, ``keys``, ``database``, ``busy``; empty when nothing does.

        ``busy``: nothing could be written for so long that calls are refused, and cannot be yet.
        """
        with self._lock:
            if time.monotonic() - self._asked >= KEPT_SECONDS:
                self._ask()
                self._asked = time.monotonic()
            return self._obstacle

    def _ask(self) -> None:
        before, self._obstacle, reason = self._obstacle, "", ""
        try:
            migrate.check(self.database)
            key_match.require_match(self.database, self._keys)
            try_to_write(self.database)
            stood = self._standstill.seconds()
            if stood >= self._wait:
                self._obstacle, reason = "busy", f"nothing could be written for {stood:.0f} seconds"
        except SchemaMismatch as error:
            self._obstacle, reason = "schema", str(error)
        except KeyMismatch as error:
            self._obstacle, reason = "keys", str(error)
        except Transient as failure:
            self._obstacle, reason = "busy", failure.sentence
        except StorageFailure as failure:
            self._obstacle, reason = "database", failure.sentence
        if self._obstacle and not before:
            log.error("not ready: %s", reason)
        elif before and not self._obstacle:
            log.warning("ready again")
