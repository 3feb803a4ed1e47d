# SPDX-License-Identifier: Apache-2.0
"""Sends what is in the outbox: each message at least once, those of one customer in their order.

A message is forgotten after it was sent: who is killed between the two has it sent again, with the same id. What is not taken
is tried again after a pause that doubles, until it has been tried often enough; then it waits for the operator.
"""

import logging
import random
import time
from collections.abc import Mapping
from typing import Final, Protocol

from ngnprov.calls.channel import Channel
from ngnprov.calls.job import GoesOn
from ngnprov.db.engine import Database
from ngnprov.db.ledgers import outbox
from ngnprov.db.ledgers.outbox import Message
from ngnprov.db.unit import Unit
from ngnprov.mail.delivery import DeliveryFailure

log = logging.getLogger("ngnprov.outbox")

FIRST_PAUSE: Final = 60.0
LONGEST_PAUSE: Final = 3600.0
"""Seconds between two attempts; up to half of it is left to chance, so that not all come at once."""

BATCH: Final = 100
LONGEST_FAILURE: Final = 300


class Tally(Protocol):
    """Who counts what becomes of messages."""

    def expect(self, kind: str) -> None:
        """Some of this kind will come."""

    def sent(self, kind: str) -> None:
        """One was sent."""

    def not_sent(self, kind: str) -> None:
        """An attempt has failed."""


class Sender:
    """Sends the messages of a database by ``channels``, one for each kind."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], tally: Tally) -> None:
        self._database = database
        self._channels = channels
        self._tally = tally
        self._sent: set[int] = set()
        for kind in channels:
            tally.expect(kind)

    def is_needed(self, unit: Unit) -> bool:
        """Is there a message to be sent now?"""
        return bool(outbox.due(unit, _now(), 1))

    def work(self, goes_on: GoesOn) -> None:
        """Send what is due, and what becomes due by that."""
        while messages := self._due():
            for message in messages:
                if not goes_on():
                    return
                self._handle(message)

    def _due(self) -> list[Message]:
        with self._database.reading() as unit:
            return outbox.due(unit, _now(), BATCH)

    def _handle(self, message: Message) -> None:
        failure = None if message.id in self._sent else self._send(message)
        if failure is not None:
            self._put_off(message, failure)
            return
        self._sent.add(message.id)  # should the database take nothing now, it is not sent again
        self._database.write(lambda unit: outbox.remove(unit, message.id))
        self._sent.discard(message.id)

    def _send(self, message: Message) -> DeliveryFailure | None:
        channel = self._channels.get(message.kind)
        try:
            if channel is None:
                raise DeliveryFailure("this release sends no messages of this kind", is_final=True)
            channel.send(message)
        except DeliveryFailure as failure:
            return failure
        except Exception as error:
            log.exception("a message could not be sent", extra=_fields(message))
            return DeliveryFailure(f"it could not be sent: {type(error).__name__}")
        self._tally.sent(message.kind)
        return None

    def _put_off(self, message: Message, failure: DeliveryFailure) -> None:
        self._tally.not_sent(message.kind)
        channel, attempts = self._channels.get(message.kind), message.attempts + 1
        is_dead = failure.is_final or channel is None or attempts >= channel.attempts
        sentence = str(failure)[:LONGEST_FAILURE]
        due = _now() + int(pause(attempts) * 1000)
        self._database.write(lambda unit: outbox.fail(unit, message.id, due=due, failure=sentence, is_dead=is_dead))
        what = "a message is dead" if is_dead else "a message was not sent"
        log.warning(what, extra={**_fields(message), "attempts": attempts, "failure": sentence})


def pause(attempts: int) -> float:
    """Seconds until the next attempt after so many, from 1 on."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempts - 1, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311  no secret


def _fields(message: Message) -> dict[str, object]:
    """What the log tells of a message."""
    return {"outbox": message.id, "kind": message.kind, "customer": message.customer}


def _now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
