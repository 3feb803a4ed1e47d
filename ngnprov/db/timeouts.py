# SPDX-License-Identifier: Apache-2.0
"""How long is waited for a database."""

from dataclasses import dataclass

from ngnprov.settings import DatabaseSettings


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds; without ``statement`` an answer is waited for as long as it takes, as imports and migrations need."""

    connect: int = DatabaseSettings.connect_timeout
    lock: int = DatabaseSettings.lock_timeout
    statement: int | None = None

    @classmethod
    def of(cls, settings: DatabaseSettings, *, serving: bool) -> "Timeouts":
        """Those of the settings, for a server or for a command."""
        statement = settings.statement_timeout if serving else None
        return cls(settings.connect_timeout, settings.lock_timeout, statement)
