# SPDX-License-Identifier: Apache-2.0
"""Work that is dated: what ports carry out on the day for which it was asked (:class:`~ngnprov.calls.job.Dated`).

Each piece is a unit of work of its own, by the one runner and with the journal; what one is refused, also by the database,
holds up no other.
"""

import logging
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.job import Dated, GoesOn
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.request import NO_HEADER, RequestHeader
from ngnprov.calls.runner import Runner
from ngnprov.db.failures import Gone, StorageFailure, Transient
from ngnprov.db.unit import Unit
from ngnprov.errors import Busy, DatabaseFailure, Refusal

SERVER: Final = "(server)"
"""Who did what a server carries out by itself, in the journal."""

MOST: Final = 100_000
"""Of a kind in one run."""

log = logging.getLogger("ngnprov.dated")


class Outcome(NamedTuple):
    """What has become of one: a sentence, or the refusal that keeps it waiting."""

    name: str
    number: int
    told: str
    refusal: Refusal | None


def carry_out(operator: Operator, day: str, goes_on: GoesOn, *, is_dry_run: bool = False) -> Iterator[Outcome]:
    """Carry out all that is due on a day, each once, in the order of their days.

    A dry run leaves all as it is, and each does not know of those before it. Raises StorageFailure when the database does not
    answer, or is busy.
    """
    header = RequestHeader(dry_run=True) if is_dry_run else NO_HEADER
    for each in _all(operator.context):
        with operator.context.database.reading() as unit:
            due = each.due(unit, day, MOST)
        for number in due:
            while goes_on():
                outcome = _carry_out(operator, each, number, day, header)
                if outcome.told or outcome.refusal is not None:
                    yield outcome
                if not each.in_parts or is_dry_run or not outcome.told:
                    break


def is_due(context: Context, day: str, unit: Unit) -> bool:
    """Is there something that is due on a day?"""
    return any(each.due(unit, day, 1) for each in _all(context))


def serve(runner: Runner, today: str, goes_on: GoesOn) -> None:
    """Carry out what is due today, for a server; the log tells of it."""
    for outcome in carry_out(Operator(runner, login=SERVER), today, goes_on):
        if outcome.refusal is None:
            log.info("%s %s: %s", outcome.name, outcome.number, outcome.told)
        else:
            log.warning("%s %s: %s", outcome.name, outcome.number, outcome.refusal.sentence)


def do_at_once(runner: Runner) -> None:
    """Do the jobs of ports that can be done whenever somebody asks for it, beside a server, too."""
    for port in runner.context.ports:
        for job in () if port.jobs is None else port.jobs(runner):
            if job.at_once:
                job.work(lambda: True)


def _all(context: Context) -> Iterator[Dated]:
    return (each for port in context.ports for each in port.dated)


def _carry_out(operator: Operator, dated: Dated, number: int, day: str, header: RequestHeader) -> Outcome:
    task = Task(name=f"carry out {dated.name}")
    try:
        told = operator.run(task, partial(_work, dated, number, day), header)
    except (Busy, Transient, Gone):
        raise
    except StorageFailure as failure:
        text = f"number {number} of {dated.name} cannot be stored: {failure.sentence}"
        return Outcome(dated.name, number, "", DatabaseFailure(text))
    except Refusal as refusal:
        return Outcome(dated.name, number, "", refusal)
    return Outcome(dated.name, number, told, None)


def _work(dated: Dated, number: int, day: str, call: Call) -> str:
    return dated.carry_out(call, number, day)
