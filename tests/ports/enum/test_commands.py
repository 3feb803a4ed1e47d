# SPDX-License-Identifier: Apache-2.0
"""``ngnprov enum import``: numbers from a CSV file, by the rules, credits and journal of everybody."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ngnprov.cli import main
from ngnprov.ports.enum import csv_import
from tests.ports.enum.conftest import EnumScene, number_id, uris
from tests.support import commands
from tests.support.commands import problems, written
from tests.support.examination import examine

GOOD = """\
number,type,mapto,ttl,priority,owner,info
31208005101,sip,sip:alice@example.com,600,1,2,"Alice, at home"
+31208005101,mailto,mailto:alice@example.com,,,,
31208005102,,,,,,

31208005103,sip,sip:é@example.com,,10,,Zoë
"""


@pytest.fixture
def scene(quick: EnumScene) -> EnumScene:
    return quick


def run(scene: EnumScene, text: str | bytes, *options: str) -> Result:
    """The command over a file with this text."""
    place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
    return commands.run(scene.world, "enum", "import", written(place, text), *options)


def used(scene: EnumScene) -> int:
    count: int = scene.the_range()["used"]
    return count


@pytest.mark.parametrize("options", [(), ("--each",)])
def test_rows_become_numbers_and_their_mappings(scene: EnumScene, options: tuple[str, ...]) -> None:
    result = run(scene, GOOD, *options)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "added 3 numbers with 3 mappings\n", "")
    alice = scene.get()
    assert (alice["owner"], alice["info"], alice["customer"]) == (2, "Alice, at home", scene.customer_id)
    told = [(each["type"], each["mapto"], each["ttl"], each["priority"]) for each in alice["mappings"]]
    assert told == [("sip", "sip:alice@example.com", 600, 1), ("mailto", "mailto:alice@example.com", 3600, 5)]
    assert scene.get("31208005102")["mappings"] == []
    zoe = scene.get("31208005103")
    assert (zoe["info"], uris(zoe), zoe["mappings"][0]["priority"]) == ("Zoë", ["sip:é@example.com"], 10)
    assert used(scene) == 3
    assert examine(scene.world.database) == []
    rows = scene.world.sql("SELECT login, operation, subject FROM journal WHERE operation LIKE 'enum%' ORDER BY id")
    assert rows == [
        ("(command line)", "enum import", f"ENUM number 3120800510{last} e164.arpa") for last in ("1", "2", "3")
    ]


BAD = """\
number,tld,type,mapto,ttl,priority,owner,info
31208005101,,sip,sip:good@example.com,,,,
31208005102,,sip,sip:good@example.com,,,,
31208005102,,sip,alice@example.com,,,,
31208005103,,nonsense,sip:x,,,,
31208005104,,sip,sip:x,-1,65536,x,
4930,,sip,sip:x,,,,
31208005101,,sip,sip:again,,,,
31208005105,a..b,sip,sip:x,,,,
31208005106,,sip,sip:x,,,9999,
,,sip,sip:x,,,,
31208005107,,sip,sip:x,,,,a,b
31208005108,,sip,sip:x,,,,"line
break"
31208005109x,,sip,sip:x,,,,
31208005110,,sip,sip:x,,,,good
"""
TOLD = [
    "line 4, column mapto: must be a URI that begins with sip: or sips:",
    "line 5, column type: is not a type of mapping",
    "line 6, column ttl: must be a whole number from 0 to 2147483647",
    "line 6, column priority: must be a whole number from 0 to 65535",
    "line 6, column owner: must be a whole number",
    "line 7, column number: no ENUM range covers the number",
    "line 8, column number: the ENUM number exists",
    "line 9, column tld: must be a domain name of at most 223 characters that does not begin with a single digit",
    "line 10, column owner: is not the id of a customer",
    "line 11, column number: must not be empty",
    "line 12: has 9 cells, where the heading has 8",
    "line 15, column number: must be 1 to 15 digits (E.164)",
]


def test_each_bad_row_is_told_with_line_and_column_and_nothing_is_added(scene: EnumScene) -> None:
    before = scene.world.fingerprint()
    result = run(scene, BAD)
    assert problems(result) == [*TOLD, "12 problems, so nothing was added"]
    assert result.stdout == ""
    assert scene.world.fingerprint() == before


def test_with_each_the_good_rows_are_added(scene: EnumScene) -> None:
    result = run(scene, BAD, "--each")
    assert problems(result) == [*TOLD, "12 problems"]
    assert result.stdout == "added 3 numbers with 3 mappings\n"
    found = scene.root.getNumbers(query={"orderBy": {"attribute": "number"}})["numbers"]
    assert [each["id"]["number"][-3:] for each in found] == ["101", "108", "110"]
    assert found[1]["info"] == "line\nbreak"
    assert examine(scene.world.database) == []


@pytest.mark.parametrize("options", [(), ("--each",)])
def test_a_dry_run_checks_everything_and_adds_nothing(scene: EnumScene, options: tuple[str, ...]) -> None:
    before = scene.world.fingerprint()
    result = run(scene, GOOD, "--dry-run", *options)
    assert (result.exit_code, result.stdout) == (0, "would add 3 numbers with 3 mappings\n")
    result = run(scene, BAD, "--dry-run", *options)
    assert problems(result)[:-1] == TOLD
    assert scene.world.fingerprint() == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: is missing: the first line names the columns"),
        ("number,uri\n31208005101,sip:x\n", "line 1, column uri: is not one of the columns "),
        ("number,type,number\n", "line 1, column number: is there twice"),
        ("type,mapto\nsip,sip:x\n", "line 1, column number: is missing"),
        ('number,info\n31208005101,"x"y\n', "line 2: is not CSV: "),
        ('number,info\n31208005101,"x\n', "line 2: is not CSV: "),
        (
            "number,info\n31208005101,a\x00b\n",
            "line 2, column info: has control characters, or others that XML does not allow",
        ),
        (b"number,info\n31208005101,Zo\xeb\n", "line 2, column info: is not UTF-8 (byte 15)"),
        (b"number,info\n31208005101,\xc3\xab\xff\n31208005102,\xff\n", "line 2, column info: is not UTF-8 (byte 15)"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "line 1: is not UTF-8 (byte 1)"),
        ("number,info\n31208005101," + "x" * 1025, "line 2, column info: must be at most 1024 characters long"),
    ],
)
@pytest.mark.parametrize("options", [(), ("--each",)])
def test_a_file_that_is_not_what_it_should_be_is_told(
    scene: EnumScene, text: str | bytes, told: str, options: tuple[str, ...]
) -> None:
    before = scene.world.fingerprint()
    first, *_ = problems(run(scene, text, *options))
    assert first.startswith(told)
    assert scene.world.fingerprint() == before


def test_a_dash_is_standard_input(scene: EnumScene) -> None:
    settings = scene.world.settings
    where = ["--database", str(settings.database.url), "--key-file", str(settings.keys.file)]
    result = CliRunner().invoke(main, ["enum", "import", "-", *where], input=GOOD.encode())
    assert (result.exit_code, result.stdout, result.stderr) == (0, "added 3 numbers with 3 mappings\n", "")


def test_columns_come_in_any_order_and_a_byte_order_mark_and_windows_lines_are_no_matter(scene: EnumScene) -> None:
    text = b"\xef\xbb\xbfINFO, mapto,type,number\r\nx,sip:a@x,sip,31208005101\r\n"
    assert run(scene, text).stdout == "added 1 number with 1 mapping\n"
    assert (scene.get()["info"], uris(scene.get())) == ("x", ["sip:a@x"])


def test_rows_of_a_number_that_do_not_follow_one_another_are_told(scene: EnumScene) -> None:
    text = "number,type,mapto\n31208005101,sip,sip:a@x\n31208005102,sip,sip:b@x\n31208005101,sip,sip:c@x\n"
    assert problems(run(scene, text))[0] == "line 4, column number: the ENUM number exists"


def test_the_tree_is_named_in_the_file_or_by_an_option(scene: EnumScene) -> None:
    scene.root.addRange(range={"id": {"prefix": "49", "tld": "e164.example"}})
    text = "number,tld\n4930,\n31208005101,E164.ARPA.\n"
    assert run(scene, text, "--tld", "e164.example").exit_code == 0
    assert scene.root.getNumber(enumId=number_id("4930", "e164.example"))["mappings"] == []
    assert scene.get()["mappings"] == []


def test_a_customers_credit_and_ranges_bound_an_import_for_him(scene: EnumScene) -> None:
    scene.range("49", customer=scene.reseller_id)
    scene.grant(scene.customer_id, enum_number_credit=1)
    text = "number\n31208005101\n31208005102\n4930\n"
    used_up = "enum_number_credit of customer 2 is 1 and 1 are used: there is no room for 1 more"
    told = [f"line 3: {used_up}", "line 4, column number: no ENUM range covers the number"]
    before = scene.world.fingerprint()
    assert problems(run(scene, text, "--customer", "2"))[:-1] == told
    assert scene.world.fingerprint() == before
    assert problems(run(scene, text, "--customer", "2", "--each"))[:-1] == told
    assert used(scene) == 1
    row = scene.world.sql(
        "SELECT login, level, entry, behind FROM journal WHERE operation = 'enum import' AND subject NOT LIKE 'credit %'"
    )
    assert row == [("(command line)", "customer", 2, True)]
    assert problems(run(scene, text, "--customer", "77")) == ["there is no customer 77"]
    assert run(scene, "number\n31208005102\n4930\n").exit_code == 0  # as nobody in particular nothing bounds it
    assert examine(scene.world.database) == []


def test_more_mappings_than_a_number_may_have_are_told_and_not_read(scene: EnumScene) -> None:
    rows_of_one = "".join(f"31208005101,sip,sip:{n}@x\n" for n in range(500))
    assert problems(run(scene, f"number,type,mapto\n{rows_of_one}"))[0] == (
        "line 2, column mapto: must be at most 100 mappings"
    )
    (item,) = csv_import.form("e164.arpa").read(io.StringIO(f"number,type,mapto\n{rows_of_one}"))
    assert len(item.values["mappings"]) == len(item.lines) == 101


def test_problems_of_one_number_are_bounded_too() -> None:
    (item,) = csv_import.form("e164.arpa").read(io.StringIO("number,ttl\n" + "31208005101,x\n" * 50))
    assert len(item.read.problems) == 50
    assert list(item.read.problems.sentences()) == ["line 2 and 49 more, column ttl: must be a whole number"]


@pytest.mark.parametrize("options", [(), ("--each",)])
def test_problems_of_one_kind_are_one_sentence(scene: EnumScene, options: tuple[str, ...]) -> None:
    """Thousands of numbers without a range are one mistake; what else is wrong is told beside it."""
    rows = "".join(f"49{n},\n" for n in range(1000, 2234))
    told = problems(run(scene, f"number,ttl\n31208005101,x\n{rows}31208005102,y\n", *options))
    assert told[:-1] == [
        "line 2, column ttl: must be a whole number",
        "line 3 and 1,233 more, column number: no ENUM range covers the number",
        "line 1237, column ttl: must be a whole number",
    ]
    assert told[-1].startswith("1,236 problems")


def test_without_a_file_the_usage_is_shown(scene: EnumScene) -> None:
    result = CliRunner().invoke(main, ["enum", "import", "/nowhere.csv"])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    help_text = CliRunner().invoke(main, ["enum", "import", "--help"]).stdout
    assert all(f"  {column} " in help_text for column in csv_import.COLUMNS)
