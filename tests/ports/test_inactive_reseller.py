# SPDX-License-Identifier: Apache-2.0
"""An inactive reseller creates nothing; it reads, changes and deletes what is there, and so do its customers (003-16)."""

import re

import pytest

from ngnprov.calls.actor import Level
from tests.support import matrix
from tests.support.caller import Fault
from tests.support.every_operation import TABLES
from tests.support.scene import Scene
from tests.support.world import Template, World

WHO = ("administrator", "reseller", "deputy", "behind reseller", "customer", "behind customer")
CELLS = [(port, who) for port in TABLES for who in WHO if port != "Customer" or "customer" not in who]
"""The records of CustomerPort's table are no customer's."""


@pytest.mark.parametrize(("port", "who"), CELLS)
def test_only_creating_needs_an_active_reseller(crowded: Template, crowded_world: World, port: str, who: str) -> None:
    crowded.restore(crowded_world)
    scene, level = Scene(crowded_world, "encoded"), matrix.WHO[who]
    assert level is not None
    scene.admin.updateAccount(account={"id": 1, "resellerActive": False})
    caller, told, expected = matrix.calling(scene, who), {}, {}
    for operation, row in TABLES[port].items():
        makes_customers = port == "Customer" or operation in ("addTenant", "cloneTenant")
        is_bound = level < Level.ADMIN and not (makes_customers and who.startswith("behind"))  # customer.md 6.3 (2)
        is_refused = level < row.least or (is_bound and row.creates)
        expected[operation] = 902 if is_refused else row.known
        try:
            caller.call(operation, row.arguments, port)
            told[operation] = 0
        except Fault as fault:
            told[operation] = fault.code
            if fault.code == 902:
                assert not re.search(r"\d", fault.text), "a customer need not know the number of his reseller"
    assert told == expected
