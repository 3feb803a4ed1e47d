# SPDX-License-Identifier: Apache-2.0
"""An entry says to which customer the record belongs, whoever changed it, so that his entries can be listed."""

import pytest

from tests.support.every_operation import TABLES
from tests.support.scene import Scene
from tests.support.world import Template, World

OF_RESELLERS = ("SIP carrier", "SIP gateway", "SIP route")


@pytest.mark.parametrize("port", TABLES)
def test_what_an_administrator_changes_is_an_entry_of_the_customer(
    crowded: Template, crowded_world: World, port: str
) -> None:
    caller, seen = Scene(crowded_world, "encoded").admin, 0
    for operation, row in TABLES[port].items():
        crowded.restore(crowded_world)
        ((last,),) = crowded_world.sql("SELECT max(id) FROM journal")
        if row.known == 0:
            caller.call(operation, row.arguments, port)
        for subject, customer in crowded_world.sql(f"SELECT subject, customer FROM journal WHERE id > {last}"):
            is_nobodys = subject.startswith(("customer ", *OF_RESELLERS)) or row.nobodys
            assert is_nobodys or customer > 0, (operation, subject)
            seen += customer > 0
    assert seen or port == "Customer"
