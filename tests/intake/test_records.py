# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone import-records``: what comes in is what the wire takes, by the rights and credits of whom it is for."""

from pathlib import Path
from typing import Any

import pytest

from tests.ports.dns.conftest import DnsScene
from tests.support.commands import done, is_sound, problems, refused, run, written

COMMAND = ("zone", "import-records")
UNREADABLE = "has control characters, or others that XML does not allow"


def fancy(dns: DnsScene) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dns.root.getFancyRecords(query={})["records"]
    return found


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        *((cell, UNREADABLE) for cell in (b"a\x01b", b"a\x00b", b"a\x1f", "a\ufffeb".encode(), "\uffff".encode())),
        (b"caf\xe9", "is not UTF-8 (byte 24)"),
        (b'"caf\xc3\xa9\n\xe9"', "is not UTF-8 (byte 1)"),
    ],
)
@pytest.mark.parametrize("each", [(), ("--each",)])
def test_what_xml_cannot_carry_is_refused_and_lists_are_answered(
    dns: DnsScene, tmp_path: Path, cell: bytes, problem: str, each: tuple[str, ...]
) -> None:
    file = written(tmp_path, b"zone,name,type,value\nexample.com,www,TXT,%b\n" % cell)
    told = refused(dns.world, *COMMAND, file, *each)
    line = 2 + cell.count(b"\n")
    assert told[0] == f"line {line}, column value: {problem}"
    assert dns.root.getRecords(query={})["total"] == 0


@pytest.mark.parametrize("place", range(7))
def test_no_column_takes_what_xml_cannot_carry(quick_dns: DnsScene, tmp_path: Path, place: int) -> None:
    cells = ["example.com", "www", "TXT", "text", "0", "60", "0"]
    cells[place] += "\x01"
    heading = "zone,name,type,value,priority,ttl,owner"
    told, _ = refused(quick_dns.world, *COMMAND, written(tmp_path, f"{heading}\n{','.join(cells)}\n"))
    assert told == f"line 2, column {heading.split(',')[place]}: {UNREADABLE}"


def test_what_comes_in_can_be_saved_over_the_wire_as_it_is(dns: DnsScene, tmp_path: Path) -> None:
    url = "http://example.net/".ljust(2048, "x")
    text = "t" * 60_000
    rows = f"zone,name,type,value\nexample.com,go,URL,{url}\nexample.com,t,TXT,{text}\n"
    assert done(dns.world, *COMMAND, written(tmp_path, rows)) == "added 2 records\n"
    (redirect,) = fancy(dns)
    assert redirect["value"] == url
    assert dns.root.updateFancyRecord(record=redirect)["value"] == url
    (record,) = dns.root.getRecords(query={})["records"]
    assert dns.root.updateRecord(record=record)["value"] == text


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f"example.com,go,URL,http://example.net/{'x' * 5000},,", "value: must be at most 2048 characters long"),
        (f"example.com,t,TXT,{'x' * 65_536},,", "value: must be at most 65535 characters long"),
        (f"example.com,{'x' * 256},A,192.0.2.1,,", "name: must be at most 255 characters long"),
        (f"example.com,{'x' * 321},MBOXFW,a@b.test,,", "name: must be at most 320 characters long"),
        (f"{'x' * 256},www,A,192.0.2.1,,", "zone: must be at most 255 characters long"),
        (f"example.com,www,{'A' * 33},192.0.2.1,,", "type: must be at most 32 characters long"),
        ("example.com,www,A,192.0.2.1,ten,", "priority: must be a whole number"),
        ("example.com,www,A,192.0.2.1,99999999999,", "priority: must be a whole number from -2147483648 to 2147483647"),
        ("example.com,,MX,mail,65536,", "priority: must be a number from 0 to 65535"),
        ("example.com,www,A,192.0.2.1,,-1", "ttl: must be a whole number from 0 to 2147483647"),
        ("example.com,www,A,192.0.2.1,,1h", "ttl: must be a whole number"),
    ],
)
def test_the_bounds_of_the_wire_hold(quick_dns: DnsScene, tmp_path: Path, row: str, told: str) -> None:
    file = written(tmp_path, f"zone,name,type,value,priority,ttl\n{row}\n")
    assert refused(quick_dns.world, *COMMAND, file) == [f"line 2, column {told}", "1 problem, so nothing was added"]


def test_blanks_around_cells_are_no_part_of_them(quick_dns: DnsScene, tmp_path: Path) -> None:
    rows = 'zone, name ,type,value,ttl\n example.com , www , A , 192.0.2.1 , 60\nexample.com,t,TXT,"  ""  x ""  ",\n'
    assert done(quick_dns.world, *COMMAND, written(tmp_path, rows)) == "added 2 records\n"
    assert '"  x "' in next(line for line in quick_dns.published() if line.startswith("t "))


ALIASES = """\
zone,name,type,value
example.com,a,MBOXFW,me@corp.test
example.com,b,MBOXFW,me@corp.test
example.com,c,MBOXFW,me@corp.test
"""


def told_of_credit(holder: str, kind: str = "email_credit") -> str:
    return f"{kind} of {holder} is 1 and 1 are used: there is no room for 1 more"


def test_a_customers_credit_bounds_what_is_brought_in_for_him(dns: DnsScene, tmp_path: Path) -> None:
    dns.grant(dns.customer_id, email_credit=1)
    told = [f"line {line}: {told_of_credit(f'customer {dns.customer_id}')}" for line in (3, 4)]
    file, acting = written(tmp_path, ALIASES), ("--customer", dns.customer_id)
    assert refused(dns.world, *COMMAND, file, *acting)[:-1] == told
    assert refused(dns.world, *COMMAND, file, *acting, "--dry-run")[:-1] == told
    result = run(dns.world, *COMMAND, file, *acting, "--each")
    assert (problems(result)[:-1], result.stdout) == (told, "added 1 record\n")
    assert [each["name"] for each in fancy(dns)] == ["a@example.com"]
    entries = dns.world.sql(
        "SELECT login, level, entry FROM journal WHERE operation = 'zone import-records' AND subject NOT LIKE 'credit %'"
    )
    assert entries == [("(command line)", "customer", dns.customer_id)]
    assert is_sound(dns.world)


def test_a_resellers_credit_bounds_what_is_brought_in_for_him(dns: DnsScene, tmp_path: Path) -> None:
    dns.grant(dns.reseller_id, email_credit=1)
    file = written(tmp_path, ALIASES)
    for acting in (dns.reseller_id, dns.customer_id):
        told = refused(dns.world, *COMMAND, file, "--customer", acting)
        assert told[0] == f"line 3: {told_of_credit(f'reseller {dns.reseller_id}')}"
    assert done(dns.world, *COMMAND, file) == "added 3 records\n"  # for nobody in particular nothing bounds it
    assert is_sound(dns.world)


def test_nothing_comes_into_the_zones_of_others(dns: DnsScene, tmp_path: Path) -> None:
    dns.root.addZone(zone={"name": "example.org", "customer": dns.reseller_id})
    rows = (
        "zone,name,type,value\nexample.com,a,A,192.0.2.1\nexample.org,a,A,192.0.2.1\nexample.org,a,URL,http://a.test/\n"
    )
    file = written(tmp_path, rows)
    for line, told in ((3, "there is no such DNS zone"), (4, "there is no such DNS zone")):
        assert f"line {line}, column zone: {told}" in refused(dns.world, *COMMAND, file, "--customer", dns.customer_id)
    assert refused(dns.world, *COMMAND, file, "--customer", 77) == ["there is no customer 77"]
    assert done(dns.world, *COMMAND, file, "--customer", dns.reseller_id) == "added 3 records\n"


def test_zones_are_published_once_for_a_whole_file(dns: DnsScene, tmp_path: Path) -> None:
    serial = dns.serial()
    rows = "".join(f"example.com,h{number},A,192.0.2.{number}\n" for number in range(200))
    file = written(tmp_path, f"zone,name,type,value\n{rows}")
    assert done(dns.world, *COMMAND, file, "--customer", dns.customer_id) == "added 200 records\n"
    assert dns.serial() == serial + 1
