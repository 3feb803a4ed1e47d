# SPDX-License-Identifier: Apache-2.0
"""Connections that nobody uses: the warmest is taken first, and those that are not needed are closed."""

import itertools
import threading

import pytest

from ngnprov.db.engine import Database
from ngnprov.db.pool import Pool
from ngnprov.db.timeouts import Timeouts
from tests.support.world import World


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
