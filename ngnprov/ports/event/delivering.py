# SPDX-License-Identifier: Apache-2.0
"""How events get to hooks: what is settled in the journal becomes deliveries, and these are sent, at least once, in order.

Deliveries of one hook and customer wait for each other and for nobody else. Hooks are served at the same time, each by one
thread; those whose receiver did not answer lately have threads of their own, so that they hold up none that does.
"""

import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

from ngnprov import clock
from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.call import Call
from ngnprov.calls.job import GoesOn, Job, always
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.runner import Runner
from ngnprov.db.ledgers import links
from ngnprov.db.unit import Unit
from ngnprov.errors import InternalFailure
from ngnprov.outgoing.addresses import AddressRefused
from ngnprov.outgoing.client import NotReached, Outgoing
from ngnprov.ports.audit import sight
from ngnprov.ports.event import service, signing, store, telling, templates
from ngnprov.ports.event.settings import EventSettings
from ngnprov.ports.event.store import Delivery, Hook
from ngnprov.ports.event.tables import DEAD, DELIVERED, FORMER, PENDING, SECRET

PAUSES: Final = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds until the next attempt, up to a tenth more; after the last one a delivery is dead (Standard Webhooks 1.0.0)."""
LOOK_SECONDS: Final = 1.0
FORGET_SECONDS: Final = 3600.0
BATCH: Final = 500
ROWS: Final = 200
GONE: Final = 410
MOST_OF_ANSWER: Final = 16_384
LONGEST_FAILURE: Final = 255
LOGIN: Final = "(hooks)"
"""Who tells the journal that a receiver wants nothing more."""

_SWITCHED_OFF = Task(name="hook gone")
log = logging.getLogger("ngnprov.hooks")


class Outcome(NamedTuple):
    """What has come of an attempt: the status that was answered, 0 for none, and why it has failed, "" when it has not."""

    status: int
    failure: str
    is_final: bool = False


def jobs(runner: Runner) -> Iterator[Job]:
    """What a server does for the port."""
    yield Job("event routing", LOOK_SECONDS, is_unrouted, partial(route, runner))
    yield Job("event deliveries", LOOK_SECONDS, lambda unit: bool(store.due_hooks(unit, now())), Sender(runner).work)
    yield Job("event forgetting", FORGET_SECONDS, always, partial(forget, runner))


def is_unrouted(unit: Unit) -> bool:
    """Is there something in the journal that a hook may want?"""
    return store.position(unit, store.ROUTED) < links.top(unit) and bool(store.enabled(unit))


def route(runner: Runner, goes_on: GoesOn) -> None:
    """Make deliveries of what is settled in the journal. Where one stops the next goes on: position and rows are one."""
    context = runner.context
    while goes_on():
        with context.database.reading() as unit:
            position, top, hooks = store.position(unit, store.ROUTED), links.top(unit), store.enabled(unit)
            if not hooks:
                return
            after = max(position, min(hook.since for hook in hooks))
            reader = Actor(Level.ADMIN, "")
            entries = store.changes(unit, reader, after=after, top=top, since="", most=BATCH)
        to = entries[-1].id if len(entries) == BATCH else top
        made = [each for entry in entries for each in service.deliveries_of(context, hooks, entry, clock.now())]
        if to <= position or not context.database.write(partial(_store, position, to, made)):
            return


def _store(position: int, to: int, made: Sequence[Delivery], unit: Unit) -> bool:
    if not store.move(unit, store.ROUTED, position, to):
        return False
    there = {hook.id for hook in store.enabled(unit)}
    store.add(unit, [each for each in made if each.hook in there])
    return True


def forget(runner: Runner, goes_on: GoesOn) -> None:
    """Remove deliveries that ended long ago."""
    days = runner.context.settings.of(EventSettings).keep_days
    before = clock.text(datetime.now(UTC) - timedelta(days=days))
    while goes_on() and runner.context.database.write(lambda unit: store.forget_old(unit, before, ROWS)) >= ROWS:
        pass


class Sender:
    """Sends what is due."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._context = runner.context
        self._senders = self._context.settings.of(EventSettings).senders

    def work(self, goes_on: GoesOn) -> None:
        """Send what is due, and what becomes due by that."""
        flying: dict[int, Future[None]] = {}
        with (
            ThreadPoolExecutor(self._senders, "hooks") as healthy,
            ThreadPoolExecutor(max(1, self._senders // 2), "failing hooks") as failing,
        ):
            while goes_on():
                flying = {hook: future for hook, future in flying.items() if not _is_done(future)}
                begun = False
                for hook in self._due_hooks():
                    if hook.id not in flying:
                        lane = failing if hook.failures else healthy
                        flying[hook.id] = lane.submit(self._serve, hook, goes_on)
                        begun = True
                if not flying:
                    return
                if not begun:
                    wait(flying.values(), LOOK_SECONDS, FIRST_COMPLETED)

    def _due_hooks(self) -> list[Hook]:
        with self._context.database.reading() as unit:
            return store.due_hooks(unit, now())

    def _serve(self, hook: Hook, goes_on: GoesOn) -> None:
        """Send one of each customer; whoever does not answer is left alone with the others for now."""
        with self._context.database.reading() as unit:  # by each for itself, so that none fills the place of others
            deliveries = store.due(unit, hook.id, now(), BATCH)
        for delivery in deliveries:
            if not goes_on():
                return
            outcome = self._send(hook, delivery)
            self._note(hook, delivery, outcome)
            if outcome.failure and not outcome.is_final:
                return

    def _send(self, hook: Hook, delivery: Delivery) -> Outcome:
        body = self._body(hook, delivery)
        if body is None:
            return Outcome(0, "its entry in the journal was pruned", is_final=True)
        try:
            keys = self._keys(hook)
        except InternalFailure:
            return Outcome(0, "the secret of the hook does not open")
        signed = signing.headers(keys, f"{telling.PREFIX}{delivery.entry}", int(time.time()), body)
        out: Outgoing = self._context.attached["event"]
        headers = {"Content-Type": "application/json", "User-Agent": "ngnprov", **signed}
        try:
            answer = out.send("POST", hook.url, headers, body, most=MOST_OF_ANSWER)
        except (AddressRefused, NotReached) as failure:
            return Outcome(0, str(failure))
        if 200 <= answer.status < 300:
            return Outcome(answer.status, "")
        return Outcome(answer.status, f"answered {answer.status}", is_final=answer.status == GONE)

    def _body(self, hook: Hook, delivery: Delivery) -> bytes | None:
        with self._context.database.reading() as unit:
            entry = store.entry(unit, delivery.entry)
            if entry is None:
                return None
            operation = sight.operation_of(unit, entry)
        event = telling.told(self._context, hook.reader, entry, delivery.type, operation)
        if hook.template:
            return templates.filled(hook.template, {**event, "customer": entry.customer}).encode()
        return json.dumps(event, ensure_ascii=False).encode()

    def _keys(self, hook: Hook) -> list[str]:
        """The secrets by which is signed. Raises InternalFailure."""
        keys, found = self._context.keys, [SECRET.open(self._context.keys, hook.secret, id=hook.id)]
        if hook.former and hook.former_until > time.time():
            found.append(FORMER.open(keys, hook.former, id=hook.id))
        return found

    def _note(self, hook: Hook, delivery: Delivery, outcome: Outcome) -> None:
        attempts = delivery.attempts + 1
        is_dead = bool(outcome.failure) and (outcome.is_final or attempts > len(PAUSES))
        state = DEAD if is_dead else PENDING if outcome.failure else DELIVERED
        due = now() + pause(attempts) if state == PENDING else 0

        def write(unit: Unit) -> None:
            failure = outcome.failure[:LONGEST_FAILURE]
            store.tried(unit, delivery.id, state=state, due=due, status=outcome.status, failure=failure, at=clock.now())
            present = store.hook(unit, hook.id)
            if present is not None and (outcome.failure or present.failures):
                store.set_failures(unit, hook.id, present.failures + 1 if outcome.failure else 0)

        self._context.database.write(write)
        if outcome.failure:
            what = "an event is dead" if is_dead else "an event was not delivered"
            told = {"hook": hook.id, "delivery": delivery.id, "attempts": attempts, "failure": outcome.failure}
            log.warning(what, extra=told)
        if outcome.status == GONE:
            Operator(self._runner, login=LOGIN).run(_SWITCHED_OFF, partial(_switch_off, hook.id))


def _switch_off(id: int, call: Call) -> None:
    call.goes_past_ends = True
    hook = store.HOOKS.lock_any(call.unit, id)
    if hook is not None and hook.enabled:
        service.HOOKS.update(call, hook, {"enabled": False, "reason": f"the receiver answered {GONE}"})


def pause(attempts: int) -> int:
    """Milliseconds until the next attempt after so many, from 1 on."""
    seconds = PAUSES[min(attempts, len(PAUSES)) - 1]
    return int(seconds * random.uniform(1000, 1100))  # noqa: S311  no secret


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _is_done(future: Future[None]) -> bool:
    """Raises what has stopped it."""
    if not future.done():
        return False
    future.result()
    return True
