# SPDX-License-Identifier: Apache-2.0
"""Every operation of every port with a request, and a server on which an administrator can call them all in their order."""

from tests.ports.customer import table as customer
from tests.ports.customer.conftest import Scene
from tests.ports.dns import table as dns
from tests.ports.enum import table as enum
from tests.ports.sip import table as sip
from tests.support import people
from tests.support.matrix import Table
from tests.support.world import World

TABLES: dict[str, Table] = {
    "Customer": customer.TABLE,
    "Sip": sip.TABLE,
    "Enum": enum.TABLE,
    "Dns": dns.TABLE,
}
"""By port."""


def fill(world: World) -> None:
    """Make people and records."""
    scene = Scene(world, "encoded")
    for part in (people, sip, enum, dns):
        part.fill(scene)
