# SPDX-License-Identifier: Apache-2.0
"""``ngnprov enum import``: what comes in is what the wire takes, on both databases."""

from pathlib import Path

import pytest

from tests.ports.enum.conftest import EnumScene
from tests.support.commands import done, problems, refused, run, written

COMMAND = ("enum", "import")
HEADING = "number,tld,type,mapto,ttl,priority,owner,info"


UNREADABLE = "has control characters, or others that XML does not allow"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (b"a\x01b", UNREADABLE),
        (b"a\x00b", UNREADABLE),
        ("a\ufffe".encode(), UNREADABLE),
        (b"Zo\xeb", "is not UTF-8 (byte 15)"),
    ],
)
@pytest.mark.parametrize("each", [(), ("--each",)])
def test_what_xml_cannot_carry_is_refused_and_lists_are_answered(
    enum: EnumScene, tmp_path: Path, cell: bytes, problem: str, each: tuple[str, ...]
) -> None:
    file = written(tmp_path, b"number,info\n31208005101,%b\n" % cell)
    told = refused(enum.world, *COMMAND, file, *each)
    assert told[0] == f"line 2, column info: {problem}"
    assert enum.root.getNumbers(query={})["total"] == 0


@pytest.mark.parametrize("place", range(8))
def test_no_column_takes_what_xml_cannot_carry(enum: EnumScene, tmp_path: Path, place: int) -> None:
    cells = ["31208005101", "e164.arpa", "sip", "sip:a@example.com", "60", "5", "0", "text"]
    cells[place] += "\x01"
    told, _ = refused(enum.world, *COMMAND, written(tmp_path, f"{HEADING}\n{','.join(cells)}\n"))
    assert told == f"line 2, column {HEADING.split(',')[place]}: {UNREADABLE}"


def test_what_comes_in_can_be_saved_over_the_wire_as_it_is(enum: EnumScene, tmp_path: Path) -> None:
    info, mapto = "i" * 1024, f"sip:{'a' * 200}@example.com"
    file = written(tmp_path, f"{HEADING}\n31208005101,,sip,{mapto},2147483647,65535,{enum.customer_id},{info}\n")
    assert done(enum.world, *COMMAND, file) == "added 1 number with 1 mapping\n"
    number = enum.get()
    assert (number["info"], number["mappings"][0]["mapto"]) == (info, mapto)
    assert enum.root.updateNumber(number=number)["info"] == info


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"{'1' * 33},,,,,,,", "number: must be at most 32 characters long"),
        (f"31208005101,{'x' * 256},,,,,,", "tld: must be at most 255 characters long"),
        (f"31208005101,,{'x' * 65},sip:x,,,,", "type: must be at most 64 characters long"),
        (f"31208005101,,sip,sip:{'x' * 1021},,,,", "mapto: must be at most 1024 characters long"),
        ("31208005101,,sip,sip:x,2147483648,,,", "ttl: must be a whole number from 0 to 2147483647"),
        ("31208005101,,sip,sip:x,true,,,", "ttl: must be a whole number"),
        ("31208005101,,sip,sip:x,,65536,,", "priority: must be a whole number from 0 to 65535"),
        ("31208005101,,sip,sip:x,,,-1,", "owner: must be a whole number from 0 to 2147483647"),
        (f"31208005101,,sip,sip:x,,,,{'x' * 1025}", "info: must be at most 1024 characters long"),
    ],
)
def test_the_bounds_of_the_wire_hold(enum: EnumScene, tmp_path: Path, row: str, told: str) -> None:
    file = written(tmp_path, f"{HEADING}\n{row}\n")
    assert refused(enum.world, *COMMAND, file) == [f"line 2, column {told}", "1 problem, so nothing was added"]


def test_every_row_of_a_number_is_read_and_a_bad_one_keeps_all_of_it_out(enum: EnumScene, tmp_path: Path) -> None:
    text = """\
number,type,mapto,owner
31208005101,sip,sip:a@example.com,
31208005101,mailto,mailto:a@example.com
31208005101,tel,tel:+31208005101,x
31208005102,sip,sip:b@example.com,
"""
    result = run(enum.world, *COMMAND, written(tmp_path, text), "--each")
    assert problems(result)[:-1] == [
        "line 3: has 3 cells, where the heading has 4",
        "line 4, column owner: must be a whole number",
    ]
    assert result.stdout == "added 1 number with 1 mapping\n"
    assert enum.get("31208005102")["mappings"][0]["mapto"] == "sip:b@example.com"
    assert enum.root.getNumbers(query={})["total"] == 1


def test_a_cut_off_file_is_not_taken_for_a_whole_one(enum: EnumScene, tmp_path: Path) -> None:
    file = written(tmp_path, "number,type,mapto,info\n31208005101,sip,sip:a@example.com,x\n31208005102,sip,sip:b@exam")
    assert refused(enum.world, *COMMAND, file)[0] == "line 3: has 3 cells, where the heading has 4"
