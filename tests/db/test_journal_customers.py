# SPDX-License-Identifier: Apache-2.0
"""An entry says to which customer the record belongs, whoever changed it, so that their entries can be listed."""

import sys
from collections.abc import Iterator

import pytest

from ngnprov.calls.resource import Resource
from tests.support.every_operation import TABLES
from tests.support.scene import Scene
from tests.support.world import Template, World


def subjects_of_resellers() -> Iterator[str]:
    """How the subjects begin of records that have no customer, neither of their own nor by a parent."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("ngnprov.ports.")]
    for found in (value for module in modules for value in vars(module).values() if isinstance(value, Resource)):
        records = found.records
        if "customer" not in records._table.c and records._listing.customer is None:
            yield found.subject(records._row._make("" for _ in records._row._fields))


@pytest.mark.parametrize("port", TABLES)
def test_what_an_administrator_changes_is_an_entry_of_the_customer(
    crowded: Template, crowded_world: World, port: str
) -> None:
    nobodys = ("customer ", *subjects_of_resellers())
    caller, seen = Scene(crowded_world, "encoded").admin, 0
    for operation, row in TABLES[port].items():
        crowded.restore(crowded_world)
        ((last,),) = crowded_world.sql("SELECT max(id) FROM journal")
        if row.known == 0:
            caller.call(operation, row.arguments, port)
        for subject, customer in crowded_world.sql(f"SELECT subject, customer FROM journal WHERE id > {last}"):
            is_nobodys = subject.startswith(nobodys) or row.nobodys
            assert is_nobodys or customer > 0, (operation, subject)
            seen += customer > 0
    assert seen or port in ("Customer", "Billing") or all(operation.startswith("get") for operation in TABLES[port])
