# SPDX-License-Identifier: Apache-2.0
"""The rules of imports (docs/contract/imports.md)."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.resource import list_maximum
from ngnprov.calls.runner import claimant
from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.intake.adding import Item
from ngnprov.ports.customer.entitlements import is_unlimited, require_active
from ngnprov.ports.customer.tenancy import find_tenancy, read_tenancy
from ngnprov.ports.imports import outcomes, reading, store
from ngnprov.ports.imports.errors import JobUnknown, TooLarge
from ngnprov.ports.imports.outcomes import MADE, REFUSED
from ngnprov.ports.imports.settings import ImportsSettings
from ngnprov.ports.imports.store import Job
from ngnprov.ports.imports.tables import CANCELLED, DONE, FAILED, FILE, QUEUED, RUNNING, UNFINISHED
from ngnprov.ports.imports.wire import ExtensionsFileAnswer, ImportJobAnswer, ImportReportAnswer, ImportRowAnswer
from ngnprov.ports.pbx.extensions import files

ALL, EACH = "all", "each"
_ROWS_OF_JOBS = "; mode each takes more"


def settings_of(call: Call) -> ImportsSettings:
    """The section of the port."""
    section: ImportsSettings = call.context.settings.of(ImportsSettings)
    return section


def import_extensions(call: Call, customer: int, csv: str | bytes, mode: str, start: int) -> ImportReportAnswer:
    """Bring in the users of a file: all of them or none, or make a job that brings in each that can be.

    Raises MissingInput, InvalidValue, CustomerUnknown, NotPbx, Terminated, NoPilot, TooLarge, BadHeading.
    """
    settings = settings_of(call)
    if mode not in (ALL, EACH):
        raise InvalidValue(f"must be {ALL} or {EACH}", field="mode")
    files.require(call, customer)
    _require_active(call, customer)
    text = reading.text_of(csv, settings.bytes)
    items = reading.items_of(files.form(customer), text, start)
    if mode == EACH:
        reading.require_few(items, settings.rows)
        return _foretold(call, customer, items) if call.preview is not None else _begun(call, customer, text, items)
    is_for_jobs = settings.rows_at_once < len(items) <= settings.rows
    reading.require_few(items, settings.rows_at_once, _ROWS_OF_JOBS if is_for_jobs else "")
    return _all(call, customer, items)


def export_extensions(call: Call, customer: int, start: int, count: int | None) -> ExtensionsFileAnswer:
    """The users of a customer as a file, ``count`` of them from the place ``start`` on. Raises CustomerUnknown, TooLarge."""
    users = files.users(call, customer)
    most = settings_of(call).rows
    chosen = users[start:] if count is None else users[start : start + count]
    if len(chosen) > most:
        text = f"would be {len(chosen)} rows, where at most {most} are given at once; start and count ask for a part"
        raise TooLarge(text, field="count", limit=most, used=len(chosen))
    file = StringIO(newline=None)
    files.FILE.write(file, files.written(call, chosen), files.SECRET)
    return ExtensionsFileAnswer(csv=file.getvalue(), total=len(users))


def get_job(call: Call, id: int, request_id: str, start: int, count: int | None) -> ImportJobAnswer:
    """A job by its number or the id of the request that began it, and what has become of some of its rows.

    Raises MissingInput, JobUnknown.
    """
    if id:
        job = _known(call, store.get(call.unit, id), "id")
    elif request_id:
        job = _known(call, store.by_request(call.unit, request_id, claimant(call.actor)), "requestId")
    else:
        raise MissingInput("must be given, or requestId", field="id")
    most = list_maximum(call)
    rows = store.rows_of(call.unit, job.id, start, most if count is None else min(count, most))
    return shown(call, job, rows if call.actor.is_admin else _without_strangers(call, job, rows))


def newest_jobs(call: Call, most: int) -> list[ImportJobAnswer]:
    """So many jobs of all customers, the newest first: for administrators."""
    return [shown(call, job) for job in store.newest(call.unit, most)]


def cancel_job(call: Call, id: int) -> ImportJobAnswer:
    """Have no further row brought in; what was made stays. One that has ended stays as it is. Raises JobUnknown."""
    job = _held(call, id)
    return shown(call, _moved(call, job, CANCELLED, "resumeJob") if job.state in UNFINISHED else job)


def resume_job(call: Call, id: int) -> ImportJobAnswer:
    """Go on with a job that was cancelled or has failed, with the rights of whoever resumes it; others stay as they are.

    Raises JobUnknown, NotAuthorized.
    """
    job = _held(call, id)
    if job.state not in (CANCELLED, FAILED):
        return shown(call, job)
    _require_active(call, job.customer)
    state = RUNNING if job.made or job.refused else QUEUED
    rights = {**_rights_of(call), "errorcode": 0, "errorstring": ""}
    return shown(call, _moved(call, job, state, "cancelJob", **rights))


def shown(call: Call, job: Job, rows: Sequence[ImportRowAnswer] = ()) -> ImportJobAnswer:
    """A stored job as it is answered."""
    return ImportJobAnswer(
        id=job.id,
        customer=job.customer,
        state=job.state,
        request_id=job.request_id,
        created_by=job.created_by,
        total=job.total,
        next=job.next,
        made=job.made,
        refused=job.refused,
        errorcode=job.errorcode,
        errorstring=job.errorstring,
        reported=store.count_rows(call.unit, job.id),
        rows=rows,
        create_date=clock.to_seconds(job.create_date),
        change_date=clock.to_seconds(job.change_date),
    )


def _all(call: Call, customer: int, items: list[Item]) -> ImportReportAnswer:
    rows = outcomes.bring_in(call, files.form(customer), items)
    if outcomes.count(rows, REFUSED):
        call.keep_nothing()
        rows = outcomes.held_back(rows)
    return _report(rows)


def _foretold(call: Call, customer: int, items: list[Item]) -> ImportReportAnswer:
    """What would become of the rows of a job, were it carried out now and nobody changed anything meanwhile."""
    return _report(outcomes.bring_in(call, files.form(customer), items))


def _report(rows: list[ImportRowAnswer]) -> ImportReportAnswer:
    made, refused = outcomes.count(rows, MADE), outcomes.count(rows, REFUSED)
    return ImportReportAnswer(job=0, total=len(rows), made=made, refused=refused, rows=rows)


def _begun(call: Call, customer: int, text: str, items: list[Item]) -> ImportReportAnswer:
    id = store.new_id(call.unit)
    job = Job(
        id=id,
        customer=customer,
        state=QUEUED if items else DONE,
        request_id=call.header.id,
        claimant=claimant(call.actor),
        created_by=call.actor.login,
        **_rights_of(call),
        total=len(items),
        next=items[0].line if items else 0,
        made=0,
        refused=0,
        errorcode=0,
        errorstring="",
        create_date=call.now,
        change_date=call.now,
    )
    secret = reading.packed(text) if items else ""
    store.insert(call.unit, job, FILE.seal(call.context.keys, secret, id=id))
    call.created(job.subject, {"customer": customer, "total": job.total, "state": job.state})
    return ImportReportAnswer(job=id, total=job.total, made=0, refused=0, rows=())


def _require_active(call: Call, customer: int) -> None:
    """Refuse at once what each row would be refused. Raises NotAuthorized, CustomerUnknown."""
    owner = find_tenancy(call, customer, "customer", CustomerUnknown)
    if not is_unlimited(call.actor):
        require_active(call.unit, owner.reseller)


def _rights_of(call: Call) -> dict[str, Any]:
    """Who stands for a job, from now on."""
    actor = call.actor
    return {
        "login": actor.login,
        "entry": actor.entry,
        "is_admin": actor.is_admin or actor.impersonated_by_admin,
        "person": actor.user,
        "token": actor.token,
        "address": call.address,
        "on_behalf_of": call.header.on_behalf_of,
    }


def _held(call: Call, id: int) -> Job:
    """A job that stays as it is until the unit ends: no slice of it is under way. Raises JobUnknown."""
    return _known(call, store.lock(call.unit, id), "id")


def _known(call: Call, job: Job | None, field: str) -> Job:
    """Raises JobUnknown unless the caller sees the customer of the job."""
    if job is not None:
        try:
            read_tenancy(call, job.customer, field)
        except CustomerUnknown:
            job = None
    if job is None:
        raise JobUnknown("there is no such job", field=field)
    return job


def _without_strangers(call: Call, job: Job, rows: Sequence[ImportRowAnswer]) -> list[ImportRowAnswer]:
    """Rows without holders that are not the customer of the job and its reseller: whoever stood for it may know of more."""
    owner = read_tenancy(call, job.customer, "id")
    known = (owner.customer, owner.reseller)
    return [row if row.holder in known else row._replace(holder=0) for row in rows]


def _moved(call: Call, job: Job, state: str, back: str, **columns: Any) -> Job:
    """A job in another state, from which the operation ``back`` brings it back."""
    changed = job._replace(**columns, state=state, change_date=call.now)
    store.update_job(call.unit, job.id, {**columns, "state": state, "change_date": call.now})
    undo_by = [Step("imports", back, {"id": job.id})]
    call.changed(job.subject, {"customer": job.customer, "state": job.state}, {"state": state}, undo_by=undo_by)
    return changed
