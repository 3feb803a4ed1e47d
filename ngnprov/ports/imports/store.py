# SPDX-License-Identifier: Apache-2.0
"""SQL of jobs and their rows."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, not_, or_, select

from ngnprov.db.ledgers import sequences
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.imports.tables import UNFINISHED, jobs, rows
from ngnprov.ports.imports.wire import ImportRowAnswer

KIND = "imports_job"
"""The sequence of the numbers of jobs."""


class Job(NamedTuple):
    """A stored job, but for its file."""

    id: int
    customer: int
    state: str
    request_id: str
    claimant: str
    created_by: str
    login: str
    entry: int
    is_admin: bool
    person: int
    token: int
    address: str
    on_behalf_of: str
    total: int
    next: int
    made: int
    refused: int
    errorcode: int
    errorstring: str
    create_date: str
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"import job {self.id}"


_j, _r = jobs.c, rows.c
_JOB = select(*[_j[name] for name in Job._fields])
_ONE = _JOB.where(_j.id == parameter("of"))
_GET, _LOCK = Statement(_ONE), Statement(_ONE.with_for_update())
_BY_REQUEST = Statement(
    _JOB.where(_j.request_id == parameter("named"), _j.claimant == parameter("by")).order_by(_j.id.desc()).limit(1)
)
_UNFINISHED = or_(*(_j.state == state for state in UNFINISHED))
_NEXT = Statement(_JOB.where(_UNFINISHED).order_by(_j.change_date, _j.id).limit(1))
_STANDING = Statement(_JOB.where(_UNFINISHED, _j.change_date < parameter("before")).order_by(_j.id))
_COUNT = Statement(select(func.count()).where(_j.customer == parameter("of"), _UNFINISHED))
_NEWEST = Statement(_JOB.order_by(_j.id.desc()).limit(parameter("most")))
_FILE = Statement(select(_j.file).where(_j.id == parameter("of")))
_INSERT, _INSERT_ROW = insertion(jobs), insertion(rows)
_UPDATES = Updates(jobs, _j.id == parameter("of"))
_OLD = Statement(
    select(_j.id)
    .where(not_(_UNFINISHED), _j.change_date < parameter("before"))
    .order_by(_j.change_date)
    .limit(parameter("most"))
)
_FORGET = Statement(delete(jobs).where(_j.id == parameter("of")))
_REPORTED = Statement(select(func.count()).where(_r.job == parameter("of")))
_ROWS = Statement(
    select(*[_r[name] for name in ImportRowAnswer._fields])
    .where(_r.job == parameter("of"))
    .order_by(_r.row)
    .offset(parameter("first"))
    .limit(parameter("most"))
)


def new_id(unit: Unit) -> int:
    """The number of a new job; none is given twice."""
    return sequences.take(unit, KIND)


def insert(unit: Unit, job: Job, file: bytes) -> None:
    """Store a new job with its sealed file."""
    unit.run(_INSERT, **job._asdict(), file=file)


def get(unit: Unit, id: int) -> Job | None:
    """A job of any customer."""
    return _job(unit.first(_GET, of=id))


def lock(unit: Unit, id: int) -> Job | None:
    """The same, held until the unit ends."""
    return _job(unit.first(_LOCK, of=id))


def by_request(unit: Unit, request_id: str, claimant: str) -> Job | None:
    """The newest job that a login began with a request id."""
    return _job(unit.first(_BY_REQUEST, named=request_id, by=claimant))


def next_to_do(unit: Unit) -> Job | None:
    """The unfinished job of which a slice was done longest ago, so that all get on."""
    return _job(unit.first(_NEXT))


def standing_still(unit: Unit, since: str) -> list[Job]:
    """Unfinished jobs of which nothing was done since a moment."""
    return [Job._make(row) for row in unit.all(_STANDING, before=since)]


def newest(unit: Unit, most: int) -> list[Job]:
    """So many jobs of all customers, the newest first."""
    return [Job._make(row) for row in unit.all(_NEWEST, most=most)]


def count_unfinished(unit: Unit, customer: int) -> int:
    """How many jobs of a customer go on."""
    count: int = unit.one(_COUNT, of=customer)[0]
    return count


def file_of(unit: Unit, id: int) -> bytes:
    """The sealed file of a job, empty when it is forgotten."""
    row = unit.first(_FILE, of=id)
    return b"" if row is None else bytes(row[0])


def update_job(unit: Unit, id: int, changes: Mapping[str, Any]) -> None:
    """Store changed columns of a job."""
    _UPDATES.run(unit, changes, of=id)


def forget_old(unit: Unit, before: str, most: int) -> int:
    """Remove at most so many finished jobs that were changed last before a moment; how many."""
    ids = [id for (id,) in unit.all(_OLD, before=before, most=most)]
    for id in ids:
        unit.run(_FORGET, of=id)
    return len(ids)


def insert_rows(unit: Unit, job: int, reported: Sequence[ImportRowAnswer]) -> None:
    """Store what has become of rows."""
    unit.run_many(_INSERT_ROW, [{"job": job, **row._asdict()} for row in reported])


def count_rows(unit: Unit, job: int) -> int:
    """Of how many rows it is stored what has become of them."""
    count: int = unit.one(_REPORTED, of=job)[0]
    return count


def rows_of(unit: Unit, job: int, first: int, most: int) -> list[ImportRowAnswer]:
    """What has become of rows, in the order of the file."""
    return [ImportRowAnswer._make(row) for row in unit.all(_ROWS, of=job, first=first, most=most)]


def _job(row: tuple[Any, ...] | None) -> Job | None:
    if row is None:
        return None
    job = Job._make(row)
    return job._replace(is_admin=bool(job.is_admin))  # SQLite's truth values are numbers
