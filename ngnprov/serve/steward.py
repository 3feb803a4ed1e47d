# SPDX-License-Identifier: Apache-2.0
"""What a server does beside its calls, again and again: jobs, each of which one process of all on a database does at a time.

Each job has a thread in each worker, so that a slow one holds up no other; the thread looks whether there is something to do,
which is a read, and only then takes the lease of the job. Nothing is begun any more once the process was told to end.
"""

import contextlib
import logging
import threading
from collections.abc import Sequence
from typing import Final

from ngnprov.calls.job import Job
from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.serve.lease import Lease

log = logging.getLogger("ngnprov.serve")

STOP_SECONDS: Final = 10.0
"""How long a step under way may take when the process ends; the next process does it again."""


class Steward:
    """Does the ``jobs`` of one process from :meth:`start` to :meth:`stop`."""

    def __init__(self, database: Database, jobs: Sequence[Job]) -> None:
        self._database = database
        self._is_over = threading.Event()
        self._looking = (
            threading.Lock()
        )  # one after the other: so all of them need one connection while nothing is to do
        self._threads = [
            threading.Thread(target=self._serve, args=[job], name=f"job {job.name}", daemon=True) for job in jobs
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Begin nothing any more; what is under way may be finished."""
        self._is_over.set()

    def stop(self) -> None:
        """End, and wait for what is under way, but not for ever."""
        self.end()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(STOP_SECONDS)

    def _serve(self, job: Job) -> None:
        lease = Lease(self._database, job.name)
        failing = ""
        while not self._is_over.is_set():
            failing = self._try(job, lease, failing)
            self._is_over.wait(job.every)
        with contextlib.suppress(StorageFailure):  # else it runs out
            lease.give_back()

    def _try(self, job: Job, lease: Lease, failing: str) -> str:
        """Do the job once; what stands in its way, which is told when it begins and when it ends."""
        try:
            self._do(job, lease)
        except StorageFailure as failure:
            if not failing:
                log.warning("a job waits for the database: %s", failure.sentence, extra={"job": job.name})
            return failure.sentence
        except Exception as error:
            if failing != repr(error):
                log.exception("a job failed", extra={"job": job.name})
            return repr(error)
        if failing:
            log.warning("a job is done again", extra={"job": job.name})
        return ""

    def _do(self, job: Job, lease: Lease) -> None:
        with self._looking, self._database.reading() as unit:
            if not job.is_needed(unit) or lease.is_others(unit):
                return
        with lease.kept() as is_ours:
            if is_ours:
                job.work(lambda: lease.is_ours and not self._is_over.is_set())
