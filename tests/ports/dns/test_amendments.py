# SPDX-License-Identifier: Apache-2.0
"""Amendments D-A, D-E, D-G, D-H and D-K: one value is one record, and what may stand where."""

from typing import Any, cast

import pytest

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.ports.dns.records import service as records
from ngnprov.ports.dns.records.wire import DnsRecordFields
from ngnprov.ports.dns.zones import service as zones
from tests.ports.dns.conftest import DnsScene

Members = dict[str, Any]


def given(name: str, type: str, value: str, **members: Any) -> Members:
    """A record of ``example.com``."""
    return {"zone": "example.com", "name": name, "type": type, "value": value, **members}


def refused(dns: DnsScene, record: Members, code: int, field: str) -> None:
    """addRecord refuses it on ``field``, and updateRecord to it does; nothing changes."""
    before = dns.world.fingerprint()
    fault = dns.customer_login.refused("addRecord", record=record)
    assert (fault.code, fault.field) == (code, field)
    assert len(record["value"]) < 3 or record["value"] not in fault.text
    assert dns.world.fingerprint() == before


CUT = [
    ("NAPTR", "100 10 u E2U+sip !^.*$!sip:x;user=phone@y.example! ."),
    ("NAPTR", '100 10 "s" "SIP+D2U" "" _sip._udp;x'),
    ("NAPTR", '100 10 "u" "E2U+sip" "!^.*$!sip:x@y.example!" .\n200 20 "u" "E2U+sip" "!^.*$!sip:q@y.example!" .'),
    ("NAPTR", '100 10 "u" "E2U+sip" "!^.*$!sip:x@y\n.example!" .'),
    ("NAPTR", '( 100 10 "s" "SIP+D2U" "" _sip._udp )'),
    ("NAPTR", r"\# 4 c0000201"),
    ("A", "192.0.2.1;198.51.100.1"),
    ("A", "192.0.2.1\n198.51.100.1"),
    ("A", "192.0.2.1 ; the first"),
    ("A", "(192.0.2.1)"),
    ("A", r"\# 4 c0000201"),
    ("AAAA", "2001:db8::1;2001:db8::2"),
    ("AAAA", "2001:db8::1\r\n2001:db8::2"),
    ("AAAA", r"\# 16 20010db8000000000000000000000001"),
    ("LOC", "52 N 4 E 0m;hq"),
    ("LOC", "52 N ( 4 E 0m )"),
    ("LOC", "52 N\u20284 E 0m"),
    ("MX", "mail.example.org;x"),
    ("MX", "mail.example.org\nmail2.example.org"),
    ("SRV", "100 5060 sip;x"),
    ("SRV", "100\n5060 sip"),
    ("CNAME", "www;x"),
    ("NS", "(ns1)"),
    ("PTR", r"\# 1 00"),
    ("CAA", '0 issue "ca.example.net" ; only'),
    ("TLSA", "3 0 0 30 ( 82 )"),
    ("SSHFP", "9 9 30;82"),
    ("DS", "12345 13 9 49\nfd"),
    ("HTTPS", "1 . alpn=h2;h3"),
    ("SVCB", "1 ( . alpn=h2 )"),
]


@pytest.mark.parametrize(("type", "value"), CUT)
def test_d_a_a_value_that_a_tokenizer_would_cut_off_or_join_is_refused(
    quick_dns: DnsScene, type: str, value: str
) -> None:
    refused(quick_dns, given("x", type, value), 101, "record.value")


@pytest.mark.timeout(60)
@pytest.mark.parametrize("value", ["1" + " " * 1000 + ";", '"a" ' * 250 + ";", "\\a" * 400 + ";", '"' + '\\"' * 400])
def test_d_a_a_value_is_looked_through_once_however_often_it_could_be_divided(quick_dns: DnsScene, value: str) -> None:
    """Trying every division of the blanks would take longer than the age of the universe."""
    refused(quick_dns, given("x", "A", value), 101, "record.value")


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("NAPTR", '100 10 "u" "E2U+sip" "!^\\\\+31(.*)$!sip:\\\\1@y.example;user=phone!" .'),
        ("TXT", "a;b (c)\nd"),
        ("TXT", r"\# 4 c0000201"),
        ("CAA", '0 issue "ca.example.net; account=(1)"'),
        ("HTTPS", '1 . alpn="h2,h3"'),
    ],
)
def test_d_a_what_is_quoted_and_all_text_is_kept_whole(dns: DnsScene, type: str, value: str) -> None:
    record = dns.record("x", type, value, priority=10 if type == "NAPTR" else 0)
    assert record["value"] == value


@pytest.mark.parametrize("name", ["a_b", "_x", "a.b_c", "*._x", "*.a_b", "_sip._udp"])
@pytest.mark.parametrize(("type", "value"), [("A", "192.0.2.1"), ("AAAA", "2001:db8::1"), ("MX", "mail.example.org")])
def test_d_e_owners_of_addresses_and_mail_are_host_names(quick_dns: DnsScene, name: str, type: str, value: str) -> None:
    refused(quick_dns, given(name, type, value), 101, "record.name")


def test_d_e_other_types_have_underscores_and_addresses_may_have_a_wildcard(quick_dns: DnsScene) -> None:
    for name, type, value in (
        ("a_b", "CNAME", "www"),
        ("_x", "TXT", "x"),
        ("*._x", "TXT", "x"),
        ("_sip._udp", "SRV", "1 5060 sip"),
        ("_x", "NAPTR", '100 10 "s" "SIP+D2U" "" _sip._udp'),
        ("_443._tcp", "TLSA", "3 0 0 3082"),
        ("*", "A", "192.0.2.1"),
        ("*.sub", "MX", "mail"),
        ("3", "AAAA", "2001:db8::1"),
    ):
        quick_dns.record(name, type, value)


def test_d_e_an_update_to_another_type_and_a_redirect_are_bound_by_it(quick_dns: DnsScene) -> None:
    record = quick_dns.record("_x", "TXT", "x")
    change = {"id": record["id"], "type": "A", "value": "192.0.2.1"}
    fault = quick_dns.customer_login.refused("updateRecord", record=change)
    assert (fault.code, fault.field) == (101, "record.name")
    redirect = given("_y", "URL", "http://example.org/")
    fault = quick_dns.customer_login.refused("addFancyRecord", record=redirect)
    assert (fault.code, fault.field) == (101, "record.name")


def test_d_e_a_target_in_a_zone_of_addresses_is_a_host(quick_dns: DnsScene) -> None:
    quick_dns.root.addZone(zone={"name": "2.0.192.in-addr.arpa"})
    record = {"zone": "2.0.192.in-addr.arpa", "name": "10", "type": "PTR", "value": "a_b.example.com"}
    fault = quick_dns.root.refused("addRecord", record=record)
    assert (fault.code, fault.field) == (101, "record.value")
    quick_dns.root.addRecord(record={**record, "name": "lb._dns-sd._udp"})
    quick_dns.record("10", "PTR", "a_b.example.com")


def test_d_f_ds_stands_in_the_zone_above(quick_dns: DnsScene) -> None:
    value = "12345 13 2 49fd46e6c4b45c55d4ac69cbd3cd34ac1afe51deaa9afeff49fd46e6c4b45c55"
    refused(quick_dns, given("@", "DS", value), 101, "record.name")
    quick_dns.record("sub", "DS", value)


def test_d_f_new_types_are_not_beside_a_cname(quick_dns: DnsScene) -> None:
    quick_dns.record("alias", "CNAME", "www")
    quick_dns.record("x", "SSHFP", "9 9 3082")
    refused(quick_dns, given("x", "CNAME", "www"), 7010, "record.name")
    for type, value in (
        ("CAA", "0 issue a"),
        ("TLSA", "3 0 0 3082"),
        ("HTTPS", "1 ."),
        ("SVCB", "1 x"),
        ("DS", "1 8 9 00"),
    ):
        refused(quick_dns, given("alias", type, value), 7010, "record.name")


@pytest.mark.parametrize(
    "value",
    [
        *("52 N 4 E 1e3m", "52 N 4 E 0_1m", "52 N 4 E 1.234m", "52 N 4 E 1km", "52 N 4 E infm", "52 N 4 E +1m"),
        *("52 N 4 E 1. m", "5_2 N 4 E 1m", "52 N 4 E 1m 1m 1m 1m 1m", "52 N 4 E", "52 N 181 E 1m", "52 N 4 E ٣m"),
    ],
)
def test_d_k_numbers_of_a_location_are_digits_with_two_decimals(quick_dns: DnsScene, value: str) -> None:
    refused(quick_dns, given("x", "LOC", value), 101, "record.value")


def test_d_k_a_domain_without_mail_has_no_other_exchanger_and_no_preference(dns: DnsScene) -> None:
    refused(dns, given("x", "MX", ".", priority=10), 101, "record.priority")
    none = dns.record("x", "MX", ".", priority=0)
    refused(dns, given("x", "MX", "mail.example.org", priority=10), 7010, "record.value")
    refused(dns, given("x", "MX", ".", priority=0), 7003, "record")
    fault = dns.customer_login.refused("updateRecord", record={"id": none["id"], "priority": 5})
    assert (fault.code, fault.field) == (101, "record.priority")
    dns.customer_login.updateRecord(record={"id": none["id"], "value": "mail.example.org", "priority": 5})
    refused(dns, given("x", "MX", ".", priority=0), 7010, "record.value")
    dns.record("y", "MX", ".", priority=0)


def put(dns: DnsScene, *wanted: Members) -> None:
    """Create records as the import of a zone's file does."""

    def write(call: Call) -> None:
        zone = zones.lock_zone(call, "example.com", "zone")
        for each in wanted:
            records.create(call, zone, cast("DnsRecordFields", each), by_priority=True)

    dns.world.operator.run(Task(name="zone import"), write)


@pytest.mark.parametrize(("type", "value"), [("MX", "mail.example.org"), ("SRV", "100 5060 sip.example.org")])
def test_d_g_an_update_by_its_value_takes_the_record_of_the_priority(dns: DnsScene, type: str, value: str) -> None:
    put(dns, given("x", type, value, priority=10), given("x", type, value, priority=20))
    listed = dns.customer_login.getRecords(query={"filter": {"zone": "example.com"}})["records"]
    by_priority = {record["priority"]: record for record in listed}
    assert sorted(by_priority) == [10, 20]
    refused(dns, given("x", type, value, priority=30), 7003, "record")
    changed = dns.customer_login.updateRecord(record=given("x", type, value, priority=20, ttl=77))
    assert (changed["id"], changed["ttl"]) == (by_priority[20]["id"], 77)
    for unclear in (given("x", type, value, ttl=5), given("x", type, value, priority=30, ttl=5)):
        fault = dns.customer_login.refused("updateRecord", record=unclear)
        assert (fault.code, fault.field) == (7003, "record")
    first = by_priority[10]["id"]
    fault = dns.customer_login.refused("updateRecord", record={"id": first, "priority": 20})
    assert fault.code == 7003
    assert dns.customer_login.updateRecord(record={"id": first, "priority": 30})["priority"] == 30
    assert [line for line in dns.published() if line.startswith("x ")] == [
        f"x 77 IN {type} {priority} {value}." for priority in (30, 20)
    ]
    put_again = given("x", type, value, priority=30)
    with pytest.raises(Exception, match="has a record of this name"):
        put(dns, put_again)


def test_d_h_an_update_in_full_takes_the_equal_record_before_the_one_with_the_id(dns: DnsScene) -> None:
    first, second = dns.record("x", "A", "192.0.2.1"), dns.record("x", "A", "192.0.2.2")
    changed = dns.customer_login.updateRecord(record=given("x", "A", "192.0.2.2", id=first["id"], ttl=77))
    assert changed == {**second, "ttl": 77, "changeDate": changed["changeDate"]}
    assert dns.customer_login.getRecord(recordId=first["id"]) == first
    changed = dns.customer_login.updateRecord(record=given("x", "A", "192.0.2.3", id=first["id"]))
    assert (changed["id"], changed["value"]) == (first["id"], "192.0.2.3")
