# SPDX-License-Identifier: Apache-2.0
"""Extensions of a customer with thousands are found by an index, also those that are only held."""

import pytest
from sqlalchemy.dialects import sqlite

from ngnprov.db.records import Records
from ngnprov.ports.pbx.extensions import store
from tests.ports.pbx.conftest import PbxScene


@pytest.mark.parametrize(
    ("records", "asked"),
    [
        (store.EXTENSIONS, "customer=? AND number=?"),
        (store.BY_ACCOUNT_ID, "account_id=?"),
        (store.PILOTS, "customer=?"),
    ],
)
def test_what_is_held_is_found_by_an_index(quick_pbx: PbxScene, records: Records[store.Extension], asked: str) -> None:
    assert records._hold is not None
    compiled = records._hold.for_dialect(sqlite.dialect())
    with quick_pbx.world.database.reading() as unit:
        plan = unit._connection.execute(f"EXPLAIN QUERY PLAN {compiled.sql}", [""] * compiled.sql.count("?")).fetchall()
    (step,) = [str(row[3]) for row in plan]
    assert step.startswith("SEARCH pbx_extensions USING")
    assert asked in step
