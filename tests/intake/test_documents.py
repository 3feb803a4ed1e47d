# SPDX-License-Identifier: Apache-2.0
"""JSON documents are read in the forms and bounds of the wire, and names that a record does not know are refused."""

from decimal import Decimal
from typing import Any

import pytest

from ngnprov.errors import Refusal
from ngnprov.intake.documents import parse, read, written
from ngnprov.soap.types import Flag, Id, Int, ListOf, Money, Part, Record, Text


class Inner(Record):
    name = Text(3)
    count = Int(1, 9)


class Outer(Record):
    id = Id()
    firstName = Text(8)
    isGood = Flag()
    price = Money()
    inner = Part(Inner)
    many = ListOf(Inner)
    words = ListOf(Text(3))
    password = Text(8, secret=True)


WHOLE = """{"id": 7, "firstName": "Zo\\u00eb", "isGood": true, "price": 7.50, "inner": {"count": 9, "name": null},
    "many": [{"name": "a"}, {}], "words": ["x", "y"]}"""


def refusal(text: str) -> tuple[int, str | None, str]:
    with pytest.raises(Refusal) as raised:
        read(Outer, parse(text), "outer")
    return raised.value.code, raised.value.field, raised.value.text


def test_a_document_is_what_the_wire_would_have_brought() -> None:
    assert read(Outer, parse(WHOLE), "outer") == {
        **{"id": 7, "first_name": "Zoë", "is_good": True, "price": Decimal("7.5"), "inner": {"count": 9}},
        **{"many": [{"name": "a"}, {}], "words": ["x", "y"]},
    }


def test_what_is_answered_can_be_read_again() -> None:
    value: Any = (7, "Zoë", 1, Decimal("7.5"), ("abc", 1), [("a", 2)], ["x"], "secret")
    document = written(Outer, value)
    assert document == {
        **{"id": 7, "firstName": "Zoë", "isGood": True, "price": 7.5, "inner": {"name": "abc", "count": 1}},
        **{"many": [{"name": "a", "count": 2}], "words": ["x"]},
    }
    assert written(Outer, (*value[:4], None, [], [], ""))["inner"] is None
    assert read(Outer, document, "outer")["many"] == [{"name": "a", "count": 2}]


def test_digits_need_no_quotes_and_numbers_may_have_them() -> None:
    found = read(Outer, parse('{"firstName": 12, "id": "7", "price": "1e1", "isGood": "0"}'), "outer")
    assert found == {"first_name": "12", "id": 7, "price": 10, "is_good": False}


@pytest.mark.parametrize(
    ("text", "code", "field", "says"),
    [
        ("[]", 100, "outer", "structure"),
        ('"text"', 100, "outer", "structure"),
        ('{"firstname": "a"}', 101, "outer.firstname", "no member of Outer"),
        ('{"first_name": "a"}', 101, "outer.first_name", "no member"),
        ('{"inner": {"counts": 1}}', 101, "outer.inner.counts", "no member of Inner"),
        ('{"inner": []}', 100, "outer.inner", "structure"),
        ('{"inner": {"count": 10}}', 101, "outer.inner.count", "from 1 to 9"),
        ('{"many": {}}', 100, "outer.many", "list"),
        ('{"many": [{}, {"name": "long"}]}', 101, "outer.many.1.name", "at most 3"),
        ('{"many": [null]}', 100, "outer.many.0", "structure"),
        ('{"words": ["x", ["y"]]}', 100, "outer.words.1", "single"),
        ('{"words": [true]}', 100, "outer.words.0", "text"),
        ('{"firstName": 1.5}', 100, "outer.firstName", "text"),
        ('{"firstName": "a\\u0001"}', 101, "outer.firstName", "characters"),
        ('{"firstName": "\\ud800"}', 101, "outer.firstName", "characters"),
        ('{"id": 1.5}', 100, "outer.id", "whole number"),
        ('{"id": true}', 100, "outer.id", "number"),
        ('{"id": -1}', 101, "outer.id", "from 0"),
        ('{"isGood": 2}', 100, "outer.isGood", "true or false"),
        ('{"price": {}}', 100, "outer.price", "single"),
    ],
)
def test_what_is_wrong_is_named(text: str, code: int, field: str, says: str) -> None:
    found = refusal(text)
    assert found[:2] == (code, field)
    assert says in found[2]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "in line 1"),
        ('{\n"id": 1,\n}', "in line 3"),
        ('{"price": NaN}', "NaN is no number"),
        ("[" * 100_000, "too many levels"),
        ('{"id": 1, "id": 2}', "given twice"),
    ],
)
def test_what_is_no_document_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refusal) as raised:
        parse(text)
    assert (raised.value.code, says in raised.value.text) == (101, True), raised.value.text
