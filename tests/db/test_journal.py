# SPDX-License-Identifier: Apache-2.0
"""What journal entries tell of records that are made, changed and removed (db/ledgers/journal.py)."""

import json

from sqlalchemy import LargeBinary

from ngnprov.calls.port import find_ports
from ngnprov.db.columns import metadata
from ngnprov.db.ledgers.journal import MASKED, SECRETS, Secret, differing, told

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
    assert told(STORED) == {"name": "a", "password": MASKED}


def test_of_a_change_both_sides_tell_the_members_that_differ() -> None:
    changes = {"name": "", "name_fold": "", "strip": 0, "is_transit": True, "change_date": "2027-01-02 00:00:00"}
    assert differing(STORED, changes) == ({"name": "a", "is_transit": False}, {"name": "", "is_transit": True})


def test_nothing_differs_in_what_is_equal_or_left_out() -> None:
    assert differing(STORED, STORED) == ({}, {})
    assert differing(STORED, {**STORED, "change_date": "2027-01-02 00:00:00"}) == ({}, {})


def test_of_a_secret_that_changes_it_is_told_whether_there_is_one() -> None:
    assert differing(STORED, {"password": b"other", "ha1": "x"}) == (
        {"password": MASKED, "ha1": ""},
        {"password": MASKED, "ha1": MASKED},
    )
    assert differing(STORED, {"password": b""}) == ({"password": MASKED}, {"password": ""})


def test_a_secret_inside_a_value_is_compared_as_it_is_and_told_masked() -> None:
    values = [{"properties": [("pin", Secret(text))]} for text in ("1111", "1111", "2222")]
    assert differing(values[0], values[1]) == ({}, {})
    old, new = differing(values[1], values[2])
    assert json.dumps(old, default=str) == json.dumps(new, default=str) == f'{{"properties": [["pin", "{MASKED}"]]}}'


def test_every_column_of_sealed_bytes_is_a_secret() -> None:
    assert find_ports()
    bytes_columns = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and table.name != "administrators"
    }
    no_secrets = {("dns_records", "digest"), ("key_probe", "probe")}
    never_told = {("sip_vouchers", "number")}  # a number of ENUM is no secret; of vouchers only ids are told
    assert no_secrets | never_told <= bytes_columns
    assert {name for _, name in bytes_columns - no_secrets - never_told} <= SECRETS
