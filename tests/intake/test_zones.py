# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone import``: master files come in by the same rules, rights and credits, within what the wire can carry."""

from pathlib import Path
from typing import Any

import pytest

from tests.ports.dns.conftest import DnsScene
from tests.support.commands import FEW_BYTES, done, is_sound, measured, refused, run, written

COMMAND = ("zone", "import")
HEAD = """\
$ORIGIN example.net.
@ 3600 IN SOA ns1.provider.test. h.example.net. 1 1 1 1 1
@ NS ns1.provider.test.
"""
UNREADABLE = "has control characters, or others that XML does not allow"


def values(dns: DnsScene, name: str) -> list[str]:
    found: list[dict[str, Any]] = dns.root.getRecords(query={"filter": {"name": name}})["records"]
    return [each["value"] for each in found]


def told(dns: DnsScene, tmp_path: Path, text: str | bytes, *options: object) -> list[str]:
    """What is said of a file that comes in as nothing."""
    *said, summary = refused(dns.world, *COMMAND, written(tmp_path, text), *options)
    assert summary in ("1 problem, so nothing was added", f"{len(said)} problems, so nothing was added")
    return said


def test_escaped_octets_come_in_as_escapes_and_are_answered(dns: DnsScene, tmp_path: Path) -> None:
    text = HEAD + 'a TXT "a\\001b"\nb TXT \\000\nc TXT "caf\\195\\169"\nd TXT "\\239\\191\\190"\ne TXT "\\255"\n'
    assert done(dns.world, *COMMAND, written(tmp_path, text)) == "added example.net with 5 records\n"
    found = {name: values(dns, f"{name}.example.net") for name in "abcde"}
    assert found == {
        "a": ['"a\\001b"'],
        "b": ['"\\000"'],
        "c": ["café"],
        "d": ['"\\239\\191\\190"'],
        "e": ['"\\255"'],
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"\\001 A 192.0.2.1", "record.name must be of letters, digits"),
        (b"a CNAME \\000", "record.value must be a name"),
        (b"a MX 1 x\\001y", "record.value must be a host name"),
        (b"a TXT a\x01b", UNREADABLE),
        (b'a TXT "a\x00b"', UNREADABLE),
        (b'a TXT "caf\xe9"', "is not UTF-8 (byte 11)"),
        ('a TXT "\ufffe"'.encode(), UNREADABLE),
        (b"caf\xe9 A 192.0.2.1", "is not UTF-8 (byte 4)"),
        (
            "a A 192.0.2.1 ; caf\udce9\nb ( ; \udce9\n TXT caf\u00e9\udce9 )".encode("utf-8", "surrogateescape"),
            "6: is not UTF-8 (byte 11)",
        ),
        (b"$ORIGIN caf\xe9.", "is not UTF-8 (byte 12)"),
        ("k\u212a A 192.0.2.1".encode(), "has a name with characters that are not ASCII"),
        ("a CNAME \u212a".encode(), "has a name with characters that are not ASCII"),
        ("a SRV 1 1 1 \u212a.test.".encode(), "has a name with characters that are not ASCII"),
        (b"a TXT " + b"\\001" * 200 + (b' "' + b"\\001" * 250 + b'"') * 70, "value must be at most 65535 characters"),
        (b"a 2147483648 A 192.0.2.1", "ttl must be a whole number from 0 to 2147483647"),
    ],
)
def test_what_the_wire_cannot_carry_is_told_by_its_line(
    quick_dns: DnsScene, tmp_path: Path, line: bytes, problem: str
) -> None:
    (said,) = told(quick_dns, tmp_path, HEAD.encode() + line + b"\n")
    assert said.startswith(f"line {problem}" if problem[0].isdigit() else f"line 4: {problem}")


@pytest.mark.parametrize(
    ("soa", "problem"),
    [
        ("ns1.p.test. h 1 2147483648 1 1 1", "refresh must be a whole number from 0 to 2147483647"),
        ("ns1.p.test. h 1 1 1 1 4294967295", "minimum must be a whole number from 0 to 2147483647"),
        ("ns1.p.test. h\\001 1 1 1 1 1", "zone.email must be a mail address"),
        ("ns1.p.test. caf\udce9 1 1 1 1 1", "is not UTF-8 (byte 28)"),
    ],
)
def test_what_the_wire_cannot_carry_of_a_zone_is_told(
    quick_dns: DnsScene, tmp_path: Path, soa: str, problem: str
) -> None:
    text = f"$ORIGIN a.example.\n@ 60 IN SOA {soa}\n NS ns1.p.test.\n".encode("utf-8", "surrogateescape")
    said = told(quick_dns, tmp_path, text)
    assert said[0].startswith(f"line 2: {problem}")


def test_comments_may_be_in_any_charset(quick_dns: DnsScene, tmp_path: Path) -> None:
    text = HEAD.encode() + b"; Z\xfcrich\na A 192.0.2.1 ; caf\xe9\n"
    assert done(quick_dns.world, *COMMAND, written(tmp_path, text)) == "added example.net with 1 record\n"


def test_a_zone_comes_in_for_a_customer_by_his_credit(dns: DnsScene, tmp_path: Path) -> None:
    dns.grant(dns.customer_id, dns_zone_credit=1)
    file = written(tmp_path, HEAD + "a A 192.0.2.1\n")
    used_up = f"dns_zone_credit of customer {dns.customer_id} is 1 and 1 are used: there is no room for 1 more"
    assert refused(dns.world, *COMMAND, file, "--customer", dns.customer_id) == [
        f"line 2: {used_up}",
        "1 problem, so nothing was added",
    ]
    dns.grant(dns.customer_id, dns_zone_credit=2)
    before = dns.world.fingerprint()
    done(dns.world, *COMMAND, file, "--customer", dns.customer_id, "--dry-run")
    assert dns.world.fingerprint() == before
    done(dns.world, *COMMAND, file, "--customer", dns.customer_id)
    assert dns.customer_login.getZone(zone="example.net")["customer"] == dns.customer_id
    entries = dns.world.sql(
        "SELECT login, level, entry FROM journal WHERE operation = 'zone import' AND subject NOT LIKE 'credit %'"
    )
    assert entries == [("(command line)", "customer", dns.customer_id)] * 2
    assert is_sound(dns.world)


def test_a_zone_comes_in_for_a_reseller_and_for_nobody(dns: DnsScene, tmp_path: Path) -> None:
    done(dns.world, *COMMAND, written(tmp_path, HEAD), "--customer", dns.reseller_id)
    assert dns.root.getZone(zone="example.net")["customer"] == dns.reseller_id
    done(dns.world, *COMMAND, written(tmp_path, HEAD.replace("example.net", "example.org")))
    assert dns.root.getZone(zone="example.org")["customer"] == 0
    file = written(tmp_path, HEAD)
    assert refused(dns.world, *COMMAND, file, "--customer", 77) == ["there is no customer 77"]


def test_a_customers_zone_is_not_among_those_of_others(dns: DnsScene, tmp_path: Path) -> None:
    dns.stranger().addZone(zone={"name": "sub.example.net"})
    (said,) = told(dns, tmp_path, HEAD, "--customer", dns.customer_id)
    assert said.startswith("line 2: ")
    assert "the name is above or below a zone of somebody else" in said


def test_a_zone_that_is_refused_hides_no_other_problem_and_makes_none(dns: DnsScene, tmp_path: Path) -> None:
    text = (
        HEAD.replace("example.net", "example.com")
        + "a A 192.0.2.1\na A 192.0.2.x\nb NONE\nc.example.org. A 192.0.2.1\n"
    )
    said = told(dns, tmp_path, text)
    assert [line.split(":")[0] for line in said] == ["line 2", "line 5", "line 6", "line 7"]
    assert "the zone exists" in said[0]


def test_soa_and_name_servers_stand_anywhere(quick_dns: DnsScene, tmp_path: Path) -> None:
    text = """\
$ORIGIN example.net.
sub 60 NS ns.sub
ns.sub A 192.0.2.1
@ NS ns2.provider.test.
@ SOA ns1.provider.test. h.example.net. 1 1 1 1 1
far NS ns.far.test.
@ NS ns1.provider.test.
"""
    assert done(quick_dns.world, *COMMAND, written(tmp_path, text)) == "added example.net with 3 records\n"
    zone = quick_dns.root.getZone(zone="example.net")
    assert zone["nameservers"] == ["ns1.provider.test", "ns2.provider.test"]


@pytest.mark.parametrize("bad_lines", [(0,), (128,), (5, 6, 200)])
def test_bad_records_are_found_wherever_they_are(dns: DnsScene, tmp_path: Path, bad_lines: tuple[int, ...]) -> None:
    """A name that has an address already can have no CNAME: it is the database that refuses."""
    lines = [f"h{number - 1} CNAME x\n" if number in bad_lines else f"h{number} A 192.0.2.1\n" for number in range(300)]
    lines[0] = "@ CNAME x\n" if 0 in bad_lines else lines[0]
    lines[6] = "h4 CNAME x\n" if 6 in bad_lines else lines[6]
    said = told(dns, tmp_path, HEAD + "".join(lines))
    assert [int(line.split()[1].rstrip(":")) for line in said] == [number + 4 for number in bad_lines]


@pytest.mark.slow
@pytest.mark.parametrize("bad", [False, True])
def test_a_zone_of_very_many_records_comes_in_within_bounded_memory(
    quick_dns: DnsScene, tmp_path: Path, bad: bool
) -> None:
    count = 10_000
    file = tmp_path / "zone"
    with file.open("w") as lines:
        lines.write(HEAD)
        for number in range(count):
            lines.write(f"h{number} A 10.{number >> 16}.{number >> 8 & 255}.{number & 255}\n")
        if bad:
            lines.write("h1 CNAME x\n")
    least = measured(quick_dns.world, *COMMAND, written(tmp_path, HEAD), "--dry-run").peak
    before = quick_dns.world.fingerprint()
    ended = measured(quick_dns.world, *COMMAND, file)
    if bad:
        assert f"\nline {count + 4}: record.name has other records" in f"\n{ended.stderr}"
        assert quick_dns.world.fingerprint() == before
    else:
        assert ended.stdout == f"added example.net with {count} records\n"
    assert ended.peak - least < FEW_BYTES


@pytest.mark.slow
def test_a_zone_of_many_records_is_replaced_within_bounded_memory(quick_dns: DnsScene, tmp_path: Path) -> None:
    count = 10_000

    def written_from(first: int, ttl: str) -> Path:
        file = tmp_path / "zone"
        with file.open("w") as lines:
            lines.write(HEAD)
            for number in range(first, first + count):
                lines.write(f"h{number} {ttl} A 10.{number >> 16}.{number >> 8 & 255}.{number & 255}\n")
        return file

    run(quick_dns.world, *COMMAND, written_from(0, "60"))
    least = measured(quick_dns.world, *COMMAND, "--dry-run", written(tmp_path, HEAD.replace("net", "org"))).peak
    ended = measured(quick_dns.world, *COMMAND, "--replace", written_from(1000, "90"))
    *difference, summary = ended.stdout.splitlines()
    assert summary == "replaced example.net: 1,000 added, 1,000 removed, 9,000 changed, 0 the same"
    assert len(difference) == 11_000
    assert ended.peak - least < FEW_BYTES
