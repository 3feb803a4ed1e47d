# SPDX-License-Identifier: Apache-2.0
"""Somebody at the machine: by the same runner, services, units of work and journal as over the wire."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ngnprov.auth.actors import administrators_actor
from ngnprov.auth.administrators import COMMAND_LINE
from ngnprov.calls.actor import Actor
from ngnprov.calls.call import Call
from ngnprov.calls.context import Context
from ngnprov.calls.operation import Operation, Task
from ngnprov.calls.port import find_directory
from ngnprov.calls.request import NO_HEADER, RequestHeader
from ngnprov.calls.runner import Execution, Runner
from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerUnknown

log = logging.getLogger("ngnprov.cli")
log.addHandler(logging.NullHandler())  # who is at the machine reads the refusal itself
Result = TypeVar("Result")


def on_snapshot(database: Database, find: Callable[[Unit], Actor]) -> tuple[Actor, Unit]:
    """Whom ``find`` finds, and the snapshot on which it looked."""
    unit = database.reading()
    try:
        return find(unit), unit
    except BaseException:
        unit.close()
        raise


@dataclass(frozen=True, slots=True)
class Operator:
    """The command line as a caller: an administrator, recorded in the journal as ``login``.

    With the id of an entry in ``impersonate`` he acts behind it, within its scope, credits and permissions.
    """

    runner: Runner
    impersonate: int = 0
    login: str = COMMAND_LINE

    @property
    def context(self) -> Context:
        """The process-wide things."""
        return self.runner.context

    def run(
        self,
        task: Task,
        work: Callable[[Call], Result],
        header: RequestHeader = NO_HEADER,
        ahead: Callable[[Context], object] | None = None,
    ) -> Result:
        """Run ``work`` as ``task``: see :meth:`ngnprov.calls.runner.Execution.perform`."""
        request_id = self.runner.new_request_id()
        with Execution(self.runner, task.name, request_id, log, port_title=self.login) as execution:
            execution.enter(self)
            execution.header = header
            return execution.perform(task, work, ahead=ahead)

    def call(self, operation: Operation, *arguments: Any) -> Any:
        """Run an operation of a port with the values of its parameters; the value that it answers."""
        ahead = operation.looking_ahead(arguments)
        return self.run(operation, lambda call: operation.function(call, *arguments), ahead=ahead)

    def require_customer(self) -> None:
        """Raise CustomerUnknown when there is no entry to be impersonated."""
        with self.context.database.reading() as unit:
            if self.impersonate and find_directory(self.context.ports).by_id(unit, self.impersonate) is None:
                raise CustomerUnknown(f"there is no customer {self.impersonate}")

    def actor(self, execution: Execution) -> tuple[Actor, Unit]:  # noqa: ARG002  of every caller
        """The administrator, on a snapshot."""
        return on_snapshot(self.context.database, self._actor)

    def look_again(self, unit: Unit, actor: Actor) -> Actor:  # noqa: ARG002  of every caller
        """The same, as ``unit`` finds the entry that he impersonates."""
        return self._actor(unit)

    def _actor(self, unit: Unit) -> Actor:
        return administrators_actor(find_directory(self.context.ports), unit, self.login, self.impersonate)
