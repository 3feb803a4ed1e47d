# SPDX-License-Identifier: Apache-2.0
"""Whatever statement fails of whatever operation makes, changes or removes something, nothing is half done (promise P7)."""

import random
from typing import Any

import pytest

from ngnprov.calls.port import find_ports
from ngnprov.db.failures import StorageFailure
from tests.support.every_operation import TABLES, Crowd, succeeds, told
from tests.support.failing import failing
from tests.support.world import Template, World

PORTS = ("pbx", "tenant")
"""Those whose operations change the most, of several ports below them."""

OPERATIONS = [
    (port.title.removesuffix("Port"), operation.name)
    for port in find_ports()
    for operation in port.operations()
    if operation.writes and port.name in PORTS and succeeds(port.title.removesuffix("Port"), operation.name)
]
FULL = StorageFailure("disk full at /secret/path")
TRIED = 20
"""Of so many rounds one is a statement that fails."""


def told_then(crowd: Crowd, port: str, operation: str) -> Any:
    return told(crowd.admin, port, operation, TABLES[port][operation].arguments)


@pytest.mark.parametrize(("port", "operation"), OPERATIONS)
def test_a_failure_at_any_statement_leaves_nothing_half_done(
    crowded: Template, crowded_world: World, rounds: int, port: str, operation: str
) -> None:
    crowd, world = Crowd(crowded_world, "encoded"), crowded_world
    crowded.restore(world)
    crowd.admin.getAccount(id=1)  # who calls is known from here on
    before = world.fingerprint()
    with failing(0, FULL) as count:
        answer = told_then(crowd, port, operation)
    after = world.fingerprint()
    assert after != before
    crowded.restore(world)
    crowd.admin.getAccount(id=1)
    assert world.fingerprint() == before
    for at in chosen(count.ran, rounds // TRIED):
        with failing(at, FULL):
            fault = told_then(crowd, port, operation)
        assert (fault["errorcode"], "secret" in fault["errorstring"]) == ("201", False), at
        assert world.fingerprint() == before, at
    assert told_then(crowd, port, operation) == answer
    assert world.fingerprint() != before


def chosen(count: int, most: int) -> list[int]:
    """The first and the last statement, COMMIT, and some of those between; others in another run."""
    between = range(2, count)
    wanted = random.sample(between, min(len(between), max(most - 2, 0)))
    return sorted({1, *wanted, count})
