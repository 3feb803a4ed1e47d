# SPDX-License-Identifier: Apache-2.0
"""Worlds with the planted port."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ngnprov.db.engine import Database
from ngnprov.db.migrate import upgrade
from tests.planted import planted
from tests.support.caller import Caller
from tests.support.world import Template, World


@pytest.fixture
def widgets(template: Template, tmp_path: Path) -> Iterator[World]:
    """A server with WidgetPort on a fresh database of either kind."""
    with planted(), template.settings(tmp_path) as settings:
        database = Database(settings.database.url)
        assert upgrade(database) == ["widget_0001"]
        database.close()
        with World(settings) as world:
            yield world


@pytest.fixture
def use(widgets: World) -> Callable[..., Any]:
    """Call an operation of WidgetPort: ``use(caller, "addWidget", widget={...})``."""

    def call(caller: Caller, operation: str, **arguments: Any) -> Any:
        return caller.call(operation, arguments, "Widget")

    return call
