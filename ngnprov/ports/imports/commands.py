# SPDX-License-Identifier: Apache-2.0
"""``ngnprov jobs``: the jobs that bring in files, beside those of the server."""

from typing import TYPE_CHECKING, Any

import click

from ngnprov.cli.options import MAX_ID, as_operator, with_settings
from ngnprov.cli.output import as_text
from ngnprov.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from ngnprov.calls.call import Call
    from ngnprov.ports.imports.wire import ImportJobAnswer

_job_argument = click.argument("job", type=click.IntRange(1, MAX_ID))


@click.group(short_help="Show, cancel and resume jobs that import files.")
def jobs() -> None:
    """Jobs of ImportPort.importExtensions: files of which a server brings in each row that can be."""


@jobs.command("list", short_help="List the newest imports.")
@with_settings()
@click.option("--most", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many are listed.")
def list_(settings: Settings, most: int) -> None:
    """List jobs that bring in files, of all customers, the newest first."""
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.imports import service
    from ngnprov.ports.pbx.permissions import READ_EXTENSIONS

    task = Task(name="jobs list", policy=Policy(READ_EXTENSIONS), writes=False)
    with as_operator(settings) as operator:
        found = operator.run(task, lambda call: service.newest_jobs(call, most))
    if found:
        click.echo(as_text([_row(job) for job in found]))


@jobs.command("show", short_help="Show a job and the rows that were refused.")
@with_settings()
@_job_argument
def show(settings: Settings, job: int) -> None:
    """Show how far a job is, and each row that was refused."""
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.imports import service
    from ngnprov.ports.imports.outcomes import REFUSED
    from ngnprov.ports.pbx.permissions import READ_EXTENSIONS

    task = Task(name="jobs show", policy=Policy(READ_EXTENSIONS), writes=False)
    with as_operator(settings) as operator:
        found = operator.run(task, lambda call: service.get_job(call, job, "", 0, None))
    refused = [row for row in found.rows if row.status == REFUSED]
    click.echo(as_text(_row(found)))
    if refused:
        click.echo()
        click.echo(as_text([{"row": row.row, "code": row.errorcode, "text": row.errorstring} for row in refused]))


@jobs.command("cancel", short_help="Have a job end before its next rows.")
@with_settings()
@_job_argument
def cancel(settings: Settings, job: int) -> None:
    """Have a job end before its next rows; what it has made stays.

    \b
    Example:
      ngnprov jobs cancel 7
    """
    from ngnprov.ports.imports import service

    _change(settings, "jobs cancel", lambda call: service.cancel_job(call, job))


@jobs.command("resume", short_help="Have a job go on.")
@with_settings()
@_job_argument
def resume(settings: Settings, job: int) -> None:
    """Have a job that was cancelled or has failed go on where it stopped, with the rights of an administrator.

    \b
    Example:
      ngnprov jobs resume 7
    """
    from ngnprov.ports.imports import service

    _change(settings, "jobs resume", lambda call: service.resume_job(call, job))


def _change(settings: Settings, name: str, work: "Callable[[Call], ImportJobAnswer]") -> None:
    from ngnprov.calls.operation import Task
    from ngnprov.calls.policy import Policy
    from ngnprov.ports.pbx.permissions import WRITE_EXTENSIONS

    with as_operator(settings) as operator:
        changed = operator.run(Task(name=name, policy=Policy(WRITE_EXTENSIONS)), work)
    click.echo(f"job {changed.id} is {changed.state}")


def _row(job: "ImportJobAnswer") -> dict[str, Any]:
    """What a person wants to know of a job."""
    return {
        **{"job": job.id, "customer": job.customer, "state": job.state, "rows": job.total, "made": job.made},
        **{"refused": job.refused, "by": job.created_by, "changed": job.change_date, "why": job.errorstring},
    }


COMMANDS = (jobs,)
