# SPDX-License-Identifier: Apache-2.0
"""How long is waited for a database."""

from dataclasses import dataclass

from ngnprov.settings import DatabaseSettings

TRIES = 5
"""How often a change is begun that others were in the way of."""

IDLE_SECONDS = 30.0
"""After this time a server closes a connection that it does not need."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds. ``lock`` is for one lock, ``patience`` for all the waiting that a change or a call may do.

    Without ``statement`` an answer is waited for as long as it takes, as imports and migrations need; without ``idle``
    connections are kept to the end.
    """

    connect: int = DatabaseSettings.connect_timeout
    lock: int = DatabaseSettings.lock_timeout
    patience: float = float(DatabaseSettings.lock_timeout * TRIES)
    statement: int | None = None
    idle: float | None = None

    @classmethod
    def of(cls, settings: DatabaseSettings, *, serving: bool) -> "Timeouts":
        """Those of the settings, for a server or for a command."""
        if not serving:
            return cls(settings.connect_timeout, settings.lock_timeout, float(settings.lock_timeout * TRIES))
        wait = settings.write_wait
        return cls(settings.connect_timeout, wait, float(wait), settings.statement_timeout, IDLE_SECONDS)
