# SPDX-License-Identifier: Apache-2.0
"""A part of a unit of work fails alone."""

import pytest

from ngnprov.db.failures import StorageFailure
from ngnprov.db.ledgers import sequences
from ngnprov.db.unit import Unit
from ngnprov.errors import InvalidValue
from tests.support.world import World


def take(unit: Unit, count: int = 1) -> None:
    for _ in range(count):
        sequences.take(unit, "thing")


def test_an_exception_undoes_the_part_that_it_leaves(world: World) -> None:
    with world.database.writing() as unit:
        take(unit, 1)
        with pytest.raises(InvalidValue):
            with unit.savepoint():
                take(unit, 10)
                raise InvalidValue("no")
        with unit.savepoint():
            take(unit, 100)
        unit.commit()
    with world.database.reading() as unit:
        assert sequences.last(unit, "thing") == 101


def test_a_part_has_parts(world: World) -> None:
    with world.database.writing() as unit:
        with unit.savepoint():
            take(unit, 1)
            with pytest.raises(InvalidValue):
                with unit.savepoint():
                    with unit.savepoint():
                        take(unit, 10)
                    raise InvalidValue("no")
            take(unit, 100)
        unit.commit()
    with world.database.reading() as unit:
        assert sequences.last(unit, "thing") == 101


def test_what_the_database_refuses_ends_the_whole_unit(world: World) -> None:
    failure = StorageFailure("it does not work")

    def work(unit: Unit) -> None:
        take(unit)
        with unit.savepoint():
            take(unit)
            raise failure

    with pytest.raises(StorageFailure) as caught:
        world.database.write(work)
    assert caught.value is failure
    with world.database.reading() as unit:
        assert sequences.last(unit, "thing") == 0


def test_a_savepoint_that_the_database_does_not_make_is_a_storage_failure(world: World) -> None:
    with world.database.writing() as unit:
        unit._connection.execute("ROLLBACK")
        unit._connection.close()
        with pytest.raises(StorageFailure):
            with unit.savepoint():
                raise AssertionError("not reached")
