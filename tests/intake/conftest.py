# SPDX-License-Identifier: Apache-2.0
"""Servers of DnsPort and EnumPort on both databases, into which commands bring files."""

import pytest

from tests.ports.dns.conftest import DnsScene, dns_world, quick_dns
from tests.ports.enum.conftest import EnumScene, enum_world
from tests.support.world import World

__all__ = ["dns_world", "enum_world", "quick_dns"]


@pytest.fixture
def dns(dns_world: World) -> DnsScene:
    """Zones on both databases."""
    return DnsScene(dns_world, "encoded")


@pytest.fixture
def enum(enum_world: World) -> EnumScene:
    """Ranges on both databases."""
    return EnumScene(enum_world, "encoded")
