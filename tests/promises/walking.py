# SPDX-License-Identifier: Apache-2.0
"""Random steps against a model, from the same beginning each time."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from tests.support.examination import examine
from tests.support.world import Template, World

Step = TypeVar("Step")


def walk_often(
    template: Template,
    place: Path,
    steps: SearchStrategy[list[Step]],
    often: int,
    go: Callable[[World, list[Step]], None],
) -> None:
    """Let ``go`` take steps ``often``, always the same ones, on a copy that is as the template each time. The doctor finds
    nothing afterwards."""
    with template.copy(place) as world:

        @given(steps)
        @settings(
            max_examples=often,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        def walk(taken: list[Step]) -> None:
            template.restore(world)
            go(world, taken)
            assert examine(world.database) == []

        walk()
