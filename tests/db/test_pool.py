# SPDX-License-Identifier: Apache-2.0
"""Connections that nobody uses: the warmest is taken first, and those that are not needed are closed."""

import itertools
import threading
from pathlib import Path

import pytest
from sqlalchemy import bindparam, func, select, text

from ngnprov.db.engine import Database
from ngnprov.db.failures import StorageFailure
from ngnprov.db.pool import Pool
from ngnprov.db.statement import Statement
from ngnprov.db.timeouts import Timeouts
from ngnprov.ports.customer.tables import customers
from tests.support.world import Template, World


class Connection:
    """Tells that it was closed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.closed = threading.Event()

    def close(self) -> None:
        self.closed.set()
        if self.number == 2:
            raise OSError("it was broken")


def make(idle: float | None = None) -> Pool:
    numbers = itertools.count(1)
    return Pool(lambda: Connection(next(numbers)), idle)


def test_what_was_given_back_last_is_taken_first() -> None:
    pool = make()
    first, second = pool.take(), pool.take()
    pool.give_back(first)
    pool.give_back(second)
    assert (pool.take(), pool.take(), pool.take().number) == (second, first, 3)


def test_idle_connections_are_closed_though_nobody_comes_any_more() -> None:
    pool = make(idle=0.05)
    made = [pool.take() for _ in range(3)]
    for connection in made:
        pool.give_back(connection)
    assert all(connection.closed.wait(60) for connection in made)
    assert pool.take() not in made


def test_a_connection_that_is_used_stays_open_while_the_others_are_closed() -> None:
    pool = make(idle=0.05)
    busy, idle = pool.take(), pool.take()
    pool.give_back(idle)
    assert idle.closed.wait(60)
    assert not busy.closed.is_set()
    pool.give_back(busy)
    assert busy.closed.wait(60), "the clock runs again"


def test_a_database_holds_as_many_connections_as_it_runs_units_whatever_the_number_of_threads(world: World) -> None:
    database = Database(world.settings.database.url, timeouts=Timeouts(idle=60.0))

    def use() -> None:
        database.reading().close()
        database.write(lambda unit: None)

    for _ in range(20):
        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
    pools = {database._readers, database._writers}
    assert len(pools) == (2 if world.kind == "sqlite" else 1)
    assert [len(pool._unused) for pool in pools] == [1] * len(pools)
    database.close()
    assert [len(pool._unused) for pool in pools] == [0] * len(pools)


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_connections_that_broke_while_they_lay_idle_are_replaced(world: World) -> None:
    database = Database(world.settings.database.url)
    units = [database.reading() for _ in range(3)]
    for unit in units:
        unit.close()
    world.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    database.reading().close()
    assert len(database._readers._unused) == 1
    database.close()


ONE = Statement(select(func.count(), bindparam("given")).select_from(customers))
NONE = Statement(select(customers.c.id).where(customers.c.id == bindparam("given")))


def test_a_short_question_is_asked_without_a_unit(world: World) -> None:
    database = world.served
    assert database.ask(ONE, given=7) == (0, 7)
    assert database.ask(NONE, given=7) is None
    with database.reading() as unit:
        assert unit.one(ONE, given=8) == (0, 8)


def test_a_question_that_the_database_refuses_costs_no_connection(world: World) -> None:
    database = world.served
    for _ in range(3):
        with pytest.raises(StorageFailure):
            database.ask(Statement(text("SELECT nothing FROM nowhere")))
        assert database.ask(ONE, given=1) == (0, 1)


def test_a_question_is_asked_again_of_a_database_that_was_away(postgres_template: Template, tmp_path: Path) -> None:
    with postgres_template.copy(tmp_path) as world:
        database = world.served
        assert database.ask(ONE, given=1) == (0, 1)
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        world.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        assert database.ask(ONE, given=2) == (0, 2)
