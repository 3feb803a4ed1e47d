# SPDX-License-Identifier: Apache-2.0
"""Counters at the moment when they come into being."""

from pathlib import Path
from typing import Any

import pytest

from ngnprov.db.ledgers import counters
from ngnprov.db.ledgers.counters import Counter
from ngnprov.db.unit import Unit
from tests.support.world import Template


def test_nobody_is_refused_because_another_made_the_counter_a_moment_ago(
    postgres_template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres_template.copy(tmp_path) as world:
        first = Unit.first
        others: list[bool] = []

        def take(unit: Unit) -> bool:
            return counters.take(unit, 7, "sip_credit", 1, 5) is not None

        def and_then_the_other(self: Unit, *arguments: Any, **values: Any) -> Any:
            found = first(self, *arguments, **values)
            if not others:
                others.append(False)
                others[0] = world.operator.context.database.write(take)
            return found

        monkeypatch.setattr(Unit, "first", and_then_the_other)
        assert world.database.write(take)
        assert others == [True]
        assert world.database.write(lambda unit: counters.read(unit, 7, "sip_credit")) == Counter(2, None)
