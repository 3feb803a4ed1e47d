# SPDX-License-Identifier: Apache-2.0
"""``ngnprov zone import --replace``: a zone that is there takes what a file says."""

from pathlib import Path
from typing import Any

import pytest

from ngnprov.ports.dns import replacing
from tests.ports.dns.conftest import DnsScene
from tests.support.commands import done, is_sound, refused, run, written

COMMAND = ("zone", "import", "--replace")
BEFORE = """\
$ORIGIN example.com.
$TTL 300
@ IN SOA ns1.provider.test. hostmaster.example.com. 2024010101 10800 3600 604800 3600
@ IN NS ns1.provider.test.
@ MX 10 mail
@ MX 20 mail
mail A 192.0.2.1
www A 192.0.2.2
www A 192.0.2.3
old CNAME www
t TXT "one" "two"
_sip._udp SRV 0 5 5060 mail
n NAPTR 10 100 "s" "SIP+D2U" "" _sip._udp
"""
AFTER = """\
$ORIGIN example.com.
$TTL 300
@ 600 IN SOA ns2.provider.test. hostmaster.example.com. 2024010101 10800 3600 604800 600
@ 600 IN NS ns2.provider.test.
@ 600 IN NS ns1.provider.test.
@ MX 20 mail
@ MX 30 mail
mail 60 A 192.0.2.1
www CNAME mail
old A 192.0.2.4
t TXT "one" "two"
_sip._udp SRV 7 5 5060 mail
n NAPTR 10 50 "s" "SIP+D2U" "" _sip._udp
"""
DIFFERENCE = [
    "- www.example.com 300 A 192.0.2.2",
    "- www.example.com 300 A 192.0.2.3",
    "- old.example.com 300 CNAME www.example.com",
    "~ example.com zone: nameservers ns1.provider.test -> ns2.provider.test ns1.provider.test, ttl 300 -> 600, "
    "minimum 3600 -> 600",
    "~ example.com MX 10 mail.example.com: priority 10 -> 30",
    "~ mail.example.com A 192.0.2.1: ttl 300 -> 60",
    "+ www.example.com 300 CNAME mail.example.com",
    "+ old.example.com 300 A 192.0.2.4",
    "~ _sip._udp.example.com SRV 0 5 5060 mail.example.com: priority 0 -> 7",
    '~ n.example.com NAPTR 10 100 "s" "SIP+D2U" "" _sip._udp.example.com: priority 100 -> 50',
]
COUNTS = "2 added, 3 removed, 4 changed, 2 the same"


@pytest.fixture
def zone(dns: DnsScene, tmp_path: Path) -> DnsScene:
    """The customer's zone with records, an alias and a description."""
    return filled(dns, tmp_path)


@pytest.fixture
def quick_zone(quick_dns: DnsScene, tmp_path: Path) -> DnsScene:
    """The same on SQLite."""
    return filled(quick_dns, tmp_path)


def filled(dns: DnsScene, tmp_path: Path) -> DnsScene:
    dns.root.updateZone(zone={"name": "example.com", "info": "kept"})
    run(dns.world, *COMMAND, written(tmp_path, BEFORE))
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    dns.root.addFancyRecord(record=alias)
    (first,) = found(dns, "mail.example.com")
    dns.root.updateRecord(record={"id": first["id"], "owner": dns.customer_id})
    return dns


def found(dns: DnsScene, name: str = "%") -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = dns.root.getRecords(query={"filter": {"zone": "example.com", "name": name}})[
        "records"
    ]
    return records


def ids(dns: DnsScene) -> dict[tuple[str, str, int], int]:
    return {(each["name"].split(".")[0], each["type"], each["priority"]): each["id"] for each in found(dns)}


def test_the_difference_is_shown_and_made_and_what_stays_keeps_its_id(zone: DnsScene, tmp_path: Path) -> None:
    before, serial = ids(zone), zone.serial()
    file = written(tmp_path, AFTER)
    untouched = zone.world.fingerprint()
    told = done(zone.world, *COMMAND, file, "--dry-run").splitlines()
    assert zone.world.fingerprint() == untouched
    removed = sorted(told[:3])
    assert [*removed, *told[3:]] == [*sorted(DIFFERENCE[:3]), *DIFFERENCE[3:], f"would replace example.com: {COUNTS}"]
    replaced = done(zone.world, *COMMAND, file).splitlines()
    assert replaced == [*told[:-1], f"replaced example.com: {COUNTS}"]
    after = ids(zone)
    for new, old in {
        ("example", "MX", 20): ("example", "MX", 20),
        ("example", "MX", 30): ("example", "MX", 10),
        ("mail", "A", 0): ("mail", "A", 0),
        ("t", "TXT", 0): ("t", "TXT", 0),
        ("_sip", "SRV", 7): ("_sip", "SRV", 0),
        ("n", "NAPTR", 50): ("n", "NAPTR", 100),
    }.items():
        assert after[new] == before[old], new
    assert zone.serial() > serial
    assert len(after) == 8
    assert is_sound(zone.world)


def test_what_is_no_part_of_a_file_stays(zone: DnsScene, tmp_path: Path) -> None:
    done(zone.world, *COMMAND, written(tmp_path, AFTER))
    kept = zone.root.getZone(zone="example.com")
    assert (kept["info"], kept["customer"]) == ("kept", zone.customer_id)
    assert kept["nameservers"] == ["ns2.provider.test", "ns1.provider.test"]
    assert zone.root.getFancyRecords(query={})["total"] == 1
    (mail,) = found(zone, "mail.example.com")
    assert (mail["owner"], mail["ttl"]) == (zone.customer_id, 60)
    assert found(zone, "n.example.com")[0]["value"] == '10 50 "s" "SIP+D2U" "" _sip._udp.example.com'


def test_a_zone_that_is_the_same_is_left_alone(zone: DnsScene, tmp_path: Path) -> None:
    file = written(tmp_path, BEFORE)
    before = zone.world.fingerprint()
    assert done(zone.world, *COMMAND, file) == (
        "example.com is the same already: 0 added, 0 removed, 0 changed, 9 the same\n"
    )
    assert zone.world.fingerprint() == before


def test_what_was_exported_is_the_same(quick_zone: DnsScene, tmp_path: Path) -> None:
    quick_zone.root.deleteFancyRecord(recordId=quick_zone.root.getFancyRecords(query={})["records"][0]["id"])
    file = written(tmp_path, done(quick_zone.world, "zone", "export", "example.com"))
    assert done(quick_zone.world, *COMMAND, file).startswith("example.com is the same already")


def test_each_change_is_journaled_in_one_transaction_and_the_serial_rises(zone: DnsScene, tmp_path: Path) -> None:
    count = "SELECT count(*), count(DISTINCT request_id) FROM journal WHERE operation = 'zone import'"
    (entries, _), requests = zone.world.sql(count)[0], 1
    done(zone.world, *COMMAND, written(tmp_path, AFTER))
    assert zone.world.sql(count) == [(entries + 10, requests + 1)]
    done(zone.world, *COMMAND, written(tmp_path, BEFORE.replace("2024010101", "2099010101")))
    assert zone.serial() == 2099010102


def test_a_problem_keeps_all_as_it_was_and_every_one_is_told(zone: DnsScene, tmp_path: Path) -> None:
    file = written(tmp_path, AFTER + "www A 192.0.2.1\nx A 192.0.2.x\nfar.test. A 192.0.2.1\nmail 60 A 192.0.2.1\n")
    told = refused(zone.world, *COMMAND, file)
    assert [line.split(":")[0] for line in told] == [
        "remark",
        "line 14",
        "line 15",
        "line 16",
        "3 problems, so nothing was added",
    ]
    assert "a CNAME at this name" in told[1]
    assert told[0] == "remark: line 17: repeats an earlier line, and counts once"
    assert refused(zone.world, *COMMAND, file, "--dry-run")[:-1] == told[:-1]


def test_a_zone_that_is_refused_hides_no_other_problem(quick_zone: DnsScene, tmp_path: Path) -> None:
    text = AFTER.replace("ns2.provider.test", "192.0.2.1").replace("old A", "old NONE")
    told = refused(quick_zone.world, *COMMAND, written(tmp_path, text))
    assert [line.split(":")[0] for line in told[:-1]] == ["line 3", "line 10"]


def test_repeated_lines_count_once_and_change_nothing_back(quick_zone: DnsScene, tmp_path: Path) -> None:
    repeated = (
        "new A 192.0.2.9\nmail 900 A 192.0.2.1\nnew 900 A 192.0.2.9\n@ MX 30 mail\n_sip._udp 9 SRV 7 5 5060 mail\n"
    )
    result = run(quick_zone.world, *COMMAND, written(tmp_path, AFTER + repeated))
    assert result.stdout.splitlines()[-1] == "replaced example.com: 3 added, 3 removed, 4 changed, 2 the same"
    assert [line.split(":")[1] for line in result.stderr.splitlines()] == [f" line {line}" for line in (15, 16, 17, 18)]
    assert {each["ttl"] for each in found(quick_zone) if each["name"] != "mail.example.com"} == {300}


def test_only_zones_in_scope_are_replaced(zone: DnsScene, tmp_path: Path) -> None:
    zone.stranger()
    stranger = zone.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    file = written(tmp_path, AFTER)
    told, _ = refused(zone.world, *COMMAND, file, "--customer", stranger)
    assert told.startswith("line 3: ")
    assert "the zone exists" in told
    assert done(zone.world, *COMMAND, file, "--customer", zone.customer_id).endswith(f"{COUNTS}\n")
    entry = "SELECT DISTINCT level, entry FROM journal WHERE operation = 'zone import' ORDER BY entry"
    assert zone.world.sql(entry) == [("admin", 0), ("customer", zone.customer_id)]


def test_a_zone_that_is_not_there_is_created(dns: DnsScene, tmp_path: Path) -> None:
    file = written(tmp_path, AFTER.replace("example.com", "example.net"))
    assert done(dns.world, *COMMAND, file, "--customer", dns.customer_id) == "added example.net with 8 records\n"
    assert dns.root.getZone(zone="example.net")["customer"] == dns.customer_id


def test_who_changes_the_zone_meanwhile_is_not_overlooked(
    zone: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison is made before the zone is held; a record that came after it goes all the same."""
    plan, made = replacing.plan, []

    def and_then(*given: Any) -> replacing.Plan:
        made.append(plan(*given))
        if len(made) == 1:
            zone.root.addRecord(record={"zone": "example.com", "name": "late", "type": "A", "value": "192.0.2.9"})
        return made[-1]

    monkeypatch.setattr(replacing, "plan", and_then)
    told = done(zone.world, *COMMAND, written(tmp_path, AFTER))
    assert "- late.example.com 3600 A 192.0.2.9" in told.splitlines()
    assert len(made) == 2
    assert found(zone, "late.example.com") == []


def test_a_zone_that_is_made_anew_meanwhile_is_not_taken_for_the_one_that_was_compared(
    zone: DnsScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first serial of the day is that of the other one, and its records have other numbers."""
    plan, made = replacing.plan, []
    before = zone.root.getZone(zone="example.com")

    def and_then(*given: Any) -> replacing.Plan:
        made.append(plan(*given))
        if len(made) == 1:
            stored = zone.world.sql("SELECT serial FROM dns_zones WHERE name = 'example.com'")
            zone.root.deleteZone(zone="example.com")
            zone.root.addZone(zone=before)
            zone.root.addRecord(record={"zone": "example.com", "name": "late", "type": "A", "value": "192.0.2.9"})
            zone.world.sql(f"UPDATE dns_zones SET serial = {stored[0][0]} WHERE name = 'example.com'")
        return made[-1]

    monkeypatch.setattr(replacing, "plan", and_then)
    told = done(zone.world, *COMMAND, written(tmp_path, AFTER))
    assert "- late.example.com 3600 A 192.0.2.9" in told.splitlines()
    assert len(made) == 2


def test_a_record_that_stands_where_none_may_stand_now_is_refused_though_it_is_the_same(
    zone: DnsScene, tmp_path: Path
) -> None:
    """D-E: earlier releases took it."""
    zone.root.addRecord(record={"zone": "example.com", "name": "ab", "type": "A", "value": "192.0.2.9"})
    zone.world.sql("UPDATE dns_records SET name = 'a_b.example.com' WHERE name = 'ab.example.com'")
    told, _ = refused(zone.world, *COMMAND, written(tmp_path, AFTER + "a_b A 192.0.2.9\n"))
    assert told.startswith("line 14: record.name")


def test_fancy_records_are_in_the_way_as_they_are_over_the_wire(zone: DnsScene, tmp_path: Path) -> None:
    zone.root.addFancyRecord(record={"zone": "example.com", "name": "go", "type": "URL", "value": "http://a.test/"})
    told, _ = refused(zone.world, *COMMAND, written(tmp_path, AFTER + "go CNAME www\n"))
    assert told == "line 14: record.name has other records, and a CNAME stands alone"
