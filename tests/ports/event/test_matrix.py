# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation of EventPort about whose record: every cell (promise P17)."""

import pytest

from tests.ports.event.table import TABLE
from tests.support import matrix
from tests.support.world import Template, World

SEE = {"getDeliveries": {"behind nobody": "told"}}


@pytest.mark.parametrize("operation", TABLE)
def test_each_caller_is_told_what_the_table_says(crowded: Template, crowded_world: World, operation: str) -> None:
    row = TABLE[operation]
    cells = {**matrix.expected(operation, row), **SEE.get(operation, {})}
    assert matrix.told(crowded, crowded_world, "Event", operation, row) == cells
