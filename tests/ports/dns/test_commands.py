# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone``: zones out to master files, zones and records in from files."""

import re
from pathlib import Path

import pytest
from click.testing import Result

from tests.ports.dns.conftest import DnsScene
from tests.ports.dns.test_conformance import EXAMPLE_A, check, expected, parsed
from tests.support import commands
from tests.support.scene import scene_fixtures


class BareScene(DnsScene):
    """A server whose settings name no redirectors, and so does the command line."""

    sections = {}  # noqa: RUF012

    def furnish(self) -> None:
        given = {"name": "example.com", "customer": self.customer_id, "nameservers": ["ns1.provider.test"]}
        self.root.addZone(zone=given)


_, _, scene = scene_fixtures(BareScene)


def run(scene: DnsScene, *words: object) -> Result:
    return commands.run(scene.world, "zone", *words)


def done(scene: DnsScene, *words: object) -> str:
    """The output of a command that succeeds."""
    return commands.done(scene.world, "zone", *words)


def failed(scene: DnsScene, *words: object) -> list[str]:
    """What a command that is refused says, the summary last; it prints nothing and changes nothing."""
    return commands.refused(scene.world, "zone", *words)


def write(place: Path, text: str, name: str = "file") -> Path:
    file = place / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_zone_is_exported_as_bind_reads_it(scene: DnsScene, tmp_path: Path) -> None:
    scene.root.addRecord(record={"zone": "example.com", "name": "www", "type": "A", "value": "192.0.2.1", "ttl": 60})
    lines = done(scene, "export", "Example.com.").splitlines()
    assert re.fullmatch(
        r"@ 3600 IN SOA ns1.provider.test. hostmaster.example.com. \d{10} 10800 3600 604800 3600", lines[2]
    )
    assert lines[-1] == "www 60 IN A 192.0.2.1"
    check(lines, "example.com", tmp_path)
    assert failed(scene, "export", "other.example") == ["there is no DNS zone other.example"]


def test_what_cannot_be_published_is_said_beside_the_zone(scene: DnsScene) -> None:
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    scene.root.addFancyRecord(record=alias)
    result = run(scene, "export", "example.com")
    assert result.exit_code == 0
    assert result.stderr == "MBOXFW at example.com is not published: [dns] mail_redirector is not set\n"


def test_worked_example_a_goes_in_and_comes_out(scene: DnsScene, tmp_path: Path) -> None:
    text = EXAMPLE_A.replace("example.com", "example.org").strip()
    file = write(tmp_path, "\n".join(line.strip() for line in text.splitlines()) + "\n")
    before = scene.world.fingerprint()
    assert (
        done(scene, "import", file, "--dry-run", "--customer", scene.customer_id)
        == "would add example.org with 15 records\n"
    )
    assert scene.world.fingerprint() == before
    assert done(scene, "import", file, "--customer", scene.customer_id) == "added example.org with 15 records\n"
    lines = done(scene, "export", "example.org").splitlines()
    assert parsed(lines) == expected(text)
    check(lines, "example.org", tmp_path)
    zone = scene.root.getZone(zone="example.org")
    assert (zone["customer"], zone["email"]) == (scene.customer_id, "dns.admin@example.org")
    records = scene.root.getRecords(query={"filter": {"zone": "example.org", "name": "_sip._tcp%"}})["records"]
    assert [(each["value"], each["priority"]) for each in records] == [("100 5060 proxy.example.net", 100)]
    used = scene.world.sql(
        f"SELECT used FROM counters WHERE kind = 'dns_zone_credit' AND customer = {scene.customer_id}"
    )
    assert used == [(2,)]
    told, summary = failed(scene, "import", file)
    assert told.startswith("line 1: ")
    assert "the zone exists" in told
    assert summary == "1 problem, so nothing was added"


MASTER = r"""
$TTL 1h
@   SOA ns2 host\.master ( 2099010101 ; the serial
        3h 1h 1w
        300 )
    NS  ns1
    NS  ns2
ns1 600 IN A 192.0.2.1
ns2 IN 600 A 192.0.2.2
    AAAA 2001:db8::2
$ORIGIN sub.example.net.
t   TXT "a;b" c  ; not this
long TXT ( "v=DKIM1; p=MII"
           "BIj" )
u   TXT "caf\195\169"
@   MX 5 mail.example.org.
*   CNAME @
@   LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
"""


def test_a_master_file_is_read_as_rfc_1035_has_it(scene: DnsScene, tmp_path: Path) -> None:
    file = write(tmp_path, MASTER)
    assert done(scene, "import", file, "--origin", "Example.net.") == "added example.net with 9 records\n"
    zone = scene.root.getZone(zone="example.net")
    assert zone["nameservers"] == ["ns2.example.net", "ns1.example.net"]
    assert zone["email"] == "host.master@example.net"
    assert [zone[name] for name in ("ttl", "minimum", "refresh", "retry", "expire")] == [3600, 300, 10800, 3600, 604800]
    assert zone["serial"] == 2099010102
    lines = done(scene, "export", "example.net").splitlines()
    check(lines, "example.net", tmp_path)
    for line in (
        "ns2 600 IN A 192.0.2.2",
        "ns2 3600 IN AAAA 2001:db8::2",
        't.sub 3600 IN TXT "a;b" "c"',
        'long.sub 3600 IN TXT "v=DKIM1; p=MII" "BIj"',
        'u.sub 3600 IN TXT "caf\\195\\169"',
        "*.sub 3600 IN CNAME sub.example.net.",
    ):
        assert line in lines
    query = {"filter": {"name": "u.sub.example.net"}}
    assert scene.root.getRecords(query=query)["records"][0]["value"] == "café"


def test_every_mistake_is_told_by_its_line_and_nothing_is_brought_in(scene: DnsScene, tmp_path: Path) -> None:
    text = """\
$ORIGIN example.net.
@ 3600 IN SOA ns1.provider.test. h.example.net. 1 1 1 1 1
@ NS ns1.provider.test.
www A 192.0.2.300
www A 192.0.2.1
www CNAME web
far.example.org. A 192.0.2.1
x HINFO pc unix
y CH A 192.0.2.1
$INCLUDE other
z
v NONSENSE 1
www A 192.0.2.1
@ SOA ns1.provider.test. h.example.net. 2 1 1 1 1
n NAPTR 10 100 "q" "" "" .
"""
    file = write(tmp_path, text)
    remark, *told, last = failed(scene, "import", file)
    assert remark == "remark: line 13: repeats an earlier line, and counts once"
    found = {int(line.split(":")[0].removeprefix("line ")): line.split(": ", 1)[1] for line in told}
    assert list(found) == [4, 6, 7, 8, 9, 10, 11, 12, 14, 15]
    assert found[6] == "record.name has other records, and a CNAME stands alone"
    assert found[7] == "the name is not in the zone example.net"
    assert found[8] == "type HINFO is not kept here"
    assert found[9] == "class CH is not kept here"
    assert found[10] == "$INCLUDE is not read here"
    assert found[11] == "there is no type"
    assert found[14] == "there is an SOA already"
    assert last == "10 problems, so nothing was added"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "www A 192.0.2.1\n",
            ["line 1: the name is relative, and the origin is not known: --origin NAME says it", "1 problem"],
        ),
        ("$ORIGIN a.example.\n", ["there is no SOA"]),
        ("", ["there is no SOA"]),
        ("a.example. 1 SOA n. h.a.example. 1 1 1 1 1\n", ["line 1: zone.nameservers must name a name server"]),
        ('a.example. 1 SOA n.p.test. h.a.example. 1 1 1 1 1\n TXT "x\n', ["the rest was not read"]),
        ("a.example. 1 SOA ( n.p.test. h.a.example. 1 1 1 1 1\n", ["the rest was not read", "1 problem"]),
    ],
)
def test_a_file_that_is_no_zone_says_why(scene: DnsScene, tmp_path: Path, text: str, told: list[str]) -> None:
    said = "\n".join(failed(scene, "import", write(tmp_path, text)))
    for part in told:
        assert part in said


def test_zones_are_listed_with_their_owners_and_what_they_hold(scene: DnsScene) -> None:
    for name, kind, value in (("www", "A", "192.0.2.1"), ("", "TXT", "x"), ("t", "TXT", "y")):
        scene.root.addRecord(record={"zone": "example.com", "name": name, "type": kind, "value": value})
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    scene.root.addFancyRecord(record=alias)
    scene.root.addZone(zone={"name": "a.test", "nameservers": ["ns1.provider.test"]})
    head, *found = (line.split() for line in done(scene, "list").splitlines())
    assert head == ["zone", "customer", "reseller", "records", "fancy", "serial"]
    whose = [str(scene.customer_id), str(scene.reseller_id)]
    assert found == [
        ["a.test", "0", "0", "0", "0", str(scene.serial("a.test"))],
        ["example.com", *whose, "3", "1", str(scene.serial())],
    ]
    for id in whose:
        assert [line.split()[0] for line in done(scene, "list", "--customer", id).splitlines()[1:]] == ["example.com"]
    other = scene.add("other", reseller=scene.reseller_id)
    assert done(scene, "list", "--customer", other).splitlines()[1:] == []
    assert failed(scene, "list", "--customer", 77) == ["there is no customer 77"]


CSV = """\
name,zone,type,value,ttl,priority,owner
www,example.com,A,192.0.2.1,60,,
,Example.com.,MX,mail.example.com,,10,0
t,example.com,TXT,"say ""hi"", you",,,
info@example.com,example.com,MBOXFW,me@corp.test,,,
go,example.com,URL,http://corp.test/x,,,
"""


def test_records_come_in_from_csv_with_one_serial_for_all(scene: DnsScene, tmp_path: Path) -> None:
    serial = scene.serial()
    file = write(tmp_path, CSV)
    before = scene.world.fingerprint()
    assert done(scene, "import-records", file, "--dry-run") == "would add 5 records\n"
    assert scene.world.fingerprint() == before
    assert done(scene, "import-records", file) == "added 5 records\n"
    assert scene.serial() == serial + 1
    found = scene.root.getRecords(query={"filter": {"zone": "example.com"}})
    assert {(each["name"], each["value"], each["priority"], each["ttl"]) for each in found["records"]} == {
        ("www.example.com", "192.0.2.1", 0, 60),
        ("example.com", "mail.example.com", 10, 3600),
        ("t.example.com", 'say "hi", you', 0, 3600),
    }
    assert scene.root.getFancyRecords(query={})["total"] == 2
    used = scene.world.sql(f"SELECT used FROM counters WHERE kind = 'email_credit' AND customer = {scene.customer_id}")
    assert used == [(1,)]
    logins = scene.world.sql("SELECT count(*) FROM journal WHERE operation = 'zone import-records'")
    assert logins == [(5,)]


BAD = """\
zone,name,type,value,priority
example.com,a,A,192.0.2.1,
example.com,b,A,192.0.2.300,
other.example,c,A,192.0.2.1,
example.com,d,A
example.com,e,MX,mail,ten
example.com,a,A,192.0.2.1,
example.com,f,"x"y,1,

example.com,g,A,192.0.2.7,
"""
SAID = [
    "line 3, column value: must be an IPv4 address such as 192.0.2.1 (RFC 1035 3.4.1)",
    "line 4, column zone: there is no such DNS zone",
    "line 5: has 3 cells, where the heading has 5",
    "line 6, column priority: must be a whole number",
    "line 7: the zone has a record of this name, type and value",
    "line 8: is not CSV: ',' expected after '\"'",
]


def test_one_bad_row_keeps_all_out_and_every_one_is_told(scene: DnsScene, tmp_path: Path) -> None:
    file = write(tmp_path, BAD)
    assert failed(scene, "import-records", file) == [*SAID, "6 problems, so nothing was added"]


def test_each_good_row_is_kept_by_choice(scene: DnsScene, tmp_path: Path) -> None:
    result = run(scene, "import-records", "--each", write(tmp_path, BAD))
    assert (result.exit_code, result.stdout) == (1, "added 2 records\n")
    assert commands.problems(result) == [*SAID, "6 problems"]
    found = scene.root.getRecords(query={"orderBy": {"attribute": "name", "direction": "ASC"}})["records"]
    assert [each["name"] for each in found] == ["a.example.com", "g.example.com"]
    assert done(scene, "import-records", "--each", write(tmp_path, CSV)) == "added 5 records\n"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("", "line 1: is missing: the first line names the columns"),
        ("zone,name,type", "line 1, column value: is missing"),
        ("zone,name,type,value,colour", "line 1, column colour: is not one of the columns zone, name, type, value, "),
        ("zone,zone,name,type,value", "line 1, column zone: is there twice"),
    ],
)
def test_a_file_without_the_right_columns_is_refused(scene: DnsScene, tmp_path: Path, head: str, told: str) -> None:
    said, _ = failed(scene, "import-records", write(tmp_path, f"{head}\n"))
    assert said.startswith(told)


@pytest.mark.slow
def test_very_many_records_come_in_within_bounded_memory(scene: DnsScene, tmp_path: Path) -> None:
    count = 10_000
    file, head = tmp_path / "records.csv", "zone,name,type,value\n"
    with file.open("w") as lines:
        lines.write(head)
        for number in range(count):
            lines.write(f"example.com,h{number},A,10.{number >> 16}.{number >> 8 & 255}.{number & 255}\n")
    least = commands.measured(scene.world, "zone", "import-records", write(tmp_path, head)).peak
    ended = commands.measured(scene.world, "zone", "import-records", file)
    assert ended.stdout == f"added {count} records\n"
    assert scene.world.sql("SELECT count(*) FROM dns_records") == [(count,)]
    assert ended.peak - least < commands.FEW_BYTES


@pytest.mark.parametrize(
    ("written", "least"), [(2100010101, 2100010102), (2**31 - 2, 2026010101), (2**32 - 1, 2026010101)]
)
def test_serials_go_on_from_the_files_as_far_as_they_can(
    scene: DnsScene, tmp_path: Path, written: int, least: int
) -> None:
    text = f"a.example. 60 IN SOA ns.p.test. h.a.example. {written} 1 1 1 1\na.example. NS ns.p.test.\n"
    done(scene, "import", write(tmp_path, text))
    assert least <= scene.serial("a.example") < 2**31 - 10**7
