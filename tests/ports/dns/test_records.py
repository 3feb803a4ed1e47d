# SPDX-License-Identifier: Apache-2.0
"""DNS records (dns.md 5)."""

from typing import Any

import pytest

from tests.ports.dns.conftest import DnsScene


def test_names_are_answered_in_full_wherever_they_were_cut(dns: DnsScene) -> None:
    for number, (written, full) in enumerate(
        [
            ("www", "www.example.com"),
            ("", "example.com"),
            ("@", "example.com"),
            ("Example.com.", "example.com"),
            ("www.example.com", "www.example.com"),
            ("WWW.example.com.", "www.example.com"),
            ("a.b", "a.b.example.com"),
            ("*", "*.example.com"),
            ("*.sub", "*.sub.example.com"),
            ("_sip._tcp", "_sip._tcp.example.com"),
            ("notexample.com", "notexample.com.example.com"),
        ]
    ):
        stored = dns.record(written, "TXT", f"record {number}")  # an A has no underscore in its name (D-E)
        assert stored["name"] == full
        assert dns.customer_login.getRecord(recordId=stored["id"]) == stored


@pytest.mark.parametrize("name", ["a@b", "a b", "-a", "a..b", "x.*", "é", "a" * 64, "a/b", ".".join(["a" * 60] * 5)])
def test_a_name_that_is_none_is_refused(quick_dns: DnsScene, name: str) -> None:
    given = {"zone": "example.com", "name": name, "type": "A", "value": "192.0.2.1"}
    before = quick_dns.world.fingerprint()
    fault = quick_dns.customer_login.refused("addRecord", record=given)
    assert (fault.code, fault.field) == (101, "record.name")
    assert quick_dns.world.fingerprint() == before


@pytest.mark.parametrize(
    ("type", "value", "priority", "stored", "published"),
    [
        ("A", " 192.0.2.1 ", 7, ("192.0.2.1", 0), "192.0.2.1"),
        ("AAAA", "2001:DB8:0::10", 0, ("2001:db8::10", 0), "2001:db8::10"),
        ("CNAME", "www", 0, ("www.example.com", 0), "www.example.com."),
        ("CNAME", "@", 0, ("example.com", 0), "example.com."),
        ("MX", "mail.example.com", 10, ("mail.example.com", 10), "10 mail.example.com."),
        ("MX", "mail.example.com.", 10, ("mail.example.com", 10), "10 mail.example.com."),
        ("MX", "MAIL", 10, ("mail.example.com", 10), "10 mail.example.com."),
        ("PTR", "localhost.", 0, ("localhost", 0), "localhost."),
        ("SRV", "1 2 localhost.", 3, ("1 2 localhost", 3), "3 1 2 localhost."),
        ("MX", ".", 0, (".", 0), "0 ."),
        ("NS", "ns1", 0, ("ns1.example.com", 0), "ns1.example.com."),
        ("PTR", "_sips._tcp.push", 0, ("_sips._tcp.push.example.com", 0), "_sips._tcp.push.example.com."),
        ("SRV", "100 5060 proxy.sipthor.net", 20, ("100 5060 proxy.sipthor.net", 20), "20 100 5060 proxy.sipthor.net."),
        ("SRV", "0  2855 msrprelay", 10, ("0 2855 msrprelay.example.com", 10), "10 0 2855 msrprelay.example.com."),
        ("SRV", "0 0 .", 0, ("0 0 .", 0), "0 0 0 ."),
        (
            "NAPTR",
            '10 100 "s" "SIP+D2T" "" _sip._tcp',
            100,
            ('10 100 "s" "SIP+D2T" "" _sip._tcp.example.com', 100),
            '10 100 "s" "SIP+D2T" "" _sip._tcp.example.com.',
        ),
        (
            "NAPTR",
            '10 100 s SIP+D2T "" _sip._tcp.example.net',
            7,
            ('10 7 "s" "SIP+D2T" "" _sip._tcp.example.net', 7),
            '10 7 "s" "SIP+D2T" "" _sip._tcp.example.net.',
        ),
        (
            "NAPTR",
            '10 50 "u" "E2U+sip" "!^(.*)$!sip:\\\\1@d!"',
            0,
            ('10 50 "u" "E2U+sip" "!^(.*)$!sip:\\\\1@d!" .', 50),
            '10 50 "u" "E2U+sip" "!^(.*)$!sip:\\\\1@d!" .',
        ),
        (
            "NAPTR",
            '10 "a" "x" "" a.b',
            30,
            ('10 30 "a" "x" "" a.b', 30),
            '10 30 "a" "x" "" a.b.',
        ),
        ("TXT", "v=spf1 mx -all", 0, ("v=spf1 mx -all", 0), '"v=spf1 mx -all"'),
        ("TXT", 'say "hi" \\ done', 0, ('say "hi" \\ done', 0), '"say \\"hi\\" \\\\ done"'),
        ("TXT", '"a;b" "c \\"d"', 0, ('"a;b" "c \\"d"', 0), '"a;b" "c \\"d"'),
        ("TXT", "a\nb é", 0, ("a\nb é", 0), '"a\\010b \\195\\169"'),
        ("TXT", '"', 0, ('"', 0), '"\\""'),
        ("TXT", "x" * 300, 0, ("x" * 300, 0), f'"{"x" * 255}" "{"x" * 45}"'),
        ("TXT", f'"{"x" * 300}"', 0, (f'"{"x" * 300}"', 0), f'"{"x" * 255}" "{"x" * 45}"'),
        (
            "LOC",
            "52 22 23.000 N  4 53 32.000 E -2.00m 0.00m 10000m 10m",
            0,
            ("52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", 0),
            "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000.00m 10.00m",
        ),
    ],
)
def test_values_are_stored_in_full_and_published_canonically(
    quick_dns: DnsScene, type: str, value: str, priority: int, stored: tuple[str, int], published: str
) -> None:
    record = quick_dns.record("x", type, value, priority=priority, ttl=300)
    assert (record["value"], record["priority"], record["type"]) == (*stored, type)
    assert f"x 300 IN {type} {published}" in quick_dns.published()
    assert quick_dns.customer_login.updateRecord(record=record) == record


@pytest.mark.parametrize(
    ("type", "value", "priority"),
    [
        ("A", "www.example.com", 0),
        ("A", "192.0.2", 0),
        ("A", "192.0.2.1 192.0.2.2", 0),
        ("AAAA", "192.0.2.1", 0),
        ("AAAA", "fe80::1%eth0", 0),
        ("CNAME", "192.0.2.1", 0),
        ("CNAME", "x", 0),
        ("CNAME", "a b", 0),
        ("MX", "192.0.2.1", 10),
        ("MX", "10 mail.example.com", 10),
        ("MX", "a_b.example.com", 10),
        ("NS", "192.0.2.1", 0),
        ("SRV", "100 proxy", 0),
        ("SRV", "100 65536 proxy", 0),
        ("SRV", "-1 5060 proxy", 0),
        ("SRV", "0 5060 192.0.2.1", 0),
        ("NAPTR", '10 100 "z" "SIP+D2T" "" _sip._tcp', 0),
        ("NAPTR", '10 100 "u" "E2U+sip" "!x!y!" _sip._tcp', 0),
        ("NAPTR", '10 100 "u" "E2U+sip" "!^(.*)$!sip:\\1@d!" .', 0),
        ("NAPTR", '10 100 "u" "E2U+sip', 0),
        ("NAPTR", "ten", 0),
        ("TXT", "x" * 65535, 0),
        ("LOC", "somewhere", 0),
    ],
)
def test_a_value_that_is_no_rdata_is_refused_and_nothing_changes(
    quick_dns: DnsScene, type: str, value: str, priority: int
) -> None:
    before = quick_dns.world.fingerprint()
    given = {"zone": "example.com", "name": "x", "type": type, "value": value, "priority": priority}
    fault = quick_dns.customer_login.refused("addRecord", record=given)
    assert (fault.code, fault.field) == (101, "record.value")
    assert "\n" not in fault.text
    assert quick_dns.world.fingerprint() == before


def test_what_is_missing_or_unknown_is_named(quick_dns: DnsScene) -> None:
    good = {"zone": "example.com", "name": "x", "type": "MX", "value": "mail", "priority": 10}
    for change, code, field in (
        ({"zone": ""}, 102, "record.zone"),
        ({"zone": "other.example"}, 7000, "record.zone"),
        ({"type": None}, 102, "record.type"),
        ({"type": "sip2sip"}, 101, "record.type"),
        ({"type": "SOA"}, 101, "record.type"),
        ({"type": "a"}, 101, "record.type"),
        ({"value": " "}, 102, "record.value"),
        ({"priority": 65536}, 101, "record.priority"),
        ({"priority": -1}, 101, "record.priority"),
        ({"ttl": 2**31}, 101, "record.ttl"),
        ({"owner": 999}, 5000, "record.owner"),
    ):
        fault = quick_dns.customer_login.refused("addRecord", record={**good, **change})
        assert (fault.code, fault.field) == (code, field)
    assert quick_dns.customer_login.addRecord(record={**good, "type": "A", "value": "192.0.2.1", "priority": 70000})


def test_a_record_exists_once_whatever_its_ttl_and_priority(dns: DnsScene) -> None:
    naptr = '10 100 "s" "SIP+D2T" "" _sip._tcp'
    for type, value in (("A", "192.0.2.1"), ("MX", "mail"), ("NAPTR", naptr), ("TXT", "a" * 5000), ("CNAME", "b")):
        name = f"x{type.lower()}"
        dns.record(name, type, value, priority=10)
        before = dns.world.fingerprint()
        given = {"zone": "example.com", "name": f"{name}.example.com.", "type": type, "value": value}
        for change in ({}, {"ttl": 5}, {"priority": 20}):
            assert dns.customer_login.refused("addRecord", record={**given, **change}).code == 7003
        assert dns.world.fingerprint() == before
    other = dns.record("xa", "A", "192.0.2.2")
    fault = dns.customer_login.refused("updateRecord", record={"id": other["id"], "value": "192.0.2.1"})
    assert fault.code == 7003


def test_a_ttl_of_0_is_the_minimum_of_the_moment(dns: DnsScene) -> None:
    dns.customer_login.updateZone(zone={"name": "example.com", "minimum": 120})
    record = dns.record("www", "A", "192.0.2.1", ttl=0)
    assert record["ttl"] == 120
    dns.customer_login.updateZone(zone={"name": "example.com", "minimum": 240})
    assert dns.customer_login.getRecord(recordId=record["id"])["ttl"] == 120
    changed = dns.customer_login.updateRecord(record={**record, "ttl": "" if dns.dialect == "encoded" else 0})
    assert changed["ttl"] == 240


def test_an_rrset_is_published_with_its_smallest_ttl(quick_dns: DnsScene) -> None:
    quick_dns.record("www", "A", "192.0.2.1", ttl=600)
    quick_dns.record("www", "A", "192.0.2.2", ttl=60)
    found = [line for line in quick_dns.published() if line.startswith("www")]
    assert found == ["www 60 IN A 192.0.2.1", "www 60 IN A 192.0.2.2"]


def test_preference_and_value_of_naptr_stay_in_step(dns: DnsScene) -> None:
    record = dns.record("", "NAPTR", '10 100 "s" "SIP+D2T" "" _sip._tcp', priority=0)
    assert record["priority"] == 100
    changed = dns.customer_login.updateRecord(record={**record, "priority": 50})
    assert (changed["priority"], changed["value"]) == (50, '10 50 "s" "SIP+D2T" "" _sip._tcp.example.com')
    assert '@ 3600 IN NAPTR 10 50 "s" "SIP+D2T" "" _sip._tcp.example.com.' in dns.published()
    changed = dns.customer_login.updateRecord(
        record={"id": record["id"], "value": changed["value"].replace("50", "70")}
    )
    assert (changed["priority"], changed["value"].split()[1]) == (70, "70")


def test_a_cname_stands_alone_and_not_at_the_apex(dns: DnsScene) -> None:
    dns.record("a", "A", "192.0.2.1")
    dns.record("c", "CNAME", "a")
    mail = dns.record("", "MX", "m.example.com", priority=10)
    before = dns.world.fingerprint()

    def code(name: str, type: str, value: str) -> int:
        given = {"zone": "example.com", "name": name, "type": type, "value": value}
        return dns.customer_login.refused("addRecord", record=given).code

    for name in ("", "@", "example.com", "EXAMPLE.com."):
        assert code(name, "CNAME", "a") == 7010
    assert code("a", "CNAME", "b.example.net") == 7010
    assert code("c", "CNAME", "b.example.net") == 7010
    assert code("c", "A", "192.0.2.1") == 7010
    assert code("c", "TXT", "x") == 7010
    assert code("c", "CNAME", "a") == 7003
    assert code("m", "CNAME", "a") == 7010
    assert code("d", "MX", "c") == 7010
    assert code("d", "NS", "c.example.com") == 7010
    fault = dns.customer_login.refused("updateZone", zone={"name": "example.com", "nameservers": ["c.example.com"]})
    assert (fault.code, fault.field) == (7010, "zone.nameservers")
    assert dns.world.fingerprint() == before
    changed = dns.customer_login.updateRecord(record={**mail, "value": "far.example.net"})
    assert changed["value"] == "far.example.net"
    assert dns.record("m", "CNAME", "a")
    dns.customer_login.updateZone(zone={"name": "example.com", "nameservers": ["ns1.example.com"]})
    assert code("ns1", "CNAME", "a") == 7010


def test_an_update_may_not_break_what_adding_may_not(dns: DnsScene) -> None:
    record = dns.record("a", "A", "192.0.2.1")
    dns.record("a", "TXT", "x")
    before = dns.world.fingerprint()
    for change, code in (
        ({"type": "CNAME", "value": "b"}, 7010),
        ({"type": "sip2sip"}, 101),
        ({"value": "www"}, 101),
        ({"value": ""}, 102),
        ({"type": "AAAA"}, 101),
    ):
        assert dns.customer_login.refused("updateRecord", record={**record, **change}).code == code
    assert dns.world.fingerprint() == before
    changed = dns.customer_login.updateRecord(record={**record, "type": "MX", "value": "mail", "priority": 5, "ttl": 9})
    assert (changed["type"], changed["value"], changed["priority"]) == ("MX", "mail.example.com", 5)
    assert "a 9 IN MX 5 mail.example.com." in dns.published()


def test_a_name_server_that_the_zone_lists_exists(dns: DnsScene) -> None:
    given = {"zone": "example.com", "name": "", "type": "NS", "value": "ns1.provider.test"}
    assert dns.customer_login.refused("addRecord", record=given).code == 7003
    dns.record("", "NS", "ns3.provider.test", ttl=60)
    assert [line for line in dns.published() if " NS " in line] == [
        f"@ 60 IN NS ns{number}.provider.test." for number in (1, 2, 3)
    ]
    listed = dns.customer_login.getRecords(query={"filter": {"zone": "example.com"}})["records"]
    assert [(record["type"], record["value"]) for record in listed] == [("NS", "ns3.provider.test")]


def test_an_id_is_honoured_for_administrators_when_it_is_free(dns: DnsScene) -> None:
    good = {"zone": "example.com", "type": "A", "value": "192.0.2.1", "id": 5000}
    assert dns.customer_login.addRecord(record={**good, "name": "a"})["id"] != 5000
    assert dns.root.addRecord(record={**good, "name": "b"})["id"] == 5000
    assert dns.root.addRecord(record={**good, "name": "c"})["id"] == 5001
    alias = {"zone": "example.com", "name": "i@example.com", "type": "MBOXFW", "value": "me@corp.test", "id": 5001}
    fancy = dns.root.addFancyRecord(record=alias)
    assert fancy["id"] == 5002
    assert dns.root.addRecord(record={**good, "name": "d", "id": 5002})["id"] == 5003
    assert dns.customer_login.addRecord(record={**good, "name": "e", "id": 2**31 - 1})["id"] == 5004


def test_an_update_finds_the_record_that_is_meant(dns: DnsScene) -> None:
    record = dns.record("a", "A", "192.0.2.1")
    stranger = dns.record("b", "A", "192.0.2.1")
    foreign = {**record, "id": stranger["id"], "ttl": 77}
    assert dns.customer_login.updateRecord(record=foreign)["id"] == record["id"]
    assert dns.customer_login.getRecord(recordId=stranger["id"]) == stranger
    assert dns.customer_login.updateRecord(record={**record, "id": 0, "ttl": 78})["id"] == record["id"]
    assert dns.customer_login.updateRecord(record={"id": record["id"], "ttl": 79})["ttl"] == 79
    for given in (
        {**record, "id": 999, "value": "192.0.2.9"},
        {**record, "id": stranger["id"], "zone": "other.example"},
        {**record, "id": 999, "name": "c"},
        {"id": 999},
        {"ttl": 5},
    ):
        assert dns.customer_login.refused("updateRecord", record=given).code == 7002
    assert dns.stranger().refused("updateRecord", record=record).code == 7002


def test_records_follow_their_zone_whatever_is_sent(dns: DnsScene) -> None:
    record = dns.record("a", "A", "192.0.2.1", customer=dns.reseller_id, reseller=77, changeDate="2000-01-01 00:00:00")
    assert (record["customer"], record["reseller"]) == (dns.customer_id, dns.reseller_id)
    assert record["changeDate"] > "2001"
    changed = dns.root.updateRecord(record={**record, "customer": 1, "ttl": 5})
    assert changed["customer"] == dns.customer_id


def test_an_owner_is_an_entry_of_the_reseller_who_cannot_be_deleted_then(dns: DnsScene) -> None:
    user = dns.add("user", reseller=dns.reseller_id)
    record = dns.record("a", "A", "192.0.2.1", owner=user)
    assert record["owner"] == user
    assert "1 DNS records" in dns.admin.refused("deleteAccount", id=user).text
    assert dns.customer_login.refused("updateRecord", record={**record, "owner": 999}).code == 5000
    assert dns.customer_login.updateRecord(record={**record, "owner": 0})["owner"] == 0
    dns.admin.deleteAccount(id=user)


def test_every_change_raises_the_serial_and_no_failure_does(dns: DnsScene) -> None:
    serial = dns.serial()
    record = dns.record("a", "A", "192.0.2.1")
    assert dns.serial() == serial + 1
    dns.customer_login.updateRecord(record={**record, "ttl": 5})
    assert dns.serial() == serial + 2
    before = dns.world.fingerprint()
    dns.customer_login.updateRecord(record={**record, "ttl": 5})
    dns.customer_login.refused("addRecord", record=record)
    assert dns.world.fingerprint() == before
    assert dns.customer_login.deleteRecord(recordId=record["id"]) is None
    assert dns.serial() == serial + 3 < 2**31
    dns.customer_login.refused("deleteRecord", recordId=record["id"])
    assert dns.serial() == serial + 3


def test_ids_are_taken_as_number_or_text(dns: DnsScene) -> None:
    record = dns.record("a", "A", "192.0.2.1")
    assert dns.customer_login.getRecord(recordId=str(record["id"])) == record
    dns.customer_login.deleteRecord(recordId=str(record["id"]))
    assert dns.customer_login.refused("getRecord", recordId=record["id"]).code == 7002


def test_a_foreign_record_is_as_one_that_never_was(dns: DnsScene) -> None:
    record = dns.record("a", "A", "192.0.2.1")
    stranger = dns.stranger()
    before = dns.world.fingerprint()
    for operation in ("getRecord", "deleteRecord"):
        seen, never = (stranger.refused(operation, recordId=id) for id in (record["id"], 999))
        assert (seen.code, seen.text) == (7002, never.text)
    assert stranger.getRecords(query={"filter": {"zone": "example.com"}}) == {"records": [], "total": 0}
    given = {"zone": "example.com", "name": "x", "type": "A", "value": "192.0.2.1"}
    assert stranger.refused("addRecord", record=given).code == 7000
    assert dns.world.fingerprint() == before


def test_lists_filter_by_every_member(dns: DnsScene) -> None:
    user = dns.add("user", reseller=dns.reseller_id)
    dns.root.addZone(zone={"name": "other.example"})
    dns.root.addRecord(record={"zone": "other.example", "name": "www", "type": "A", "value": "192.0.2.9"})
    web = dns.record("www", "A", "192.0.2.1", owner=user)
    sip = dns.record("_sip._tcp", "SRV", "100 5060 proxy", priority=1)
    long = dns.record("long", "TXT", "B" + "a" * 300)
    almost = dns.record("almost", "TXT", "B" + "a" * 299 + "b")

    def ids(**filter: Any) -> list[int]:
        query = {"filter": filter, "orderBy": {"attribute": "name", "direction": "ASC"}}
        found = dns.root.getRecords(query=query)
        assert found["total"] == len(found["records"])
        return [record["id"] for record in found["records"]]

    assert ids(id=web["id"]) == [web["id"]]
    assert ids(zone="EXAMPLE.com", name="www%") == [web["id"]]
    assert ids(name="_sip._tcp.example.com") == [sip["id"]]
    assert ids(name="%sip%") == [sip["id"]]
    assert ids(type="srv") == [sip["id"]]
    assert ids(type="MBOXFW") == []
    assert ids(value="192.0.2.1") == [web["id"]]
    assert ids(value="B" + "a" * 300) == [long["id"]]
    assert ids(value="b" + "A" * 200 + "%") == [almost["id"], long["id"]]
    assert ids(value="b" + "A" * 300 + "%") == [long["id"]]
    assert ids(value="%b") == [almost["id"]]
    assert ids(owner=user) == [web["id"]]
    assert len(ids(customer=dns.customer_id)) == len(ids(reseller=dns.reseller_id)) == 4
    assert len(ids(id="", zone=None, name=None, type="", value=None, owner=0, customer=0)) == 5


def test_lists_order_page_and_need_no_members(dns: DnsScene) -> None:
    for name, type, value in (("b", "TXT", "x"), ("a", "A", "192.0.2.1"), ("c", "MX", "mail")):
        dns.record(name, type, value)

    def names(**query: Any) -> list[str]:
        found = dns.customer_login.getRecords(query=query)
        assert found["total"] == 3
        return [record["name"][0] for record in found["records"]]

    assert names() == ["c", "a", "b"]
    assert names(orderBy={"attribute": "type", "direction": "ASC"}) == ["a", "c", "b"]
    assert names(orderBy={"attribute": "name", "direction": "DESC"}, range={"start": 1, "count": 5000}) == ["b", "a"]
    assert names(orderBy={"attribute": "changeDate", "direction": "ASC"}) == ["b", "a", "c"]
    assert names(filter={"zone": "example.com"}, range={"start": 0, "count": 1}) == ["c"]
    assert dns.customer_login.getRecords() == dns.customer_login.getRecords(query=None)


def test_a_record_has_one_journal_entry_for_each_change(quick_dns: DnsScene) -> None:
    record = quick_dns.record("a", "A", "192.0.2.1")
    quick_dns.customer_login.updateRecord(record={**record, "ttl": 5})
    quick_dns.customer_login.deleteRecord(recordId=record["id"])
    rows = quick_dns.world.sql(
        f"SELECT operation, before, after FROM journal WHERE subject = 'DNS record {record['id']}'"
    )
    assert [row[0] for row in rows] == ["addRecord", "updateRecord", "deleteRecord"]
    assert rows[1][1:] == ('{"ttl": 3600}', '{"ttl": 5}')


def test_lists_are_the_same_whichever_way_they_are_found(dns: DnsScene, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        dns.record(f"h{number % 3}", "TXT", f"text {number}" + "x" * 200 * (number % 2), owner=dns.customer_id)
    filters: list[dict[str, Any]] = [
        {},
        {"zone": "example.com"},
        {"name": "h1%"},
        {"type": "TXT"},
        {"value": "text 2"},
        {"value": "text 3%"},
        {"value": "text 3" + "X" * 200},
        {"value": "%3x%"},
        {"owner": dns.customer_id, "name": "h2.example.com"},
        {"customer": dns.customer_id},
        {"reseller": dns.reseller_id, "type": "TXT"},
    ]
    orders = [(attribute, way) for attribute in ("changeDate", "type", "name") for way in ("ASC", "DESC")]
    callers = (dns.root, dns.reseller_login, dns.customer_login)

    def answers() -> list[Any]:
        return [
            caller.getRecords(query={"filter": filter, "orderBy": {"attribute": attribute, "direction": way}})
            for caller in callers
            for filter in filters
            for attribute, way in orders
        ]

    gathered = answers()
    assert [found["total"] for found in gathered[:: len(orders)]] == [6, 6, 2, 6, 1, 1, 1, 1, 2, 6, 6] * 3
    monkeypatch.setattr("ngnprov.db.lists.query.FEW", 0)
    assert answers() == gathered
