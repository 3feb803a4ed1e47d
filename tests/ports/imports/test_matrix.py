# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation of ImportPort about whose record: every cell (promise P17)."""

import pytest

from tests.ports.imports.table import TABLE
from tests.support import matrix
from tests.support.world import Template, World


@pytest.mark.parametrize("operation", TABLE)
def test_who_may_do_what(crowded: Template, crowded_world: World, operation: str) -> None:
    row = TABLE[operation]
    assert matrix.told(crowded, crowded_world, "Import", operation, row) == matrix.expected(operation, row)
