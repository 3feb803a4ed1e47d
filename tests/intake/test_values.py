# SPDX-License-Identifier: Apache-2.0
"""Cells are read in the forms and bounds that the wire has: there is no second list of numbers."""

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from ngnprov.errors import Refusal
from ngnprov.intake.values import UNREADABLE, Read, read, readers
from ngnprov.ports.dns import csv_import as dns
from ngnprov.ports.dns.fancy.types import DnsFancyRecord
from ngnprov.ports.dns.records.types import DnsRecord
from ngnprov.ports.enum import csv_import as enum
from ngnprov.ports.enum.mappings.types import EnumMapping
from ngnprov.ports.enum.numbers.types import EnumId, EnumNumber
from ngnprov.soap.reading.decoder import compile_type
from ngnprov.soap.types import Flag, Id, Int, Money, Record, Text, members, xsd_name

ENUM_TYPES = {
    **dict.fromkeys(("number", "tld"), EnumId),
    **dict.fromkeys(("type", "mapto", "ttl", "priority"), EnumMapping),
    **dict.fromkeys(("owner", "info"), EnumNumber),
}
COLUMNS = [
    *((name, enum._READERS, ENUM_TYPES[name]) for name in enum.COLUMNS),
    *((name, dns._RECORD, DnsRecord) for name in dns.COLUMNS),
    *((name, dns._FANCY, DnsFancyRecord) for name in dns.COLUMNS),
]


class Sample(Record):
    text = Text(3)
    coded = Text(8, pattern="[a-z]+")
    count = Int(1, 9)
    id = Id()
    flag = Flag()
    money = Money()


SAMPLE = readers(Sample, *members(Sample))


def answer(function: Callable[[], Any]) -> Any:
    """What comes back, or the code and text of the refusal."""
    try:
        return function()
    except Refusal as refusal:
        return refusal.code, refusal.text


@pytest.mark.parametrize(("name", "by", "declared"), COLUMNS)
def test_each_column_has_the_bounds_of_its_member_on_the_wire(name: str, by: Mapping[str, Read], declared: Any) -> None:
    member = members(declared)[name]
    decode = compile_type(member, "literal")
    if xsd_name(member) == "string":
        longest = int(member.Attributes.max_len)
        texts = ["x" * longest, "x" * (longest + 1), "é" * longest]
    else:
        least, most = int(member.Attributes.ge), int(member.Attributes.le)
        texts = [str(number) for number in (least - 1, least, most, most + 1)] + ["x", "1.5", "1 2"]
    for text in texts:
        element = Element(name)
        element.text = text
        assert answer(lambda: by[name](text)) == answer(lambda: decode(element)), text
    assert [type(answer(lambda: by[name](text))) is tuple for text in texts].count(True) >= 1


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("text", "Zoë", "Zoë"),
        ("text", " a ", " a "),
        ("coded", "abc", "abc"),
        ("count", "9", 9),
        ("count", "+1", 1),
        ("id", "0", 0),
        ("flag", "true", True),
        ("flag", "0", False),
    ],
)
def test_a_text_becomes_the_value_of_its_type(name: str, text: str, value: Any) -> None:
    assert read(SAMPLE, {name: text}) == ({name: value}, [])


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("text", "four", "must be at most 3 characters long"),
        ("coded", "a1", "has characters or a form that are not allowed"),
        ("count", "ten", "must be a whole number"),
        ("count", "10", "must be a whole number from 1 to 9"),
        ("count", "true", "must be a whole number"),  # only PHP means a number by it
        ("id", "-1", "must be a whole number from 0 to 2147483647"),
        ("id", "٣", "must be a whole number"),
        ("flag", "yes", "must be true or false"),
        ("money", "0.12345", "must be an amount with at most four decimals"),
        ("text", "a\x01", UNREADABLE),
        ("text", "\x00", UNREADABLE),
        ("text", "\ufffe", UNREADABLE),
        ("text", "\udce9", UNREADABLE),
        ("count", "\x001", UNREADABLE),
    ],
)
def test_what_the_type_does_not_allow_is_said(name: str, text: str, told: str) -> None:
    values, ((wrong, refusal),) = read(SAMPLE, {name: text})
    assert (values, wrong, refusal.text) == ({}, name, told)


def test_every_bad_text_is_told_and_the_others_are_read() -> None:
    values, wrong = read(SAMPLE, {"text": "four", "id": "7", "count": "x"})
    assert values == {"id": 7}
    assert [name for name, _ in wrong] == ["text", "count"]
