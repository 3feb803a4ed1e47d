# SPDX-License-Identifier: Apache-2.0
"""Connections to PostgreSQL that give up: psycopg waits for ever by itself.

``statement_timeout`` and ``lock_timeout`` are the server's. A server that hangs keeps no promise, so the client has a limit of
its own, :data:`GRACE_SECONDS` behind; ``tcp_user_timeout`` is for a network that swallows what is sent.
"""

import time
from collections.abc import Callable, Generator
from typing import Any

import psycopg
from sqlalchemy import Engine, event

from ngnprov.db.timeouts import Timeouts

GRACE_SECONDS = 2
SLACK_SECONDS = 0.25
"""A wait may be longer by this rather than cost each change a statement."""


class _Patient(psycopg.Connection[Any]):
    """Waits for each answer no longer than ``seconds``; then it is of no use any more."""

    seconds: float | None = None

    def wait(self, gen: Any, *options: Any, **named: Any) -> Any:
        """Every exchange with the server goes through here."""
        return super().wait(gen if self.seconds is None else _limited(gen, self.seconds), *options, **named)


def limit(engine: Engine, timeouts: Timeouts) -> None:
    """Have ``engine`` make connections with these limits."""
    milliseconds = {"lock_timeout": timeouts.lock * 1000}
    if timeouts.statement is not None:
        milliseconds["statement_timeout"] = timeouts.statement * 1000

    def connect(_dialect: Any, _record: Any, arguments: Any, options: dict[str, Any]) -> Any:
        defaults: dict[str, Any] = {"connect_timeout": timeouts.connect}
        if timeouts.statement is not None:
            defaults["tcp_user_timeout"] = timeouts.statement * 1000
        made = _Patient.connect(*arguments, autocommit=True, **defaults | options)
        if timeouts.statement is not None:
            made.seconds = timeouts.statement + GRACE_SECONDS
        for name, value in milliseconds.items():
            made.execute("SELECT set_config(%s, %s, false)", (name, str(value)))
        return made

    event.listen(engine, "do_connect", connect)


def begin_writing(timeouts: Timeouts) -> Callable[[Any, float], None]:
    """How a transaction begins that waits for each lock no longer than so many seconds, and than ``timeouts`` allow."""
    begin = "BEGIN ISOLATION LEVEL READ COMMITTED"

    def run(connection: Any, seconds: float) -> None:
        if seconds > timeouts.lock - SLACK_SECONDS:
            connection.execute(begin)
        else:
            connection.execute(f"{begin}; SET LOCAL lock_timeout = {max(int(seconds * 1000), 1)}")

    return run


def _limited(exchange: Generator[Any, Any, Any], seconds: float) -> Generator[Any, Any, Any]:
    """The same exchange; psycopg resumes it with nothing ready from time to time, to see whether anybody has lost patience."""
    deadline = time.monotonic() + seconds
    try:
        wanted = next(exchange)
        while True:
            ready = yield wanted
            if not ready and time.monotonic() > deadline:
                raise psycopg.OperationalError(f"no answer within {seconds} seconds")
            wanted = exchange.send(ready)
    except StopIteration as end:
        return end.value
