# SPDX-License-Identifier: Apache-2.0
"""Changes that nobody waits for, or for which a call could wait no longer: a thread writes them when the database takes them.

The thread is there while there is something to write, and writes all that waits in one unit. What the database is too busy for
waits; what it refuses while it takes others is told by the log and dropped, so that it does not hold up the others for ever.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from ngnprov.db.engine import Database
from ngnprov.db.failures import Gone, StorageFailure, Transient
from ngnprov.db.unit import Unit

PAUSE: Final = 1.0
"""Seconds between two tries while the database takes nothing."""

SUSPECTS: Final = 10
"""Items refused one after the other, none taken, until it is rather the database that refuses everything: a full disk, say."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Words:
    """For the log: the ``name`` of the thread, that some items wait, and that some will never be written."""

    name: str
    waiting: str
    missing: str


class Deferred(Generic[Item]):
    """Items on their way into the database, each by ``store``; at most ``most`` wait, of further ones the log tells."""

    def __init__(
        self, database: Database, store: Callable[[Unit, Item], None], words: Words, log: logging.Logger, most: int
    ) -> None:
        self._database = database
        self._store = store
        self._words = words
        self._log = log
        self._most = most
        self._lock = threading.Lock()
        self._waiting: deque[Item] = deque()
        self._unwritten = 0
        self._left_out = 0
        self._writer: threading.Thread | None = None

    @property
    def is_empty(self) -> bool:
        """Is everything written?"""
        return not self._unwritten

    def add(self, item: Item) -> None:
        """Have an item written soon. Raises nothing: without a thread it waits for the next one, or for :meth:`write_now`."""
        with self._lock:
            if self._unwritten >= self._most:
                self._left_out += 1
                return
            self._waiting.append(item)
            self._unwritten += 1
            self._have_writer()

    def write_now(self) -> None:
        """Write here what waits, if the database takes it within the patience of the call."""
        if self._unwritten:
            self._write()

    def settle(self, timeout: float | None = None) -> None:
        """Wait until what was added is written, at most ``timeout`` seconds."""
        writer = self._writer
        if writer is not None:
            writer.join(timeout)

    def _have_writer(self) -> None:
        """Start the thread unless it is there; the lock is held."""
        if self._writer is not None:
            return
        writer = threading.Thread(target=self._write_all, name=self._words.name)
        try:
            writer.start()
        except Exception:  # the system has no thread left, or the interpreter is about to end
            self._log.exception(self._words.waiting)
        else:
            self._writer = writer

    def _write_all(self) -> None:
        """Write until nothing is left. It is not a daemon: a process that ends waits for it, for one more try."""
        try:
            while True:
                with self._lock:
                    if not self._waiting:
                        self._writer = None
                        return
                is_last = not threading.main_thread().is_alive()
                if self._write():
                    continue
                if is_last:
                    self._give_up()
                else:
                    time.sleep(PAUSE)
        except BaseException:
            self._log.exception(self._words.waiting)
            with self._lock:
                self._writer = None  # the next one that is added starts another

    def _write(self) -> bool:
        """Write what waits; False when some of it is to be tried again."""
        with self._lock:
            batch = list(self._waiting)
            self._waiting.clear()
        kept = batch
        try:
            kept = self._refused(batch)
        finally:
            with self._lock:
                self._waiting.extendleft(reversed(kept))
                self._unwritten -= len(batch) - len(kept)
                if len(kept) < len(batch):
                    self._tell_missing()
                if kept:
                    self._have_writer()  # it has ended when it saw nothing while this was in the hands of another thread
        return not kept

    def _refused(self, batch: list[Item]) -> list[Item]:
        """Write a batch; what of it is to be tried again."""
        failure = self._failure(batch)
        if failure is None:
            return []
        if isinstance(failure, Transient | Gone):
            self._log.warning("%s: %s", self._words.waiting, failure, extra={"count": len(batch)})
            return batch
        return self._refused_one_by_one(batch)

    def _refused_one_by_one(self, batch: list[Item]) -> list[Item]:
        """Find what the database refuses while it takes the rest, and drop that."""
        suspects: list[tuple[Item, StorageFailure]] = []
        rest, is_any_written = deque(batch), False
        while rest and (is_any_written or len(suspects) < SUSPECTS):
            item = rest.popleft()
            failure = self._failure([item])
            if failure is None:
                is_any_written = True
            elif isinstance(failure, Transient | Gone):
                rest.appendleft(item)
                break
            elif isinstance(failure, StorageFailure):
                suspects.append((item, failure))
            else:
                self._drop(failure)
        if is_any_written:
            for _, failure in suspects:
                self._drop(failure)
            return list(rest)
        if suspects:
            self._log.warning("%s: %s", self._words.waiting, suspects[-1][1], extra={"count": len(batch)})
        return [*rest, *(item for item, _ in suspects)]  # those first that were not tried

    def _failure(self, items: list[Item]) -> Exception | None:
        def work(unit: Unit) -> None:
            for item in items:
                self._store(unit, item)

        try:
            self._database.write(work)
        except Exception as failure:
            return failure
        return None

    def _drop(self, failure: Exception) -> None:
        """What the driver says of a value may quote it: of a refusal the log has our words alone."""
        trace = None if isinstance(failure, StorageFailure) else failure
        self._log.error("%s: %s", self._words.missing, failure, exc_info=trace, extra={"count": 1})

    def _give_up(self) -> None:
        with self._lock:
            self._left_out += len(self._waiting)
            self._unwritten -= len(self._waiting)
            self._waiting.clear()
            self._tell_missing()

    def _tell_missing(self) -> None:
        """Say in the log how many items are missing, when the database takes some again or the process ends."""
        missing, self._left_out = self._left_out, 0
        if missing:
            self._log.error(self._words.missing, extra={"count": missing})
