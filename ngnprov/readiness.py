# SPDX-License-Identifier: Apache-2.0
"""Can this server work: does the database answer, with this release's schema, and would it store a change (promise P8)?"""

import logging
import time
from threading import Lock

from ngnprov import belonging
from ngnprov.auth.secrets import Keys
from ngnprov.db import migrate
from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.probe import try_to_write
from ngnprov.db.timeouts import Timeouts
from ngnprov.errors import KeyMismatch, SchemaMismatch

log = logging.getLogger("ngnprov.readiness")

KEPT_SECONDS = 1.0
"""However often somebody asks, the database is asked once in this time, by one thread."""

TIMEOUTS = Timeouts(connect=3, lock=3, statement=3)
"""Shorter than anybody's patience with a probe."""


class Readiness:
    """Asks the database on connections of its own: those of calls may be waiting for it."""

    def __init__(self, url: str, keys: Keys) -> None:
        self._database = Database(url, timeouts=TIMEOUTS)
        self._keys = keys
        self._lock = Lock()
        self._obstacle = ""
        self._asked = -KEPT_SECONDS

    def obstacle(self) -> str:
        """What stands in the way, in one word: ``schema``, ``keys``, ``database``; empty when nothing does."""
        with self._lock:
            if time.monotonic() - self._asked >= KEPT_SECONDS:
                self._ask()
                self._asked = time.monotonic()
            return self._obstacle

    def _ask(self) -> None:
        before, self._obstacle, reason = self._obstacle, "", ""
        try:
            migrate.check(self._database)
            belonging.check(self._database, self._keys)
            try_to_write(self._database)
        except SchemaMismatch as error:
            self._obstacle, reason = "schema", str(error)
        except KeyMismatch as error:
            self._obstacle, reason = "keys", str(error)
        except StorageFailure as failure:
            self._obstacle, reason = "database", failure.sentence
        if self._obstacle and not before:
            log.error("not ready: %s", reason)
        elif before and not self._obstacle:
            log.warning("ready again")
