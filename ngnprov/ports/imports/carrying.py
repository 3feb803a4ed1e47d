# SPDX-License-Identifier: Apache-2.0
"""How a server carries out jobs: slice by slice, each in one unit of work with what the job knows of itself (imports.md 5).

So whoever is killed leaves no row half done, done twice or left out: the next server goes on where the job says. Between two
slices others get their turn, and other jobs.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic, sleep
from typing import Final

from ngnprov import clock
from ngnprov.auth import users
from ngnprov.auth.actors import administrators_actor, found_again
from ngnprov.auth.administrators import COMMAND_LINE
from ngnprov.auth.claims import unknown
from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.call import Call
from ngnprov.calls.job import GoesOn, always
from ngnprov.calls.job import Job as ServerJob
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import on_snapshot
from ngnprov.calls.policy import Policy
from ngnprov.calls.port import find_directory, find_people
from ngnprov.calls.request import RequestHeader
from ngnprov.calls.runner import Execution, Runner
from ngnprov.db.failures import Gone, Transient
from ngnprov.db.unit import Unit
from ngnprov.errors import Busy, InternalFailure, Refusal
from ngnprov.intake.adding import Item
from ngnprov.intake.slices import FIRST, PAUSE, size_of_next
from ngnprov.ports.imports import outcomes, reading, store
from ngnprov.ports.imports.outcomes import MADE, REFUSED
from ngnprov.ports.imports.settings import ImportsSettings
from ngnprov.ports.imports.store import Job
from ngnprov.ports.imports.tables import DONE, FAILED, FILE, RUNNING
from ngnprov.ports.imports.wire import ImportRowAnswer
from ngnprov.ports.pbx.extensions import files
from ngnprov.ports.pbx.permissions import WRITE_EXTENSIONS

MOST: Final = 500
"""Rows of a slice: no counter is held for longer than they take."""
LOOK_SECONDS: Final = 1.0
FORGET_SECONDS: Final = 3600.0
FORGOTTEN: Final = 20
"""Jobs, with their rows, that are forgotten in one transaction."""
TASK = Task(name="importExtensions", policy=Policy(WRITE_EXTENSIONS))

log = logging.getLogger("ngnprov.imports")


def jobs(runner: Runner) -> Iterator[ServerJob]:
    """What a server does for the port."""
    yield ServerJob("imports", LOOK_SECONDS, _is_needed, Carrier(runner).work)
    yield ServerJob("imports forgetting", FORGET_SECONDS, always, partial(forget, runner))


def forget(runner: Runner, goes_on: GoesOn) -> None:
    """Remove jobs that ended long ago."""
    days = runner.context.settings.of(ImportsSettings).keep_days
    before = clock.text(datetime.now(UTC) - timedelta(days=days))
    while goes_on() and runner.context.database.write(lambda unit: store.forget_old(unit, before, FORGOTTEN)):
        pass


def _is_needed(unit: Unit) -> bool:
    return store.next_to_do(unit) is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whoever stands for a job, as a caller: with the rights that he has at each slice."""

    runner: Runner
    job: Job

    def actor(self, execution: Execution) -> tuple[Actor, Unit]:  # noqa: ARG002  of every caller
        """Who he is, on a snapshot. Raises NotAuthenticated."""
        return on_snapshot(self.runner.context.database, self._actor)

    def look_again(self, unit: Unit, actor: Actor) -> Actor:  # noqa: ARG002  of every caller
        """The same as ``unit`` finds him. Raises NotAuthenticated when he is gone."""
        return self._actor(unit)

    def _actor(self, unit: Unit) -> Actor:
        job, directory = self.job, find_directory(self.runner.context.ports)
        if job.is_admin:
            if not job.address and job.login == COMMAND_LINE:
                return administrators_actor(directory, unit, COMMAND_LINE, job.entry)
            level = Level.NOBODY if job.entry else Level.ADMIN
            return found_again(
                directory, unit, Actor(level, job.login, job.entry, impersonated_by_admin=bool(job.entry))
            )
        if job.person:
            people = find_people(self.runner.context.ports)
            if people is None:
                raise unknown()
            user = Actor(Level.CUSTOMER, job.login, job.entry, user=job.person, token=job.token)
            return users.found_again(people, directory, unit, user)
        entry = directory.by_id(unit, job.entry)
        if entry is None or entry.username != job.login:  # another one may have got its number
            raise unknown()
        return found_again(directory, unit, Actor(Level.CUSTOMER, job.login, job.entry))


class Carrier:
    """Carries out jobs; one for each process."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._size = FIRST
        self._read: tuple[int, list[Item]] = (0, [])

    def work(self, goes_on: GoesOn) -> None:
        """Do slices of jobs in turn until none is left."""
        database = self._runner.context.database
        try:
            while goes_on():
                with database.reading() as unit:
                    job = store.next_to_do(unit)
                if job is None:
                    return
                self._do(job)
                if database.is_sqlite:
                    sleep(PAUSE)
        finally:
            self._read = (0, [])

    def _do(self, job: Job) -> None:
        """Do a slice of a job; what is refused of it, and not of a row, is its end. Raises StorageFailure."""
        runner = self._runner
        request_id = runner.new_request_id()
        try:
            items = self._items_of(job)
            execution = Execution(
                runner, TASK.name, request_id, log, port="imports", port_title="ImportPort", address=job.address
            )
            with execution:
                execution.enter(Standing(runner, job))
                execution.header = RequestHeader(on_behalf_of=job.on_behalf_of, is_answered=False)
                execution.perform(TASK, partial(self._slice, job, items))
        except (Transient, Gone):
            raise
        except Exception as error:
            refusal = runner.refusal(error, request_id, log)
            if isinstance(refusal, Busy):
                raise
            runner.context.database.write(lambda unit: _fail(unit, job, refusal))

    def _items_of(self, job: Job) -> list[Item]:
        """The rows that are left of a job, none when its file is gone; they are read while nothing is held."""
        id, items = self._read
        if id != job.id:
            context = self._runner.context
            with context.database.reading() as unit:
                sealed = store.file_of(unit, job.id)
            secret = FILE.open(context.keys, sealed, id=job.id)
            text = reading.unpacked(secret) if secret else ""
            items = reading.items_of(files.form(job.customer), text, 0) if text else []
        items = [item for item in items if item.line >= job.next]
        self._read = (job.id, items)
        return items

    def _slice(self, job: Job, items: list[Item], call: Call) -> None:
        """Bring in the next rows, unless the job was changed since it was looked at. Raises InternalFailure without a file."""
        if store.lock(call.unit, job.id) != job:
            return
        files.require(call, job.customer)
        if not items:
            raise InternalFailure("the file of the job is gone")
        slice, rest = items[: self._size], items[self._size :]
        began = monotonic()
        rows = outcomes.bring_in(call, files.form(job.customer), slice)
        self._size = size_of_next(len(slice), monotonic() - began, MOST)
        store.insert_rows(call.unit, job.id, rows)
        store.update_job(call.unit, job.id, {**_counted(job, rows), **_place(rest), "change_date": call.now})


def _counted(job: Job, rows: list[ImportRowAnswer]) -> dict[str, int]:
    made, refused = outcomes.count(rows, MADE), outcomes.count(rows, REFUSED)
    return {"made": job.made + made, "refused": job.refused + refused}


def _place(rest: list[Item]) -> dict[str, object]:
    """Where a job goes on; the file of one that is done is forgotten."""
    if rest:
        return {"state": RUNNING, "next": rest[0].line}
    return {"state": DONE, "next": 0, "file": b""}


def _fail(unit: Unit, job: Job, refusal: Refusal) -> None:
    """What a job was refused is its end, unless it was changed since it was looked at."""
    if store.lock(unit, job.id) == job:
        changes = {
            "state": FAILED,
            "errorcode": refusal.code,
            "errorstring": refusal.sentence,
            "change_date": clock.now(),
        }
        store.update_job(unit, job.id, changes)
