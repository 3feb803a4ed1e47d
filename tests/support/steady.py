# SPDX-License-Identifier: Apache-2.0
"""Clients that keep their connections open, many of them at once, and what their server holds meanwhile."""

import contextlib
import http.client
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil

from tests.support.live import Live

PATIENCE = 200
"""Seconds for an answer: longer than any answer takes on a machine that is busy with something else."""


def workers(live: Live) -> list[psutil.Process]:
    """The processes that answer."""
    assert live.process is not None
    found: list[psutil.Process] = psutil.Process(live.process.pid).children()
    return found


def opened(worker: psutil.Process, file: Path) -> int:
    """How many handles of ``file`` a process holds."""
    held = 0
    for name in os.listdir(f"/proc/{worker.pid}/fd"):
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            held += os.readlink(f"/proc/{worker.pid}/fd/{name}") == str(file)
    return held


@contextlib.contextmanager
def connection(live: Live) -> Iterator[Callable[[bytes], int]]:
    """Sends requests over one connection; the HTTP status of each answer."""
    host, _, port = live.url.partition("//")[2].partition(":")
    kept = http.client.HTTPConnection(host, int(port), timeout=PATIENCE)

    def post(body: bytes) -> int:
        kept.request("POST", "/", body, {"Content-Type": "text/xml; charset=utf-8"})
        answer = kept.getresponse()
        answer.read()
        return answer.status

    with contextlib.closing(kept):
        yield post


def burst(live: Live, clients: Sequence[Sequence[bytes]], meanwhile: Callable[[], None]) -> Counter[int]:
    """The HTTP statuses of all clients' requests: they begin at once and stay connected while ``meanwhile`` runs at the end."""
    statuses: Counter[int] = Counter()
    begin = threading.Barrier(len(clients))
    done = threading.Barrier(len(clients) + 1)
    end = threading.Event()

    def run(bodies: Sequence[bytes]) -> None:
        with connection(live) as post:
            begin.wait(PATIENCE)
            for body in bodies:
                try:
                    statuses[post(body)] += 1
                except OSError:
                    statuses[0] += 1
            done.wait(PATIENCE)
            end.wait(PATIENCE)

    threads = [threading.Thread(target=run, args=[bodies]) for bodies in clients]
    for thread in threads:
        thread.start()
    try:
        done.wait(PATIENCE)
        meanwhile()
    finally:
        end.set()
        for thread in threads:
            thread.join()
    return statuses
