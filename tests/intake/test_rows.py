# SPDX-License-Identifier: Apache-2.0
"""CSV files row by row: one dialect for all ports."""

import csv
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from ngnprov.intake.rows import Row, rows
from ngnprov.intake.values import readers
from ngnprov.soap.types import Int, Record, Text

COLUMNS, REQUIRED = ("name", "value", "ttl"), ("name",)


class Sample(Record):
    name = Text(8)
    value = Text(8)
    ttl = Int(0)


SAMPLE = readers(Sample, *COLUMNS)


def read(text: str) -> list[Row]:
    return list(rows(io.StringIO(text, newline=""), COLUMNS, REQUIRED))


def told(text: str) -> list[str]:
    return [str(problem) for row in read(text) for problem in row.problems]


def test_a_row_has_its_line_and_its_cells_by_column() -> None:
    assert read("VALUE, Name ,ttl\r\nx,a,1\r\n,b,\r\n") == [
        Row(2, {"value": "x", "name": "a", "ttl": "1"}),
        Row(3, {"name": "b"}),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_cells_are_separated_by_what_the_heading_has(separator: str) -> None:
    text = f'\nname{separator}value\na{separator}"x;,y"\n'
    assert read(text) == [Row(3, {"name": "a", "value": "x;,y"})]


def test_a_comma_in_the_heading_leaves_others_alone() -> None:
    assert read("name,value\na;b,c\td\n") == [Row(2, {"name": "a;b", "value": "c\td"})]


def test_blanks_around_a_cell_are_no_part_of_it_and_other_space_is() -> None:
    ((cells),) = [row.cells for row in read('name,value\n  a\t," \nb c\n "\n')]
    assert cells == {"name": "a", "value": "b c"}
    (row,) = read("name,value\na,\u00a0b\x1f\n")
    assert row.cells["value"] == "\u00a0b\x1f"


def test_rows_without_content_are_passed_over() -> None:
    assert [row.line for row in read("\n\nname,value\n\n,\n , \na,\n\nb,\n\n")] == [7, 9]


def test_a_row_is_named_by_the_line_in_which_it_begins() -> None:
    text = 'name,value\na,"two\nlines"\nb,"three\r\nmore\nlines"\nc,\n'
    assert [(row.line, row.cells.get("value")) for row in read(text)] == [
        (2, "two\nlines"),
        (4, "three\r\nmore\nlines"),
        (7, None),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["line 1: is missing: the first line names the columns"]),
        ("\n,\n", ["line 1: is missing: the first line names the columns"]),
        ("name,colour\na,b\n", ["line 1, column colour: is not one of the columns name, value, ttl"]),
        (
            "name|value\na|b\n",
            [
                "line 1, column name|value: is not one of the columns name, value, ttl",
                "line 1, column name: is missing",
            ],
        ),
        ("\nname,name\n", ["line 2, column name: is there twice"]),
        ("value,ttl\n", ["line 1, column name: is missing"]),
        (
            "x,value,y\n",
            [
                "line 1, column x: is not one of the columns name, value, ttl",
                "line 1, column y: is not one of the columns name, value, ttl",
                "line 1, column name: is missing",
            ],
        ),
        ("name,\na,b\n", ["line 1: has a cell that names no column"]),
        ("name,value\na\nb,c\n", ["line 2: has 1 cells, where the heading has 2"]),
        ("name,value\na,b,c\n", ["line 2: has 3 cells, where the heading has 2"]),
        ('name,value\na,"b"c\nd,e\n', ["line 2: is not CSV: ',' expected after '\"'"]),
        ('name,value\na,b\nc,"d\ne,f\n', ["line 3: is not CSV: unexpected end of data"]),
    ],
)
def test_what_is_no_table_is_told(text: str, problems: list[str]) -> None:
    assert told(text) == problems


def test_reading_goes_on_after_a_bad_row() -> None:
    found = read('name,value\na,"b"c\nd\ne,f\n')
    assert [(row.line, bool(row.problems)) for row in found] == [(2, True), (3, True), (4, False)]


def test_nothing_is_read_below_a_bad_heading() -> None:
    assert len(read("name,colour\n" + "a,b\n" * 5)) == 1


def test_of_a_wrong_file_little_is_shown() -> None:
    (first, *_) = told("PK\x03\x04" + "x" * 5000 + "\n")
    assert len(first) < 200


def test_a_cell_that_no_row_should_have_is_told() -> None:
    (problem,) = told(f"name,value\na,{'x' * (csv.field_size_limit() + 1)}\n")
    assert problem.startswith("line 2: is not CSV: field larger than field limit")


def test_every_bad_cell_of_a_row_is_told() -> None:
    (row,) = read("name,value,ttl\n123456789,\x01,ten\n")
    assert row.values(SAMPLE) == {}
    assert [str(problem) for problem in row.problems] == [
        "line 2, column name: must be at most 8 characters long",
        "line 2, column value: has control characters, or others that XML does not allow",
        "line 2, column ttl: must be a whole number",
    ]


def test_empty_cells_are_as_absent_ones() -> None:
    (row,) = read("name,value,ttl\na,,\n")
    assert (row.values(SAMPLE), row.problems) == ({"name": "a"}, [])


def test_a_file_is_read_in_bounded_memory() -> None:
    def lines() -> Iterator[str]:
        yield "name,value,ttl\n"
        for number in range(50_000):
            yield f"h{number},x,{number}\n"

    tracemalloc.start()
    count = sum(1 for row in rows(lines(), COLUMNS, REQUIRED) if row.values(SAMPLE))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50_000
    assert peak < 1_000_000


def test_a_file_of_something_else_is_told_in_a_few_words() -> None:
    problems = told(",".join(f"c{number}" for number in range(3000)) + "\n")
    assert len(problems) == 12
    assert problems[-2:] == ["line 1: has 2990 more columns that nobody knows", "line 1, column name: is missing"]


def test_nothing_within_a_cell_that_is_too_long_is_a_row() -> None:
    rows = read(f'name,value\na,"{"x" * 131073}\nb,not asked for\nc,"\nd,e\n')
    assert [row.line for row in rows] == [2]
    (problem,) = rows[0].problems
    assert "field larger than field limit" in str(problem)
