# SPDX-License-Identifier: Apache-2.0
"""The one place where something is run for a caller, whichever way in he took: SOAP, the command line, an import.

::

    enter     who calls, in a reading unit
    perform   may he (policy); then
                reading: the work, in that same unit
                writing: what is asked of others than the database, in no unit; then
                         a writing unit, who calls again and may he again, the answer that a request id was given
                         before or else the work, COMMIT; after a dry run ROLLBACK

A write asks twice who calls. Passwords are looked at before the right to write is taken, as that takes its time and everybody
else would wait; but the rights that count are those of the very transaction that changes something. Work returns the answer as
it will leave, rendered: one that cannot be rendered has changed nothing.
"""

import contextlib
import hashlib
import itertools
import json
import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Generic, NoReturn, Protocol, Self, TypeVar

from ngnprov import clock
from ngnprov.auth import probes
from ngnprov.auth.denials import Denial, Denials
from ngnprov.auth.throttle import network_of
from ngnprov.calls import idempotency
from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.budget import Budget
from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.idempotency import ANSWER, Kept
from ngnprov.calls.operation import Task
from ngnprov.calls.request import NO_HEADER, Preview, Reply, RequestHeader
from ngnprov.db.failures import StorageFailure, Transient
from ngnprov.db.ledgers import journal
from ngnprov.db.unit import Unit
from ngnprov.errors import Busy, DatabaseFailure, InternalFailure, LimitReached, NotAuthorized, Refusal, RequestReused

Result = TypeVar("Result")


class Caller(Protocol):
    """Somebody of whom is not known yet who he is: a login header, a person at the machine."""

    def actor(self, execution: "Execution") -> tuple[Actor, Unit]:
        """Who he is, and the open reading unit in which he was looked up. Raises NotAuthenticated or TooManyLogins."""

    def look_again(self, unit: Unit, actor: Actor) -> Actor:
        """The same one as ``unit`` finds him. Raises NotAuthenticated when he is gone."""


@dataclass(frozen=True, slots=True)
class Repeatable(Generic[Result]):
    """Work that may be asked for again by the id of its request: ``content`` is what was asked of the port, all of it, and its
    answer is kept as the text that ``dump`` makes of it and ``load`` takes."""

    content: str
    dump: Callable[[Result], str]
    load: Callable[[str], Result]


class Undone(Exception):
    """Raised by work to answer ``result`` and change nothing: its unit ends without COMMIT.

    The runner raises it for work that has said so (:meth:`ngnprov.calls.call.Call.keep_nothing`).
    """

    def __init__(self, result: object) -> None:
        super().__init__()
        self.result = result


class Runner:
    """Runs what callers ask for; one for each process."""

    def __init__(self, context: Context, denials: Denials, budget: Budget | None = None) -> None:
        self.context = context
        self.budget = budget
        self._denials = denials
        self._numbers = itertools.count(1)
        self._pid, self._process = 0, ""

    def new_request_id(self) -> str:
        """A name for one request, the same in log, journal and faults, and never given twice, in a forked process neither."""
        if self._pid != os.getpid():
            self._pid, self._process = os.getpid(), secrets.token_hex(5)
        return f"{self._process}{next(self._numbers):06x}"

    def refusal(self, error: Exception, request_id: str, log: logging.Logger) -> Refusal:
        """The refusal that ``error`` is, or the one that says as much of it as a stranger may know; the log gets the rest."""
        if isinstance(error, Refusal) and not isinstance(error, InternalFailure):
            return error
        if isinstance(error, Transient):
            log.warning("request %s gave up: %s", request_id, error, extra={"request_id": request_id})
            wait = self.context.settings.database.write_wait
            return Busy("the database is busy with other changes: nothing was changed, try again", retry_after=wait)
        is_storage = isinstance(error, StorageFailure)
        log.error(
            "request %s failed: %s",
            request_id,
            error if is_storage else type(error).__name__,
            exc_info=None if is_storage else error,
            extra={"request_id": request_id, "failure": type(error).__name__},
        )
        return (DatabaseFailure if is_storage else InternalFailure)(f"request {request_id} failed")

    def tell_denied(self, refusal: NotAuthorized, actor: Actor, execution: "Execution") -> None:
        """To log and journal: who tried what he may not (promise P27), without any value or the text of the refusal."""
        who = {
            "login": actor.login,
            "entry": actor.entry,
            "behind": actor.impersonated_by_admin,
            "address": execution.address,
            "operation": execution.operation,
            "request_id": execution.request_id,
            "code": refusal.code,
        }
        level, named = actor.level.name.lower(), refusal.field or ""
        execution.log.warning("denied", extra={**who, "rights": level, "port": execution.port, "field": named})
        values = {
            **who,
            "kind": journal.DENIED,
            "level": level,
            "customer": actor.customer,
            "reseller": actor.reseller,
            "subject": execution.port_title,
            "before": None,
            "after": {"field": named} if named else None,
        }
        self._denials.add((network_of(execution.address), actor.login), Denial(values))

    def settle(self) -> None:
        """Wait until the journal has what was denied so far."""
        self._denials.settle()


@dataclass(slots=True, eq=False)
class Execution:
    """One task of one caller under way; a context manager. All its changes together wait no longer than a call may
    (``database.write_wait``).

    ``header`` is what the caller asks besides, and ``reply`` what he gets told for that, set by :meth:`perform`;
    ``is_counted``: changes use up the budget of the login.

    Log and journal tell where it comes from: ``address`` is the caller's, empty at the machine itself; ``port`` and
    ``port_title`` are what was called, e.g. ``customer`` and ``CustomerPort``; ``log`` is the logger of the way in.
    """

    runner: Runner
    operation: str
    request_id: str
    log: logging.Logger
    port: str = ""
    port_title: str = ""
    address: str = ""
    header: RequestHeader = NO_HEADER
    is_counted: bool = False
    reply: Reply | None = field(default=None, init=False)
    _caller: Caller | None = field(default=None, init=False)
    _call: Call | None = field(default=None, init=False)
    _unit: Unit | None = field(default=None, init=False)
    _ahead: object = field(default=None, init=False)

    def __enter__(self) -> Self:
        self.runner.context.database.begin_call()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self._caller = self._call = None  # they may refer to this; without the circle all is freed at once
        self.runner.context.database.end_call()

    def enter(self, caller: Caller) -> None:
        """Find out who calls; the unit in which he was looked up stays open for reading."""
        actor, self._unit = caller.actor(self)
        self._caller, self._call = caller, self._make_call(actor, self._unit)

    def perform(
        self,
        task: Task,
        work: Callable[[Call], Result],
        repeatable: Repeatable[Result] | None = None,
        ahead: Callable[[Context], object] | None = None,
    ) -> Result:
        """Run ``work`` with the rights of the caller in one unit of work; what it returns is the answer.

        Writing work is committed when it has returned, and may be run again before, so it has no effect outside its call.
        What is ``repeatable`` is done once for the request id of the header, which must have one; what is asked ``ahead`` of
        writing work is asked every time.
        Raises NotAuthorized (902), RequestReused (904), what ``work`` raises, or StorageFailure.
        """
        assert self._call is not None
        call, database = self._call, self.runner.context.database
        try:
            task.require(call.actor)
            if not task.writes:
                return self._read(task, call, work)
            self._close()
            self._count(call.actor)
            if ahead is not None:
                self._ahead = ahead(self.runner.context)
            return database.write(lambda unit: self._change(task, unit, work, repeatable), last=True)
        except Undone as undone:
            result: Result = undone.result  # type: ignore[assignment]  # what the work of this very call has made
            return result
        except Refusal as refusal:
            if isinstance(refusal, NotAuthorized):
                self.runner.tell_denied(refusal, call.actor, self)
            if isinstance(refusal, LimitReached):
                self._give_hint(refusal, call.actor)
            if refusal.of_others:  # he learns a name of others; when that cannot be counted he has to ask again
                probes.count(database, call.actor.login)
            raise

    def refusal(self, error: Exception) -> Refusal:
        """What a stranger may know of ``error``."""
        return self.runner.refusal(error, self.request_id, self.log)

    def _read(self, task: Task, call: Call, work: Callable[[Call], Result]) -> Result:
        if self.header is not NO_HEADER:
            call.header, call.versioned, call.only_reads = self.header, task.versioned, True
        result = work(call)
        if self.header is not NO_HEADER:
            self.reply = Reply(call.version(), preview=Preview() if self.header.dry_run else None)
        return result

    def _change(
        self, task: Task, unit: Unit, work: Callable[[Call], Result], repeatable: Repeatable[Result] | None
    ) -> Result:
        assert self._call is not None
        assert self._caller is not None
        actor = self._caller.look_again(unit, self._call.actor)
        task.require(actor)
        call = self._make_call(actor, unit)
        call.ahead = self._ahead
        header = self.header
        if header is NO_HEADER:
            return _kept(call, work(call))
        call.header, call.versioned = header, task.versioned
        if header.dry_run:
            self._try(call, work)
        if repeatable is None:
            result = self._work(call, work)
            self.reply = Reply(call.version(), self.request_id)
            return result
        return self._do_once(call, work, repeatable)

    def _work(self, call: Call, work: Callable[[Call], Result]) -> Result:
        """Raises Undone, too."""
        result = work(call)
        self.reply = Reply(call.version())
        return _kept(call, result)

    def _try(self, call: Call, work: Callable[[Call], object]) -> NoReturn:
        """Raises Undone, or what the real call would raise."""
        call.preview = Preview()
        self.reply = Reply(preview=call.preview)
        result = work(call)
        self.reply = Reply(call.version(), preview=call.preview)
        raise Undone(result)

    def _do_once(self, call: Call, work: Callable[[Call], Result], repeatable: Repeatable[Result]) -> Result:
        context, header = self.runner.context, self.header
        asked = json.dumps([repeatable.content, call.actor.entry, header.if_version, header.on_behalf_of])
        login, digest = claimant(call.actor), hashlib.sha256(asked.encode()).hexdigest()
        now = datetime.now(UTC)
        since = clock.text(now - timedelta(hours=context.settings.requests.keep_hours))
        kept = idempotency.claim(
            call.unit, login, header.id, at=clock.text(now), transaction=self.request_id, since=since
        )
        if kept is not None:
            return self._repeat(kept, login, digest, repeatable)
        result = self._work(call, work)
        version = call.version()
        text = json.dumps([digest, repeatable.dump(result)])
        answer = ANSWER.seal(context.keys, text, login=login, key=header.id)
        idempotency.keep(call.unit, login, header.id, version=version, answer=answer)
        self.reply = Reply(version, self.request_id)
        return result

    def _repeat(self, kept: Kept, login: str, digest: str, repeatable: Repeatable[Result]) -> Result:
        """The answer that was given before. Raises RequestReused."""
        text = ANSWER.open(self.runner.context.keys, kept.answer, login=login, key=self.header.id)
        asked, answer = json.loads(text)
        if asked != digest:
            raise RequestReused("was used before, for a request with other content", field="request.id")
        self.reply = Reply(kept.version, kept.transaction, is_replayed=True)
        return repeatable.load(answer)

    def _count(self, actor: Actor) -> None:
        """Count a change of somebody who came over the wire and is no administrator. Raises BudgetUsed."""
        budget = self.runner.budget
        if budget is not None and self.is_counted and not (actor.is_admin or actor.impersonated_by_admin):
            budget.take(claimant(actor))

    def _give_hint(self, refusal: LimitReached, actor: Actor) -> None:
        """Let a limit be told with the reseller's own words for it, if there are any."""
        context = self.runner.context
        rules = context.limit_rules
        if rules is None:
            return
        with contextlib.suppress(StorageFailure), context.database.reading() as unit:  # the refusal says it, too
            reseller = actor.reseller
            if not reseller and refusal.holder:
                holder = context.directory.by_id(unit, refusal.holder)
                reseller = 0 if holder is None else holder.reseller
            refusal.hint = rules.hint(unit, reseller, refusal.code) or None

    def _make_call(self, actor: Actor, unit: Unit) -> Call:
        return Call(self.runner.context, actor, unit, self.operation, self.request_id, self.address)

    def _close(self) -> None:
        """End the reading unit."""
        if self._unit is not None:
            self._unit.close()
            self._unit = None


def _kept(call: Call, result: Result) -> Result:
    """Raises Undone."""
    if call.keeps_nothing:
        raise Undone(result)
    return result


def claimant(actor: Actor) -> str:
    """Whose request ids they are: a login's own, and an administrator's are not those of a customer of the same name."""
    if actor.level is Level.ACCOUNT:
        return f"account {actor.login}"
    if actor.user:
        return f"user {actor.login}"
    kind = "admin" if actor.is_admin or actor.impersonated_by_admin else "customer"
    return f"{kind} {actor.login}"
