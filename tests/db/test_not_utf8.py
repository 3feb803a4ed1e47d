# SPDX-License-Identifier: Apache-2.0
"""Texts in SQLite that are no UTF-8, which only somebody else can have written there."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from ngnprov.db.failures import StorageFailure
from ngnprov.db.statement import Statement
from ngnprov.db.unit import Unit
from tests.support.world import World

CANARY = Statement(text("SELECT CAST(x'63616e617279ff' AS TEXT) AS login"))


def read(unit: Unit) -> str:
    found: str = unit.one(CANARY)[0]
    return found


@pytest.mark.parametrize("fetch", [Unit.one, Unit.all, lambda unit, statement: list(unit.batches(statement, 1))])
def test_the_refusal_names_the_column_and_not_the_text(
    sqlite_world: World, fetch: Callable[[Unit, Statement], object]
) -> None:
    with sqlite_world.database.reading() as unit, pytest.raises(StorageFailure) as caught:
        fetch(unit, CANARY)
    assert caught.value.sentence == "the database refuses: a text is not UTF-8, in column 'login'"


def test_one_that_is_asked_for_is_read_and_the_next_reader_is_not_given_any(sqlite_world: World) -> None:
    with sqlite_world.database.reading(any_text=True) as unit:
        assert read(unit) == "canary\udcff"
    with sqlite_world.database.reading() as unit, pytest.raises(StorageFailure):
        read(unit)
