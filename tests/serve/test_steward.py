# SPDX-License-Identifier: Apache-2.0
"""Jobs beside the calls: one process at a time does each, another takes over from one that is gone, and all end."""

import threading
from collections.abc import Callable, Iterator

import pytest

from ngnprov.calls.job import GoesOn, Job, always
from ngnprov.db.engine import Database
from ngnprov.db.failures import Gone, Transient
from ngnprov.db.ledgers import leases
from ngnprov.db.unit import Unit
from ngnprov.serve import lease as leasing
from ngnprov.serve.jobs import LOOK_SECONDS, make_jobs
from ngnprov.serve.lease import LASTS_SECONDS, RENEWED_SECONDS, Lease
from ngnprov.serve.steward import Steward
from tests.support.postbox import PATIENCE, eventually
from tests.support.world import World

SOON = 0.01


class Worker:
    """A job that says when it is done, and does not end before it may."""

    def __init__(self) -> None:
        self.is_at_it, self.may_end, self.goes_on = threading.Event(), threading.Event(), lambda: True
        self.done = 0

    def work(self, goes_on: GoesOn) -> None:
        self.goes_on = goes_on
        self.is_at_it.set()
        assert self.may_end.wait(PATIENCE)
        self.done += 1

    def job(self, is_needed: Callable[[Unit], bool] = always) -> Job:
        return Job("job", SOON, is_needed, self.work)


@pytest.fixture
def start(world: World) -> Iterator[Callable[..., Steward]]:
    """Begins jobs, and ends them."""
    started: list[Steward] = []

    def begin(*jobs: Job) -> Steward:
        started.append(Steward(world.served, jobs))
        started[-1].start()
        return started[-1]

    yield begin
    for steward in started:
        steward.stop()


def test_a_process_that_is_killed_is_replaced_within_ten_seconds() -> None:
    """It looks that often; the rest is for a busy database."""
    assert LASTS_SECONDS + LOOK_SECONDS + 2 < 10
    assert RENEWED_SECONDS * 2 < LASTS_SECONDS


def test_one_process_at_a_time_does_a_job(start: Callable[..., Steward]) -> None:
    first, second = Worker(), Worker()
    steward = start(first.job())
    assert first.is_at_it.wait(PATIENCE)
    looked = threading.Event()
    start(second.job(lambda unit: looked.set() or True))  # type: ignore[func-returns-value]
    assert looked.wait(PATIENCE)
    assert not second.is_at_it.wait(0.1)
    assert first.goes_on()
    first.may_end.set()
    second.may_end.set()
    steward.stop()
    assert second.is_at_it.wait(PATIENCE), "it was given back"
    assert not first.goes_on()


def test_a_job_that_takes_long_keeps_its_lease(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "LASTS_SECONDS", 2.0)
    monkeypatch.setattr(leasing, "RENEWED_SECONDS", 0.05)
    lease = Lease(world.served, "job")
    renewed: list[int] = []
    real = leases.take

    def counted(*arguments: object) -> bool:
        renewed.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(leases, "take", counted)
    with lease.kept() as is_ours:
        assert is_ours
        eventually(lambda: len(renewed) > 5)
    count = len(renewed)
    with world.database.reading() as unit:
        assert not lease.is_others(unit)
    assert len(renewed) == count, "nothing is written between two jobs"


def test_a_lease_that_was_lost_ends_the_job_at_its_next_step(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "RENEWED_SECONDS", 0.05)
    monkeypatch.setattr(leasing, "LASTS_SECONDS", 100.0)
    lease = Lease(world.served, "job")

    def steal(unit: Unit) -> None:
        leases.release(unit, "job", lease._holder)
        assert leases.take(unit, "job", "another", 100_000)

    with lease.kept() as is_ours:
        assert is_ours
        world.database.write(steal)
        eventually(lambda: not lease.is_ours)
    with lease.kept() as is_ours:
        assert not is_ours


def test_a_lease_runs_out_when_the_database_takes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leasing, "RENEWED_SECONDS", 0.05)
    monkeypatch.setattr(leasing, "LASTS_SECONDS", 0.5)
    lease = Lease(world.served, "job")
    with lease.kept() as is_ours:
        assert is_ours

        def busy(*_: object) -> None:
            raise Transient("other changes took too long")

        monkeypatch.setattr(Database, "write", busy)
        eventually(lambda: not lease.is_ours)


def test_a_job_that_fails_is_told_once_and_done_again(
    start: Callable[..., Steward], caplog: pytest.LogCaptureFixture
) -> None:
    failures: list[Exception | None] = [
        KeyError("x"),
        KeyError("x"),
        Gone("no connection"),
        Gone("no connection"),
        None,
    ]
    is_done = threading.Event()

    def work(_: GoesOn) -> None:
        failure = failures.pop(0) if failures else None
        if failure is not None:
            raise failure
        if not failures:
            is_done.set()

    start(Job("job", SOON, always, work))
    assert is_done.wait(PATIENCE)
    eventually(lambda: "a job is done again" in caplog.text)
    said = [record.getMessage() for record in caplog.records if record.name == "ngnprov.serve"]
    assert said == ["a job failed", "a job is done again"]


def test_a_server_without_work_writes_nothing(world: World) -> None:
    jobs = {job.name: job for job in make_jobs(world.app.runner, world.app.metrics)}
    with world.database.reading() as unit:
        assert not jobs["outbox"].is_needed(unit)
    assert world.sql("SELECT count(*) FROM leases") == [(0,)]


def test_a_steward_that_was_never_started_can_be_stopped(world: World) -> None:
    Steward(world.served, [Worker().job()]).stop()
