# SPDX-License-Identifier: Apache-2.0
"""``ngnprov extensions import`` and ``export``: users in CSV files (pbx.md 12)."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import Result

from tests.ports.pbx.conftest import PbxScene
from tests.support import commands
from tests.support.commands import problems, written
from tests.support.examination import examine

GOOD = """\
number,name,displayname,addons,localprefix,callerid,email,recordoutbound,recordemail
101,Reception,Front desk,RECORDING,1,anonymous,office@example.com,true,tapes@example.com
0102,"Workshop, hall 2",,,,,,,
,Whoever,,,,,,,
"""


@pytest.fixture
def shop(quick_pbx: PbxScene) -> PbxScene:
    """Two customers with pilots, who may use PBX and RECORDING."""
    quick_pbx.agree("PBX", customer=quick_pbx.reseller_id)
    other, _ = quick_pbx.sibling()
    quick_pbx.has_pbx(other, "Sibling")
    for customer, sn in ((2, "9999"), (other, "777")):
        for code in ("PBX", "RECORDING"):
            quick_pbx.agree(code, customer=customer)
        quick_pbx.pilot(customer, sn=sn)
    return quick_pbx


def run(scene: PbxScene, text: str | bytes, *options: str, customer: int = 2) -> Result:
    place = Path(scene.world.settings.database.url.removeprefix("sqlite:///")).parent
    words = ("extensions", "import", "--of", str(customer), written(place, text))
    return commands.run(scene.world, *words, *options)


def exported(scene: PbxScene, customer: int) -> str:
    result = commands.run(scene.world, "extensions", "export", "--of", str(customer))
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("options", [(), ("--each",)])
def test_rows_become_users(shop: PbxScene, options: tuple[str, ...]) -> None:
    result = run(shop, GOOD, *options)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "added 3 users\n", "")
    first = shop.root.getExtension(customer=2, number="101")
    assert (first["displayName"], first["addons"], first["callerId"]) == ("Front desk", ["RECORDING"], "anonymous")
    assert (first["email"], first["recordOutbound"]) == ("office@example.com", True)
    assert shop.root.getExtension(customer=2, number="0102")["name"] == "Workshop, hall 2"
    assert shop.root.getExtension(customer=2, number="100")["name"] == "Whoever"
    assert (shop.used("PBX"), shop.used("RECORDING")) == (3, 1)
    assert examine(shop.world.database) == []


def test_what_was_exported_is_imported_by_another_customer_and_exported_alike(shop: PbxScene) -> None:
    assert run(shop, GOOD).exit_code == 0
    shop.user("200", sipUsername="alice", callerId="4319999200")
    first = exported(shop, 2)
    assert [row["number"] for row in csv.DictReader(io.StringIO(first))] == ["100", "101", "200", "0102"]
    assert run(shop, first.replace("\n", "\r\n"), customer=_sibling(shop)).exit_code == 0
    assert exported(shop, _sibling(shop)) == first
    assert shop.root.getExtension(customer=_sibling(shop), number="200")["primaryNumber"] == "431777200"


def test_users_join_groups_that_are_there_and_are_exported_with_them(shop: PbxScene) -> None:
    text = "number,name,groups\n101,First,300 301\n102,Second,300\n"
    before = shop.world.fingerprint()
    assert problems(run(shop, text))[0].startswith("line 2, column groups: there is no such group")
    assert shop.world.fingerprint() == before
    for customer in (2, _sibling(shop)):
        for number in ("300", "301"):
            shop.root.addGroup(group={"customer": customer, "number": number, "name": number})
    assert run(shop, text).exit_code == 0
    first = exported(shop, 2)
    assert [row["groups"] for row in csv.DictReader(io.StringIO(first))] == ["300 301", "300"]
    assert run(shop, first, customer=_sibling(shop)).exit_code == 0
    assert exported(shop, _sibling(shop)) == first
    found = shop.root.getGroups(query={"filter": {"number": "300"}})["groups"]
    assert [each["members"] for each in found] == [["101", "102"]] * 2
    assert examine(shop.world.database) == []


def test_separators_and_encodings_of_spreadsheets_are_read(shop: PbxScene) -> None:
    text = "number;name\r\n101;Büro\r\n"
    for number, encoding in (("101", "utf-16"), ("102", "utf-8-sig"), ("103", "utf-8")):
        assert run(shop, text.replace("101", number).encode(encoding)).stdout == "added 1 user\n"
        assert shop.root.getExtension(customer=2, number=number)["name"] == "Büro"
    assert run(shop, "number\tname\n104\tTab\n").exit_code == 0


BAD = """\
number,name,mainproduct,addons,email,recordoutbound
101,First,,,,
101,Again,,,,
1,Short,,,,
102,Two,NONE,,,
103,,,,,
104,Tape,,RECORDING NONE,,
105,Tape,,,,maybe
106,Last,,,,
"""


def test_problems_are_told_by_line_and_column_and_nothing_is_added(shop: PbxScene) -> None:
    before = shop.world.fingerprint()
    result = run(shop, BAD)
    assert result.exit_code == 1
    found = problems(result)[:-1]
    assert [line.split(":")[0] for line in found] == [
        "line 3, column number",
        "line 4, column number",
        "line 5, column mainproduct",
        "line 6, column name",
        "line 7, column addons",
        "line 8, column recordoutbound",
    ]
    assert shop.world.fingerprint() == before
    assert run(shop, BAD, "--dry-run").exit_code == 1
    assert run(shop, GOOD, "--dry-run").stdout == "would add 3 users\n"
    assert shop.world.fingerprint() == before
    result = run(shop, BAD, "--each")
    assert result.stdout == "added 2 users\n"
    assert sorted(
        each["number"] for each in shop.root.getExtensions(query={"filter": {"kind": "user"}})["extensions"]
    ) == [
        "101",
        "106",
    ]


def test_limits_are_those_of_everybody(shop: PbxScene) -> None:
    shop.profile(maxSubscribers="3")
    before = shop.world.fingerprint()
    assert "may have 3 subscribers" in run(shop, GOOD).stderr
    assert shop.world.fingerprint() == before
    shop.profile(maxSubscribers="")
    shop.grant(2, sip_credit=2)
    assert "sip_credit of customer 2 is 2" in run(shop, GOOD, "--customer", "2").stderr


def _sibling(scene: PbxScene) -> int:
    (found,) = scene.admin.getCustomers(query={"filter": {"username": "sibling"}})["accounts"]
    return int(found["id"])
