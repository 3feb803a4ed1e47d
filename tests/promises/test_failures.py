# SPDX-License-Identifier: Apache-2.0
"""Whatever statement of a change fails, nothing has changed and the answer is a fault (promise P7, complete)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from caller import Caller, Fault
from world import World

from ngnprov.db.failures import StorageFailure, Transient
from ngnprov.db.unit import Unit

PROPERTIES = [
    {"name": name, "category": "", "value": "1", "permission": "admin"} for name in ("sip_credit", "email_credit", "x")
]
CHANGES: dict[str, dict[str, Any]] = {
    "addAccount": {"account": {"username": "new", "password": "p", "id": 50, "properties": PROPERTIES}},
    "updateAccount": {"account": {"id": 1, "password": "q", "city": "X", "impersonate": 2, "properties": PROPERTIES}},
    "setProperties": {"customer": 2, "properties": PROPERTIES},
    "deleteAccount": {"id": 2},
}


@contextmanager
def failing(at: int, error: Exception) -> Iterator[None]:
    """The ``at``-th change of a writing unit fails, COMMIT being the last."""
    ran = [0]
    execute, commit = Unit._execute, Unit.commit

    def count() -> None:
        ran[0] += 1
        if ran[0] == at:
            raise error

    def counted(self: Unit, statement: Any, values: Any) -> Any:
        if not statement.core.is_select:
            count()
        return execute(self, statement, values)

    def committed(self: Unit) -> None:
        count()
        commit(self)

    Unit._execute, Unit.commit = counted, committed  # type: ignore[method-assign]
    try:
        yield
    finally:
        Unit._execute, Unit.commit = execute, commit  # type: ignore[method-assign]


@pytest.fixture
def admin(world: World) -> Caller:
    caller = world.call()
    reseller = caller.addAccount(account={"username": "r", "password": "p"})["id"]
    caller.addAccount(account={"username": "c", "password": "p", "reseller": reseller, "properties": PROPERTIES[:1]})
    return caller


@pytest.mark.parametrize("operation", CHANGES)
def test_a_failure_at_any_statement_changes_nothing(world: World, admin: Caller, operation: str) -> None:
    before = world.fingerprint()
    at = 1
    while True:
        with failing(at, StorageFailure("disk full at /secret/path")):
            try:
                admin.call(operation, CHANGES[operation])
                break
            except Fault as fault:
                assert fault.code == 201
                assert "secret" not in fault.text
        assert world.fingerprint() == before
        at += 1
    assert at > 3
    assert world.fingerprint() != before


@pytest.mark.parametrize("operation", CHANGES)
def test_a_passing_obstacle_is_overcome_without_a_trace(world: World, admin: Caller, operation: str) -> None:
    entries = world.sql("SELECT count(*) FROM journal")[0][0]
    with failing(2, Transient("40001")):
        admin.call(operation, CHANGES[operation])
    assert world.sql("SELECT count(*) FROM journal") == [(entries + 1,)]
