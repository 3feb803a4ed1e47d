# SPDX-License-Identifier: Apache-2.0
"""What journal entries tell of records that are made, changed and removed (db/ledgers/journal.py)."""

import json
from typing import Any

from ngnprov.calls.port import declared_tables
from ngnprov.db.columns import is_secret
from ngnprov.db.ledgers.journal import MASKED, Secret, diff, record_values, write
from tests.support.world import World

STORED = {
    "id": 7,
    "name": "a",
    "name_fold": "a",
    "strip": 0,
    "is_transit": False,
    "tags": [],
    "password": b"sealed",
    "ha1": "",
    "change_date": "2027-01-01 00:00:00",
}


def test_of_a_record_that_is_made_or_removed_what_is_not_empty_is_told() -> None:
    assert record_values(STORED) == {"name": "a", "password": MASKED}


def test_of_a_change_both_sides_tell_the_members_that_differ() -> None:
    changes = {"name": "", "name_fold": "", "strip": 0, "is_transit": True, "change_date": "2027-01-02 00:00:00"}
    assert diff(STORED, changes) == ({"name": "a", "is_transit": False}, {"name": "", "is_transit": True})


def test_nothing_differs_in_what_is_equal_or_left_out() -> None:
    assert diff(STORED, STORED) == ({}, {})
    assert diff(STORED, {**STORED, "change_date": "2027-01-02 00:00:00"}) == ({}, {})


def test_of_a_secret_that_changes_it_is_told_whether_there_is_one() -> None:
    assert diff(STORED, {"password": b"other", "ha1": "x"}) == (
        {"password": MASKED, "ha1": ""},
        {"password": MASKED, "ha1": MASKED},
    )
    assert diff(STORED, {"password": b""}) == ({"password": MASKED}, {"password": ""})


def test_a_secret_inside_a_value_is_compared_as_it_is_and_told_masked() -> None:
    values = [{"properties": [("pin", Secret(text))]} for text in ("1111", "1111", "2222")]
    assert diff(values[0], values[1]) == ({}, {})
    old, new = diff(values[1], values[2])
    assert json.dumps(old, default=str) == json.dumps(new, default=str) == f'{{"properties": [["pin", "{MASKED}"]]}}'


def test_what_is_as_good_as_a_secret_declares_itself_one_whatever_it_holds() -> None:
    hashes = ("password", "ha1", "ha1b", "ha1_sha256", "ha1b_sha256", "number_hash")
    named = [column for table in declared_tables() for column in table.columns if column.name in hashes]
    assert {column.name for column in named} == set(hashes)
    assert all(map(is_secret, named))


def test_bytes_are_masked_under_a_name_that_is_public_elsewhere() -> None:
    assert record_values({"number": "31208005101"}) == {"number": "31208005101"}  # of EnumPort
    assert record_values({"number": b"sealed"}) == {"number": MASKED}  # of a voucher


def test_an_entry_that_is_written_as_it_is_holds_no_secret_either(world: World) -> None:
    call: dict[str, Any] = {
        "login": "x",
        "level": "admin",
        "entry": 0,
        "behind": False,
        "request_id": "",
        "operation": "o",
    }
    values = {"ha1": "in clear", "pin": b"sealed", "name": "a"}
    world.database.write(lambda unit: write(unit, at="", subject="s", before=None, after=values, **call))
    ((stored,),) = world.sql("SELECT after FROM journal WHERE operation = 'o'")
    assert json.loads(stored) == {"ha1": MASKED, "pin": MASKED, "name": "a"}
