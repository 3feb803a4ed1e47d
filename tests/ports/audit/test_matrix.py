# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation of AuditPort about whose record: every cell (promise P17)."""

import pytest

from tests.ports.audit.table import TABLE
from tests.support import matrix
from tests.support.world import Template, World


@pytest.mark.parametrize("operation", TABLE)
def test_each_caller_is_told_what_the_table_says(crowded: Template, crowded_world: World, operation: str) -> None:
    row = TABLE[operation]
    assert matrix.told(crowded, crowded_world, "Audit", operation, row) == matrix.expected(operation, row)
