# SPDX-License-Identifier: Apache-2.0
"""Servers of DnsPort and EnumPort on both databases, into which commands bring files."""

from collections.abc import Iterator

import pytest

from tests.ports.dns.conftest import SETTINGS, DnsScene
from tests.ports.enum.conftest import EnumScene, enum_on_postgres, enum_on_sqlite, enum_world
from tests.support.world import World

__all__ = ["enum_on_postgres", "enum_on_sqlite", "enum_world"]


@pytest.fixture
def dns(world: World) -> Iterator[DnsScene]:
    """Zones on both databases."""
    with world.with_settings(extra={"dns": SETTINGS}) as served:
        yield DnsScene(served, "encoded")


@pytest.fixture
def quick_dns(sqlite_world: World) -> Iterator[DnsScene]:
    """The same on SQLite, for what does not depend on the database."""
    with sqlite_world.with_settings(extra={"dns": SETTINGS}) as served:
        yield DnsScene(served, "encoded")


@pytest.fixture
def enum(enum_world: World) -> EnumScene:
    """Ranges on both databases."""
    return EnumScene(enum_world, "encoded")
