# SPDX-License-Identifier: Apache-2.0
"""Files that are imported as a whole, in the call: all of their rows or none (imports.md 3, 4)."""

import base64
from typing import Any

import pytest

from ngnprov.ports.imports import PORT
from ngnprov.ports.imports.types import ImportReport
from ngnprov.soap.publishing import samples
from ngnprov.soap.reading.envelope import Dialect
from tests.ports.imports.conftest import GOOD, ImportScene, users
from tests.support.caller import Fault, read_answer
from tests.support.examination import examine
from tests.support.world import ADMIN, PASSWORD

MIXED = """\
number,name,mainproduct,addons,email,recordoutbound
101,First,,,,
101,Again,,,,
1,Short,,,,
102,Two,NONE,,,
103,,,,,
104,Tape,,RECORDING NONE,,
105,Tape,,,,maybe
106,"Last
but one",,,,
107,Last,,,,
"""
RECORDS: dict[int, dict[str, Any]] = {
    3: {"number": "101", "name": "Again"},
    4: {"number": "1", "name": "Short"},
    5: {"number": "102", "name": "Two", "mainProduct": "NONE"},
    6: {"number": "103"},
    7: {"number": "104", "name": "Tape", "addons": ["RECORDING", "NONE"]},
    8: {"number": "105", "name": "Tape", "recordOutbound": "maybe"},
    9: {"number": "106", "name": "Last\nbut one"},
}
"""The rows that are refused, by line, as they would be given to addExtension."""


def test_rows_become_users_and_the_answer_tells_their_account_ids(imports: ImportScene) -> None:
    report = imports.send(GOOD)
    assert (report["job"], report["total"], report["made"], report["refused"]) == (0, 3, 3, 0)
    told = [(row["row"], row["status"], row["accountId"]) for row in report["rows"]]
    assert told == [(2, "made", "ph2x101"), (3, "made", "ph2x0102"), (4, "made", "ph2x100")]
    pbx = imports.root
    first = pbx.getExtension(customer=2, number="101")
    assert (first["displayName"], first["addons"], first["callerId"]) == ("Front desk", ["RECORDING"], "anonymous")
    assert pbx.getExtension(customer=2, number="0102")["name"] == "Workshop, hall 2"
    assert imports.admin.sip.getAccount(sipId=first["sipAccount"])["password"] == "a secret of 101"
    assert examine(imports.world.database) == []


def test_with_a_row_that_is_refused_nothing_is_kept_and_each_row_is_told_of(imports: ImportScene) -> None:
    before = imports.world.fingerprint()
    report = imports.send(MIXED)
    assert (report["total"], report["made"], report["refused"]) == (9, 0, 7)
    status = {row["row"]: row["status"] for row in report["rows"]}
    assert status == {2: "good", **dict.fromkeys(RECORDS, "refused"), 11: "good"}
    assert not any(row["accountId"] for row in report["rows"])
    assert imports.world.fingerprint() == before


def test_a_row_is_refused_as_add_extension_refuses_it(quick_imports: ImportScene) -> None:
    rows = {row["row"]: row for row in quick_imports.send(MIXED)["rows"]}
    quick_imports.user("101")
    for line, record in RECORDS.items():
        fault = _refused(quick_imports, record)
        told = rows[line]
        assert (told["errorcode"], told["errorstring"], told["field"]) == (fault.code, fault.text, fault.field), line


def _refused(scene: ImportScene, record: dict[str, Any]) -> Fault:
    fault: Fault = scene.reseller_login.refused("addExtension", extension={"customer": 2, **record})
    return fault


def test_a_limit_that_is_reached_in_the_middle_leaves_nothing(imports: ImportScene) -> None:
    imports.grant(2, sip_credit=3)  # one is the pilot's
    before = imports.world.fingerprint()
    rows = imports.send(users(range(101, 105)))["rows"]
    assert [row["status"] for row in rows] == ["good", "good", "refused", "refused"]
    assert imports.world.fingerprint() == before
    for number in ("101", "102"):
        imports.user(number)
    fault = imports.reseller_login.refused("addExtension", extension={"customer": 2, "number": "103", "name": "User"})
    told = {name: str(rows[2][name]) for name in ("errorcode", "errorstring", "kind", "limit", "used", "holder")}
    assert told == {name: fault.members[name] for name in told}
    assert (rows[2]["errorcode"], rows[2]["kind"]) == (910, "sip_credit")


def test_the_id_of_a_request_that_kept_nothing_may_be_used_again(imports: ImportScene) -> None:
    caller = imports.login("reseller").asking(id="import 1")
    refused = caller.imports
    assert refused.importExtensions(customer=2, csv="number,name\n101,\n")["refused"] == 1
    assert refused.reply == {"replayed": "false"}, "there is no transaction"
    assert imports.send(users([101]), caller)["made"] == 1
    again = caller.imports
    assert again.importExtensions(customer=2, csv=users([101]))["made"] == 1
    assert again.reply["replayed"] == "true"
    assert again.refused("importExtensions", customer=2, csv=users([102])).code == 904
    assert imports.numbers() == ["101"]


def test_a_dry_run_tells_the_same_and_keeps_nothing(imports: ImportScene) -> None:
    before = imports.world.fingerprint()
    asking = imports.login("reseller").asking(dryRun=True).imports
    for mode, status in (("all", "good"), ("each", "made")):
        report = asking.importExtensions(customer=2, csv=MIXED, mode=mode)
        assert [row["status"] for row in report["rows"]] == [status, *["refused"] * 7, status]
        changed = {change["subject"] for change in asking.reply["preview"]["changes"]}
        assert any("ph2x101" in subject for subject in changed) is (mode == "each")
        consumed = {each["kind"]: int(each["count"]) for each in asking.reply["preview"]["consumes"]}
        assert consumed.get("sip_credit", 0) == (2 if mode == "each" else 0)
    assert imports.world.fingerprint() == before
    assert asking.importExtensions(customer=2, csv=GOOD) == imports.send(GOOD)


def test_what_a_call_has_made_is_undone_as_one(imports: ImportScene) -> None:
    imports.send(GOOD)
    imports.world.undo()
    assert imports.numbers() == []
    imports.world.undo()
    assert imports.numbers() == ["100", "101", "0102"]


QUOTED = 'name;number\n"two\nlines\n";101\n\nFine;102\n"broken;103\n'


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_rows_are_numbered_by_the_lines_in_which_they_begin(imports: ImportScene, mark: str) -> None:
    for text in (QUOTED, QUOTED.replace("\n", "\r\n"), QUOTED.replace(";", "\t"), QUOTED.replace(";", ",")):
        rows = imports.send(mark + text)["rows"]
        assert [(row["row"], row["status"]) for row in rows] == [(2, "refused"), (6, "good"), (7, "refused")]
    assert "is not CSV" in rows[2]["errorstring"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_octets_are_read_by_their_byte_order_mark(imports: ImportScene, encoding: str) -> None:
    octets = "number;name\r\n101;Büro\r\n".encode(encoding)
    assert _sent_as_octets(imports, octets)["made"] == 1
    assert imports.root.getExtension(customer=2, number="101")["name"] == "Büro"


def test_octets_that_are_no_text_are_a_problem_of_their_row(quick_imports: ImportScene) -> None:
    rows = _sent_as_octets(quick_imports, b"number,name\n101,B\xfcro\n102,Hall\n")["rows"]
    assert [(row["row"], row["status"], row["errorcode"]) for row in rows] == [(2, "refused", 101), (3, "good", 0)]
    assert "extension.name is not UTF-8" in rows[0]["errorstring"]


def _sent_as_octets(scene: ImportScene, octets: bytes) -> Any:
    caller = scene.login("reseller").imports
    body = caller.envelope("importExtensions", {"customer": 2, "csv": "OCTETS"})
    element = b'csv xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="b:base64Binary"'
    element += b' xmlns:b="http://www.w3.org/2001/XMLSchema">'
    before, _, after = body.partition(b"OCTETS")
    head = before[: before.rindex(b"csv")] + element
    path = "/" if scene.dialect == "encoded" else "/soap/imports/"
    answered = scene.world.request(head + base64.b64encode(octets) + after, path)
    return read_answer(answered.body, ImportReport)


@pytest.mark.parametrize(
    ("csv", "named"),
    [
        ("", "is missing"),
        ("number\n101\n", "column name"),
        ("name,colour\nA,red\n", "column colour"),
        ("name,name\nA,B\n", "column name"),
        ("nme;nmber\nA;1\n", "column nmber"),
        ("webusername,\nA,1\n", "names no column"),
    ],
)
@pytest.mark.parametrize("mode", ["all", "each"])
def test_a_heading_that_is_not_good_is_refused_and_all_its_problems_are_named(
    quick_imports: ImportScene, csv: str, named: str, mode: str
) -> None:
    before = quick_imports.world.fingerprint()
    fault = quick_imports.login("reseller").imports.refused("importExtensions", customer=2, csv=csv, mode=mode)
    assert (fault.code, fault.field) == (931, "csv")
    assert named in fault.text
    assert quick_imports.world.fingerprint() == before


def test_one_can_go_on_from_a_row(quick_imports: ImportScene) -> None:
    report = quick_imports.send(users(range(101, 105)), start=4)
    assert [row["row"] for row in report["rows"]] == [4, 5]
    assert quick_imports.numbers() == ["103", "104"]
    assert quick_imports.send(users([105]), start=99)["total"] == 0


def test_a_customer_without_a_pbx_or_out_of_scope_is_refused_at_once(quick_imports: ImportScene) -> None:
    scene = quick_imports
    for caller, customer, code in (
        (scene.stranger(), 2, 5000),
        (scene.login("customer"), scene.other, 5000),
        (scene.admin, 4711, 5000),
        (scene.admin, 0, 102),
        (scene.admin, 3, 8101),
    ):
        for mode in ("all", "each"):
            fault = caller.imports.refused("importExtensions", customer=customer, csv="", mode=mode)
            assert (fault.code, fault.field) == (code, "customer")
    fault = scene.admin.imports.refused("importExtensions", customer=2, csv=GOOD, mode="some")
    assert (fault.code, fault.field) == (101, "mode")


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
def test_the_sample_of_the_reference_page_can_be_sent(quick_imports: ImportScene, dialect: Dialect) -> None:
    (operation,) = (each for each in PORT.operations() if each.name == "importExtensions")
    request = samples.request(PORT, operation, dialect)
    for sample, real in (("admin", ADMIN), ("your password", PASSWORD), ("7", "2")):
        request = request.replace(f">{sample}<", f">{real}<")
    answer = quick_imports.world.request(request.encode(), "/soap/imports/")
    assert (answer.status, quick_imports.numbers()) == (200, ["101"]), answer.body
