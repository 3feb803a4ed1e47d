# SPDX-License-Identifier: Apache-2.0
"""Tells how long a run will take: at its start, and what is left whenever another tenth is done.

The first run on a machine is guessed from the number of tests; later ones know from pytest's cache how long a test of each file
took.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest

WORTH_TELLING = 300
"""Tests; a shorter run is over before anybody asks."""

GUESSED_SECONDS = 0.3
"""Of one test on one core; whole runs on machines of 2024 took so long."""

_CACHE = "ngnprov/seconds_of_a_test"


class Forecast:
    """A plugin of the process in which the results of all workers come together."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._cache: pytest.Cache = config.cache
        self._known: dict[str, float] = self._cache.get(_CACHE, {})
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._ended: Counter[str] = Counter()
        self._whole = self._done = 0.0
        self._tenths = 0
        self._started = 0.0

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: Sequence[str]) -> None:
        """Every worker collects the same."""
        self._begin(ids)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Without workers; with them nothing is collected here."""
        self._begin([item.nodeid for item in session.items])

    def _begin(self, ids: Sequence[str]) -> None:
        if self._whole or len(ids) < WORTH_TELLING:
            return
        self._whole = sum(self._expected(_file(id)) for id in ids)
        self._started = time.monotonic()
        workers = int(getattr(self._config.option, "numprocesses", None) or 1)
        why = "as the last run did" if self._known else "a guess: this machine has not run them yet"
        self._tell(f"{len(ids)} tests take about {_duration(self._whole / workers)} ({why})")

    def _expected(self, file: str) -> float:
        return self._known.get(file, GUESSED_SECONDS)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of a test is over."""
        file = _file(report.nodeid)
        self._seconds[file] += report.duration
        if report.when != "teardown":
            return
        self._ended[file] += 1
        self._done += self._expected(file)
        tenths = int(10 * self._done / self._whole) if self._whole else 0
        if self._tenths < tenths < 10:
            self._tenths = tenths
            left = (time.monotonic() - self._started) * (self._whole / self._done - 1)
            self._tell(f"{tenths * 10} % done, about {_duration(left)} left")

    def pytest_sessionfinish(self) -> None:
        """Remember how long a test of each file took."""
        took = {file: round(self._seconds[file] / count, 4) for file, count in self._ended.items()}
        self._cache.set(_CACHE, {**self._known, **took})

    def _tell(self, sentence: str) -> None:
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            terminal.ensure_newline()
            terminal.write_line(sentence)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def _duration(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
