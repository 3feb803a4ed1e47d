# SPDX-License-Identifier: Apache-2.0
"""Every operation answers alike in both dialects on both databases; other tests see each dialect and each database once."""

from pathlib import Path

import pytest

from tests.support.every_operation import TABLES, Crowd, told
from tests.support.scene import Filled
from tests.support.world import Template, World


@pytest.mark.parametrize(
    ("database", "dialect"), [("sqlite", "literal"), ("postgresql", "encoded"), ("postgresql", "literal")]
)
def test_every_operation_answers_alike_wherever_it_is_asked(
    crowded: Template, crowded_world: World, filled: Filled, tmp_path: Path, database: str, dialect: str
) -> None:
    crowded.restore(crowded_world)
    with filled(Crowd, database).copy(tmp_path) as world:
        there, here = world.call(dialect), crowded_world.call("encoded")
        for port, table in TABLES.items():
            for operation, row in table.items():
                assert told(there, port, operation, row.arguments) == told(here, port, operation, row.arguments), (
                    operation
                )
