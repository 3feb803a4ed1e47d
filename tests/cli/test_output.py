# SPDX-License-Identifier: Apache-2.0
"""Answers as text for people."""

import pytest

from ngnprov.cli.output import as_text, csv_cell


def test_a_record_is_aligned_lines_without_empty_members() -> None:
    assert as_text({"id": 7, "firstName": "Zoë", "fax": "", "active": False, "properties": []}) == (
        "id         7\nfirstName  Zoë\nactive     false"
    )


def test_a_list_of_records_is_a_table_of_the_columns_with_content() -> None:
    records = [{"name": "a", "value": 1, "note": ""}, {"name": "long name", "value": None, "note": ""}]
    assert as_text(records) == "name       value\n---------  -----\na          1\nlong name"


def test_a_table_too_wide_becomes_a_block_for_each_record() -> None:
    records = [{"a": "x" * 30, "b": 1}, {"a": "y" * 30, "b": 2}]
    assert as_text(records, width=20) == f"a  {'x' * 30}\nb  1\n\na  {'y' * 30}\nb  2"


def test_a_list_inside_a_record_is_indented_below_it() -> None:
    assert as_text({"properties": [{"name": "n", "value": "v"}], "id": 7}) == (
        "id  7\nproperties:\n  name  value\n  ----  -----\n  n     v"
    )


def test_records_inside_a_list_of_records_are_kept() -> None:
    assert "properties:\n  name\n  ----\n  n" in as_text([{"id": 1, "properties": [{"name": "n"}]}])


def test_values_and_lists_of_values_are_lines() -> None:
    assert as_text(True) == "true"
    assert as_text(["a", "b"]) == "a\nb"
    assert as_text([]) == ""
    assert as_text(None) == ""


def test_what_a_customer_stored_cannot_drive_the_terminal() -> None:
    assert as_text({"name": "a\x1b[2Jb\nc\x9bd"}) == r"name  a\x1b[2Jb\nc\x9bd"


@pytest.mark.parametrize("formula", ["=1+1", "+31201234567@example.com", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(formula: str) -> None:
    assert csv_cell(formula) == f"'{formula}"


def test_other_cells_stay_as_they_are() -> None:
    for text in ("", "spring 2026", "a=b", "alice@example.com", "'quoted'"):
        assert csv_cell(text) == text
