# SPDX-License-Identifier: Apache-2.0
"""Whatever statement of a change fails, nothing has changed and the answer is a fault (promise P7, complete)."""

from contextlib import suppress
from typing import Any

import pytest

from ngnprov.db.failures import Duplicate, Referenced, StorageFailure, Transient
from ngnprov.db.ledgers.attempts import attempts
from ngnprov.db.statement import insertion
from ngnprov.db.unit import Unit
from tests.support.caller import Caller, Fault
from tests.support.failing import failing
from tests.support.world import World

PROPERTIES = [
    {"name": name, "category": "", "value": "1", "permission": "admin"} for name in ("sip_credit", "email_credit", "x")
]
CHANGES: dict[str, dict[str, Any]] = {
    "addAccount": {"account": {"username": "new", "password": "p", "id": 50, "properties": PROPERTIES}},
    "updateAccount": {"account": {"id": 1, "password": "q", "city": "X", "impersonate": 2, "properties": PROPERTIES}},
    "setProperties": {"customer": 2, "properties": PROPERTIES},
    "deleteAccount": {"id": 2},
}


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


FAILURES = {
    "a secret that is damaged": ("UPDATE customers SET password = {bytes}", 200, "InternalFailure"),
    "a table that is gone": ("ALTER TABLE customer_properties RENAME TO elsewhere", 201, "customer_properties"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_of_ours_is_a_number_to_the_caller_and_told_in_the_log(
    world: World, admin: Caller, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    statement, code, words = FAILURES[name]
    world.sql(statement.format(bytes="x'0102'" if world.kind == "sqlite" else "'\\x0102'"))
    fault = admin.refused("getAccount", id=1)
    assert fault.code == code
    number = fault.text.split()[1]
    assert fault.text == f"request {number} failed"
    (told,) = [record for record in caplog.records if number in record.getMessage()]
    assert words in told.getMessage()


def test_what_postgresql_undoes_at_commit_is_not_acknowledged(world: World) -> None:
    """Work that goes on after a refused row: SQLite keeps the rest, PostgreSQL nothing."""
    insert = insertion(attempts)

    def work(unit: Unit) -> None:
        for _ in range(2):
            with suppress(Duplicate):
                unit.run(insert, name="n", address="a", since=1, count=1, succeeded=0, latest=0, told=0)

    if world.kind == "sqlite":
        world.database.write(work)
    else:
        with pytest.raises(StorageFailure, match="undone"):
            world.database.write(work)
    assert world.sql("SELECT count(*) FROM login_attempts WHERE name = 'n'") == [(int(world.kind == "sqlite"),)]
    world.call().getCustomers(query={})


def test_no_value_of_a_row_is_in_a_failure(world: World, admin: Caller) -> None:
    with pytest.raises(StorageFailure) as told:
        world.database.write(
            lambda unit: unit.run(
                insertion(attempts), name="canary", address=None, since=1, count=1, succeeded=0, latest=0, told=0
            )
        )
    assert isinstance(told.value, Referenced)
    assert "address" in str(told.value)
    assert "canary" not in str(told.value)
