# SPDX-License-Identifier: Apache-2.0
"""What Prometheus reads: calls by port, operation and fault code, and how long they took.

With several workers ``ngnprov serve`` names a directory in ``PROMETHEUS_MULTIPROC_DIR``, in which all of them keep their
numbers; whichever answers /metrics adds them up.
"""

import logging
import os
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

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
        self._children: dict[tuple[str, str, int], Any] = {}
        self._timers: dict[str, Any] = {}

    def observe(self, answer: Answer) -> None:
        """Count one call. Labels come from declarations, never from what a caller sent.

        The call is done, so that a full disk may cost its number and not its answer.
        """
        try:
            self._observe(answer)
        except (OSError, ValueError):
            log.exception("a call was not counted")

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

    def render(self) -> bytes:
        """The text format of Prometheus, over all workers."""
        registry = self._registry
        if os.environ.get(DIRECTORY_VARIABLE):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
