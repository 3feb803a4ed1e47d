# SPDX-License-Identifier: Apache-2.0
"""Every operation of every port with a request, and a server on which an administrator can call them all in their order."""

import crowd
import customer.table
import dns_port.table
import enum_port.table
import sip.table
from customer.conftest import Scene
from matrix import Table
from world import World

TABLES: dict[str, Table] = {
    "Customer": customer.table.TABLE,
    "Sip": sip.table.TABLE,
    "Enum": enum_port.table.TABLE,
    "Dns": dns_port.table.TABLE,
}
"""By port."""


def fill(world: World) -> None:
    """Make people and records."""
    scene = Scene(world, "encoded")
    for part in (crowd, sip.table, enum_port.table, dns_port.table):
        part.fill(scene)
