# SPDX-License-Identifier: Apache-2.0
"""Calls of somebody at the machine: by the same services and units of work as over the wire (architecture.md)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ngnprov.auth.administrators import COMMAND_LINE
from ngnprov.auth.logins import administrators_actor
from ngnprov.calls.actor import Level
from ngnprov.calls.call import Call, Context
from ngnprov.calls.port import find_directory
from ngnprov.db.unit import Unit
from ngnprov.errors import CustomerUnknown

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Local:
    """The command line as a caller: an administrator whom the journal calls ``(command line)``.

    ``operation`` is what the journal says he did, e.g. ``vouchers generate``. With the id of an entry in ``impersonate`` he
    acts behind it, within its scope and credits; CustomerUnknown when there is none.
    """

    context: Context
    impersonate: int = 0

    def write(self, operation: str, work: Callable[[Call], Result]) -> Result:
        """Run ``work`` in one transaction and commit; it may be run again, so it has no effect outside the call."""
        request_id = _request_id()
        return self.context.database.write(lambda unit: work(self._call(unit, operation, request_id)))

    def read(self, operation: str, work: Callable[[Call], Result]) -> Result:
        """Run ``work`` on one snapshot."""
        with self.context.database.reading() as unit:
            return work(self._call(unit, operation, _request_id()))

    def _call(self, unit: Unit, operation: str, request_id: str) -> Call:
        actor = administrators_actor(find_directory(self.context.ports), unit, COMMAND_LINE, self.impersonate)
        if actor.level is Level.NOBODY:
            raise CustomerUnknown(f"there is no customer {self.impersonate}")
        return Call(self.context, actor, unit, operation, request_id)


def _request_id() -> str:
    return secrets.token_hex(8)
