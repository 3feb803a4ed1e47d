# SPDX-License-Identifier: Apache-2.0
"""Processes that each call one operation at the same time.

Of no port, the operation ``terminate`` ends a tenant as of now, and ``jobs run`` carries out what is dated.
"""

from dataclasses import replace
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.port import find_ports
from ngnprov.errors import Refusal
from ngnprov.ports.tenant.profiles.lookup import PROFILES
from ngnprov.settings import Settings
from ngnprov.upkeep import dated
from tests.support.processes import at_once
from tests.support.world import World


def terminate(call: Call, customer: int) -> None:
    """There is no operation that does yet."""
    PROFILES.lock(call, customer)
    PROFILES.records.update(call.unit, customer, {"terminate_date": call.now})


TERMINATE = Task(name="terminate")
OPERATIONS = {(port.name, operation.name): operation for port in find_ports() for operation in port.operations()}


def attempt(settings: Settings, port: str, name: str, arguments: dict[str, Any], behind: int) -> int:
    """Call the operation; the fault code, 0 for success."""
    with World(settings) as world:
        operator = replace(world.operator, impersonate=behind)
        operation = OPERATIONS.get((port, name))
        try:
            if name == "jobs run":
                assert all(each.refusal is None for each in dated.carry_out(operator, arguments["day"], lambda: True))
            elif operation is None:
                operator.run(TERMINATE, lambda call: terminate(call, **arguments))
            else:
                operator.run(operation, lambda call: operation.function(call, **arguments))
        except Refusal as refusal:
            return refusal.code
    return 0


CODES = 10_000
"""More than there are codes: what a process gives says which one it is, too."""

Wanted = tuple[str, str, dict[str, Any], int]
"""Port, operation, arguments as services get them, and the entry behind which it is called, 0 for the administrator."""


def race(settings: Settings, wanted: list[Wanted]) -> list[int]:
    """Fork, call at once; the fault codes in the order of the calls."""
    found = at_once(len(wanted), lambda number: number * CODES + attempt(settings, *wanted[number]))
    return [each % CODES for each in sorted(found)]
