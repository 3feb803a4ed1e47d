# SPDX-License-Identifier: Apache-2.0
"""Worlds with the planted port."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.db.migrate import upgrade
from tests.planted import planted
from tests.support.caller import Caller
from tests.support.scene import DATABASES, Filled, Scene
from tests.support.world import World


class PlantedScene(Scene):
    """The table of WidgetPort."""

    @classmethod
    def fill(cls, world: World) -> None:
        """Migrate."""
        with planted():
            assert upgrade(world.database) == ["widget_0001"]


@pytest.fixture(params=DATABASES)
def widgets(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[World]:
    """A server with WidgetPort on a fresh database of either kind."""
    template = filled(PlantedScene, request.param)
    with planted(), template.copy(tmp_path) as world:
        yield world


@pytest.fixture
def use(widgets: World) -> Callable[..., Any]:
    """Call an operation of WidgetPort: ``use(caller, "addWidget", widget={...})``."""

    def call(caller: Caller, operation: str, **arguments: Any) -> Any:
        return caller.call(operation, arguments, "Widget")

    return call
