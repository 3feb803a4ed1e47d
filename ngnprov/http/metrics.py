# SPDX-License-Identifier: Apache-2.0
"""What Prometheus reads: calls by port, operation and fault code, how long they took, and what is in the outbox.

With several workers ``ngnprov serve`` names a directory in ``PROMETHEUS_MULTIPROC_DIR``, in which all of them keep their
numbers; whichever answers /metrics adds them up.
"""

import contextlib
import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from ngnprov import clock
from ngnprov.calls.tally import Tally
from ngnprov.db.ledgers.outbox import Numbers
from ngnprov.soap.serving.dispatcher import Answer

log = logging.getLogger("ngnprov.http.metrics")

DIRECTORY_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._calls = Counter(
            "ngnprov_calls", "SOAP calls; code 0 is a result", ["port", "operation", "code"], registry=self._registry
        )
        self._seconds = Histogram(
            "ngnprov_call_seconds",
            "Time from the whole request to the whole answer",
            ["port"],
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._sent = Counter(
            "ngnprov_outbox_sent", "Messages that were sent, by kind", ["kind"], registry=self._registry
        )
        self._failures = Counter(
            "ngnprov_outbox_failed",
            "Attempts to send a message that failed, by kind",
            ["kind"],
            registry=self._registry,
        )
        self._children: dict[tuple[str, str, int], Any] = {}
        self._timers: dict[str, Any] = {}
        self._tallied: dict[tuple[str, str], Counter] = {}
        self._tallies: dict[str, Counter] = {}
        self._lock = Lock()

    def observe(self, answer: Answer) -> None:
        """Count one call. Labels come from declarations, never from what a caller sent."""
        try:  # without a context manager: it costs every call
            self._observe(answer)
        except (OSError, ValueError):
            log.exception("a call was not counted")

    def expect(self, kind: str) -> None:
        """Have the counters of a kind of message begin with 0, so that the first one shows as a change."""
        with _counting("messages are not counted"):
            self._sent.labels(kind)
            self._failures.labels(kind)

    def sent(self, kind: str) -> None:
        """Count a message that was sent."""
        with _counting("a message was not counted"):
            self._sent.labels(kind).inc()

    def not_sent(self, kind: str) -> None:
        """Count an attempt to send a message that failed."""
        with _counting("a message was not counted"):
            self._failures.labels(kind).inc()

    def count(self, tally: Tally, value: str) -> None:
        """Count one more of what a port tallies, for a value of its label."""
        with _counting(f"{tally.name} was not counted"):
            child = self._tallied.get((tally.name, value))
            if child is None:
                counter = self._tallies.get(tally.name) or self._declared(tally)
                child = self._tallied[tally.name, value] = counter.labels(value)
            child.inc()

    def _declared(self, tally: Tally) -> Counter:
        with self._lock:  # a registry takes a name once
            counter = self._tallies.get(tally.name)
            if counter is None:
                counter = Counter(tally.name, tally.meaning, [tally.label], registry=self._registry)
                self._tallies[tally.name] = counter
            return counter

    def _observe(self, answer: Answer) -> None:
        key = (answer.port, answer.operation, answer.code)
        counter = self._children.get(key)
        if counter is None:
            counter = self._children[key] = self._calls.labels(*map(str, key))
        counter.inc()
        timer = self._timers.get(answer.port)
        if timer is None:
            timer = self._timers[answer.port] = self._seconds.labels(answer.port)
        timer.observe(answer.seconds)

    def render(self, outbox: Numbers | None) -> bytes:
        """The text format of Prometheus, over all workers; nothing of an ``outbox`` that could not be looked at."""
        registry = self._registry
        if os.environ.get(DIRECTORY_VARIABLE):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        if outbox is None:
            return generate_latest(registry)
        moment = CollectorRegistry()
        moment.register(_Outbox(outbox))
        return generate_latest(registry) + generate_latest(moment)


@contextlib.contextmanager
def _counting(what: str) -> Iterator[None]:
    """What is counted is done, so that a full disk may cost its number and nothing else."""
    try:
        yield
    except (OSError, ValueError):
        log.exception(what)


class _Outbox(Collector):
    """What is in the outbox, as numbers of the moment; they are in no file."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What Prometheus calls a collector."""
        numbers = self._numbers
        age = (datetime.now(UTC) - clock.moment(numbers.oldest)).total_seconds() if numbers.oldest else 0.0
        for name, meaning, value in (
            ("waiting", "Messages that are to be sent", numbers.waiting),
            ("dead", "Messages that are tried no more", numbers.dead),
            ("oldest_seconds", "Age of the oldest message that is to be sent, 0 for none", max(age, 0.0)),
        ):
            yield GaugeMetricFamily(f"ngnprov_outbox_{name}", meaning, value=value)
