# SPDX-License-Identifier: Apache-2.0
"""How a server asks platforms for their users (connections.md C11 to C16).

A connection is taken in one unit of work, its platform is asked in none, and what was learnt is kept in slices, each of which
looks whether it still counts: whatever was done to the connection meanwhile has given it another generation.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Final, NamedTuple, TypeVar

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.job import GoesOn, Job
from ngnprov.calls.operation import Task
from ngnprov.calls.operator import Operator
from ngnprov.calls.runner import Runner
from ngnprov.db.unit import Unit
from ngnprov.errors import InternalFailure
from ngnprov.ports.customer.tenancy import read_tenancy
from ngnprov.ports.tenant.connections import store
from ngnprov.ports.tenant.connections.adapters import ADAPTERS
from ngnprov.ports.tenant.connections.adapters.asking import Access, Asking, NotAsked, Person
from ngnprov.ports.tenant.connections.addresses import url_of
from ngnprov.ports.tenant.connections.store import Connection
from ngnprov.ports.tenant.connections.tables import ACCESS_KEY, FAILED, MONITORING, SYNCING
from ngnprov.ports.tenant.connectiontemplates import choosing
from ngnprov.ports.tenant.connectiontemplates.tables import MASTER_KEY
from ngnprov.ports.tenant.discovered import store as discovered
from ngnprov.ports.tenant.discovered.keeping import keep, leave_out
from ngnprov.ports.tenant.discovered.store import Counts
from ngnprov.ports.tenant.outside import outside
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.ports.tenant.profiles.status import is_terminated
from ngnprov.ports.tenant.settings import TenantSettings

LOGIN: Final = "(server)"
"""Who tells the journal what came of it."""
LOOK_SECONDS: Final = 1.0
AT_ONCE: Final = 4
"""Platforms that one server asks at the same time: a slow one holds up no other."""
SLICE: Final = 1000
GRACE_SECONDS: Final = 60
"""After the time in which it must have answered, until whoever asks is taken for dead."""
LONGEST_ERROR: Final = 255
NAME: Final = "tenant connections"

T = TypeVar("T")
_TASK = Task(name="sync connection")
log = logging.getLogger("ngnprov.connections")


class Taken(NamedTuple):
    """A connection whose platform is to be asked, as it was taken."""

    id: int
    generation: int
    type: str
    access: Access
    state: str
    last_error: str
    counts: Counts


class Outcome(NamedTuple):
    """What came of asking: a sentence, and whether it went well."""

    id: int
    told: str
    is_good: bool


def jobs(runner: Runner) -> Iterator[Job]:
    """What a server does for connections."""
    yield Job(NAME, LOOK_SECONDS, is_needed, Syncer(runner).work, at_once=True)


def is_needed(unit: Unit) -> bool:
    """Is a platform to be asked by now?"""
    return bool(store.due(unit, clock.now(), 1))


class Syncer:
    """Asks platforms, a few at the same time."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner
        self._context = runner.context
        self._settings: TenantSettings = runner.context.settings.of(TenantSettings)

    def work(self, goes_on: GoesOn) -> None:
        """Ask all platforms that are to be asked by now. Raises what kept a thread from going on, such as StorageFailure."""
        with self._context.database.reading() as unit:
            count = len(store.due(unit, clock.now(), AT_ONCE))
        errors: list[Exception] = []
        threads = [
            threading.Thread(target=self._serve, args=[goes_on, errors], name=NAME, daemon=True) for _ in range(count)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]

    def sync(self, id: int) -> Outcome | None:
        """Ask the platform of a connection, if it is to be asked by now; None when it is not, or does not count any more."""
        taken = self._run(partial(self._take, id))
        if not isinstance(taken, Taken):
            return taken
        try:
            people = self._ask(taken)
        except NotAsked as failure:
            return self._run(partial(self._fail, taken, str(failure)))
        except Exception:
            log.exception("connection %s could not be synced", taken.id)
            return self._run(partial(self._fail, taken, "this server failed: its log tells more"))
        return self._keep(taken, people)

    def _serve(self, goes_on: GoesOn, errors: list[Exception]) -> None:
        try:
            while goes_on():
                with self._context.database.reading() as unit:
                    ids = store.due(unit, clock.now(), AT_ONCE)
                if not ids:
                    return
                for id in ids:
                    if goes_on():
                        self._tell(self.sync(id))
        except Exception as error:
            errors.append(error)

    def _tell(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            log.log(logging.INFO if outcome.is_good else logging.WARNING, "%s", outcome.told)

    def _run(self, work: Callable[[Call], T]) -> T:
        return Operator(self._runner, login=LOGIN).run(_TASK, work)

    def _take(self, id: int, call: Call) -> Taken | Outcome | None:
        """Take a connection that is to be asked by now; nobody else takes it until it must have answered."""
        connection = store.CONNECTIONS.lock_any(call.unit, id)
        if connection is None or not connection.due_at or connection.due_at > call.now or _is_over(call, connection):
            return None
        lasts = timedelta(seconds=self._settings.sync_seconds + GRACE_SECONDS)
        generation = connection.generation + 1
        columns = {"state": SYNCING, "generation": generation, "due_at": clock.text(clock.moment(call.now) + lasts)}
        store.CONNECTIONS.update(call.unit, id, columns, counts=False)
        counts = discovered.counts(call.unit, [id]).get(id, discovered.NO_COUNTS)
        before = FAILED if connection.last_error else MONITORING if connection.synced_at else connection.state
        access = Access("", "", "", with_sub_accounts=False)
        taken = Taken(id, generation, connection.type, access, before, connection.last_error, counts)
        try:
            return taken._replace(access=_access(call, connection))
        except NotAsked as failure:
            return self._fail(taken, str(failure), call)

    def _ask(self, taken: Taken) -> list[Person]:
        """Everybody whom a platform tells of. Raises NotAsked."""
        adapter = ADAPTERS.get(taken.type)
        if adapter is None:
            raise NotAsked(f"this server cannot ask a platform of the type {taken.type}")
        outgoing = outside(self._context).outgoing
        return adapter(Asking(outgoing, self._settings.sync_seconds, self._settings.sync_users), taken.access)

    def _keep(self, taken: Taken, people: Sequence[Person]) -> Outcome | None:
        for first in range(0, len(people), SLICE):
            if not self._run(partial(self._slice, taken, people[first : first + SLICE])):
                return None
        return self._run(partial(self._end, taken, {each.external_id for each in people}))

    def _slice(self, taken: Taken, people: Sequence[Person], call: Call) -> bool:
        connection = _still(call, taken)
        if connection is not None:
            keep(call, connection, people)
        return connection is not None

    def _end(self, taken: Taken, found: set[str], call: Call) -> Outcome | None:
        """Whoever was not found is gone; the platform is asked again after a while."""
        connection = _still(call, taken)
        if connection is None:
            return None
        leave_out(call, connection, found, self._settings.sync_users)
        wait = self._settings.sync_minutes
        columns = {
            "state": MONITORING,
            "due_at": clock.text(clock.moment(call.now) + timedelta(minutes=wait)) if wait else "",
            "synced_at": call.now,
            "last_error": "",
            "failures": 0,
        }
        store.CONNECTIONS.update(call.unit, taken.id, columns, counts=False)
        counts = discovered.counts(call.unit, [taken.id]).get(taken.id, discovered.NO_COUNTS)
        told = {
            "customer": connection.customer,
            "state": taken.state,
            "error": taken.last_error,
            **taken.counts._asdict(),
        }
        call.changed(_subject(taken.id), told, {"state": MONITORING, "error": "", **counts._asdict()})
        return Outcome(
            taken.id, f"connection {taken.id} has {counts.users} users, {counts.gone} are gone", is_good=True
        )

    def _fail(self, taken: Taken, why: str, call: Call) -> Outcome | None:
        """Say why, and try again after a while, which becomes longer each time."""
        connection = _still(call, taken)
        if connection is None:
            return None
        error = why[:LONGEST_ERROR]
        minutes = min(1 << min(connection.failures, 20), self._settings.retry_minutes)
        columns = {
            "state": FAILED,
            "last_error": error,
            "failures": connection.failures + 1,
            "due_at": clock.text(clock.moment(call.now) + timedelta(minutes=minutes)),
        }
        store.CONNECTIONS.update(call.unit, taken.id, columns, counts=False)
        told = {"customer": connection.customer, "state": taken.state, "error": taken.last_error}
        call.changed(_subject(taken.id), told, {"state": FAILED, "error": error})
        return Outcome(taken.id, f"connection {taken.id} has failed: {error}", is_good=False)


def _still(call: Call, taken: Taken) -> Connection | None:
    """The connection as it was taken, held; None when what is learnt of its platform does not count any more."""
    connection = store.CONNECTIONS.lock_any(call.unit, taken.id)
    if connection is None or (connection.generation, connection.state) != (taken.generation, SYNCING):
        return None
    return None if _is_over(call, connection) else connection


def _is_over(call: Call, connection: Connection) -> bool:
    """Was the tenant terminated?"""
    profile = PROFILES.records.lock_any(call.unit, connection.customer)
    return profile is not None and is_terminated(profile.terminate_date, call.now)


def _access(call: Call, connection: Connection) -> Access:
    """Where and with what a platform is asked. Raises NotAsked."""
    keys, template = call.context.keys, choosing.template_of(call, connection)
    try:
        key = ACCESS_KEY.open(keys, connection.access_key, id=connection.id)
        if not key and template is not None:
            reseller = read_tenancy(call, connection.customer, "customer").reseller
            if (template.reseller, template.host) != (reseller, connection.host):
                raise NotAsked("its template is for another reseller or host: it needs a key of its own")
            key = MASTER_KEY.open(keys, template.master_key, id=template.id)
    except InternalFailure:
        raise NotAsked("its key cannot be opened any more") from None
    if not key:
        raise NotAsked("neither it nor its template has a key")
    return Access(url_of(connection.host), connection.account_id, key, connection.auto_provision_sub_accounts)


def _subject(id: int) -> str:
    return f"connection {id}"
