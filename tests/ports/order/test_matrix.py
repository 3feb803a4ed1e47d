# SPDX-License-Identifier: Apache-2.0
"""Who may call which operation of OrderPort about whose record: every cell (promise P17)."""

import pytest

from tests.ports.order.table import TABLE
from tests.support import matrix
from tests.support.world import Template, World

SEE = {"getTerms": {"sibling": "shown"}}
"""Terms are the same for all customers of a reseller."""


@pytest.mark.parametrize("operation", TABLE)
def test_who_may_do_what(crowded: Template, crowded_world: World, operation: str) -> None:
    row = TABLE[operation]
    expected = matrix.expected(operation, row) | SEE.get(operation, {})
    assert matrix.told(crowded, crowded_world, "Order", operation, row) == expected
