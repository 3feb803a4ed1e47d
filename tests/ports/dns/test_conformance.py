# SPDX-License-Identifier: Apache-2.0
"""Whole zones: the templates of CDRTool, the worked examples and its import (dns.md 6, 7)."""

import re
from pathlib import Path
from typing import Any

import dns.rdatatype
import dns.zone

from ngnprov.ports.dns.settings import DnsSettings, Glue
from tests.ports.dns.conftest import DnsScene
from tests.support import bind
from tests.support.caller import Caller
from tests.support.examination import examine

SIP = {
    "siptcp": ('10 100 "s" "SIP+D2T" "" _sip._tcp', "_sip._tcp", 5060),
    "siptls": ('20 100 "s" "SIPS+D2T" "" _sips._tcp', "_sips._tcp", 5061),
    "sipudp": ('30 100 "s" "SIP+D2U" "" _sip._udp', "_sip._udp", 5060),
}
Template = list[tuple[str, str, int, int, str]]
"""(name, type, priority, ttl, value)"""


def templates(host: str) -> dict[str, Template]:
    """What CDRTool sends for each template; ``host`` "" is a form without one, which takes the short names."""
    found: dict[str, Template] = {}
    for name, (naptr, owner, port) in SIP.items():
        srv = f"100 {port} {host}" if host else f"10 {port} sip"
        found[name] = [("", "NAPTR", 100, 3600, naptr), (owner, "SRV", 100, 3600, srv)]
    for name, owners, port, short in (
        ("stun", ["_stun._udp"], 3478, "stun"),
        ("xmpp-server", ["_xmpp-server._tcp", "_jabber._tcp"], 5269, "xmpp"),
        ("xmpp-client", ["_xmpp-client._tcp"], 5222, "xmpp"),
        ("xmpps-server", ["_xmpps-server._tcp", "_jabbers._tcp"], 5269, "xmpp"),
        ("xmpps-client", ["_xmpps-client._tcp"], 5222, "xmpp"),
    ):
        found[name] = [(owner, "SRV", 0, 0, f"10 {port} {host or short}") for owner in owners]
    found["msrp"] = [("_msrps._tcp", "SRV", 10, 0, "0 2855 msrprelay")]
    found["sipthor"] = [
        ("_eventserver._tcp", "SRV", 10, 0, "0 8000 eventserver"),
        ("_sip._udp", "SRV", 10, 0, "30 5060 proxy"),
        ("_ngnpro._tcp", "SRV", 10, 0, "0 9200 ngnpro"),
        ("_xcap._tcp", "SRV", 10, 0, "0 443 xcap"),
        ("_msrps._tcp", "SRV", 10, 0, "0 2855 msrprelay"),
        ("_voicemail._tcp", "SRV", 10, 0, "0 9200 voicemail"),
        *(
            (name, "NS", 0, 0, f"ns{number}")
            for name in ("proxy", "ngnpro", "xcap", "msrprelay", "voicemail")
            for number in (1, 2, 3)
        ),
    ]
    found["sip2sip"] = [
        ("", "NAPTR", 100, 600, '10 100 "s" "SIPS+D2T" "" _sips._tcp'),
        ("", "NAPTR", 100, 600, '20 100 "s" "SIP+D2T" "" _sip._tcp'),
        ("", "NAPTR", 100, 600, '30 100 "s" "SIP+D2U" "" _sip._udp'),
        ("_sip._tcp", "SRV", 100, 600, "100 5060 proxy.sipthor.net"),
        ("_sip._udp", "SRV", 100, 600, "100 5060 proxy.sipthor.net"),
        ("_sips._tcp", "SRV", 100, 600, "100 5061 proxy.sipthor.net"),
        ("_stun._udp", "SRV", 0, 600, "10 3478 stun1.sipthor.net"),
        ("_stun._udp", "SRV", 0, 600, "10 3478 stun2.sipthor.net"),
        ("_msrps._tcp", "SRV", 0, 600, "0 2855 msrprelay.sipthor.net"),
        ("xcap", "TXT", 0, 0, "https://xcap.sipthor.net/xcap-root"),
        ("push", "NAPTR", 100, 600, '10 100 "s" "SIPS+D2T" "" _sips._tcp.push'),
        ("_sips._tcp.push", "SRV", 100, 600, "100 5061 push.example.net"),
    ]
    return found


def add(caller: Caller, zone: str, template: Template) -> list[dict[str, Any]]:
    """Add the records of a template as CDRTool does; what came back."""
    return [
        caller.addRecord(
            record={"name": name, "zone": zone, "type": type, "priority": priority, "ttl": ttl, "value": value}
        )
        for name, type, priority, ttl, value in template
    ]


def parsed(lines: list[str]) -> set[str]:
    """The RRs of a master file, written alike; the serial is replaced."""
    origin = None if lines[0].startswith("$ORIGIN") else lines[0].split()[0]
    zone = dns.zone.from_text("\n".join(lines), origin, relativize=False)
    found = set()
    for name, ttl, rdata in zone.iterate_rdatas():
        text = rdata.to_text()
        if rdata.rdtype == dns.rdatatype.SOA:
            text = re.sub(r" \d{10} ", " SERIAL ", text)
        found.add(f"{name} {ttl} {dns.rdatatype.to_text(rdata.rdtype)} {text}")
    return found


def expected(text: str) -> set[str]:
    """The RRs of a worked example as it is printed in the contract."""
    return parsed([line.strip() for line in text.strip().splitlines()])


def check(lines: list[str], zone: str, place: Path) -> None:
    """BIND's own judgement."""
    bind.accept("\n".join(lines) + "\n", zone, place)


EXAMPLE_A = r"""
example.com.                 3600 IN SOA   ns1.provider.test. dns\.admin.example.com. 2024010105 10800 3600 604800 3600
example.com.                 3600 IN NS    ns1.provider.test.
example.com.                 3600 IN NS    ns2.provider.test.
example.com.                 3600 IN MX    10 mail.example.com.
example.com.                 3600 IN TXT   "v=spf1 mx -all"
example.com.                 3600 IN NAPTR 10 100 "s" "SIP+D2T" "" _sip._tcp.example.com.
example.com.                 3600 IN NAPTR 20 100 "s" "SIPS+D2T" "" _sips._tcp.example.com.
example.com.                 3600 IN NAPTR 30 100 "s" "SIP+D2U" "" _sip._udp.example.com.
www.example.com.             3600 IN A     192.0.2.10
www.example.com.             3600 IN AAAA  2001:db8::10
ftp.example.com.             3600 IN CNAME www.example.com.
mail.example.com.            3600 IN A     192.0.2.25
_sip._tcp.example.com.       3600 IN SRV   100 100 5060 proxy.example.net.
_sips._tcp.example.com.      3600 IN SRV   100 100 5061 proxy.example.net.
_sip._udp.example.com.       3600 IN SRV   100 100 5060 proxy.example.net.
_stun._udp.example.com.      3600 IN SRV   0 10 3478 stun.example.com.
push.example.com.             600 IN NAPTR 10 100 "s" "SIPS+D2T" "" _sips._tcp.push.example.com.
_sips._tcp.push.example.com.  600 IN SRV   100 100 5061 push.example.net.
"""


def test_worked_example_a(dns: DnsScene, tmp_path: Path) -> None:
    caller = dns.customer_login
    caller.updateZone(zone={"name": "example.com", "email": "dns.admin@example.com"})
    add(caller, "example.com", [("www", "A", 0, 3600, "192.0.2.10"), ("www", "AAAA", 0, 3600, "2001:db8::10")])
    add(caller, "example.com", [("ftp", "CNAME", 0, 3600, "www"), ("", "MX", 10, 3600, "mail.example.com")])
    add(caller, "example.com", [("mail", "A", 0, 3600, "192.0.2.25"), ("", "TXT", 0, 3600, "v=spf1 mx -all")])
    with_host, without = templates("proxy.example.net"), templates("")
    for template in (*(with_host[name] for name in SIP), without["stun"], with_host["sip2sip"][-2:]):
        add(caller, "example.com", template)
    lines = dns.published()
    assert parsed(lines) == expected(EXAMPLE_A)
    check(lines, "example.com", tmp_path)


EXAMPLE_B = r"""
example.org.     3600 IN SOA ns1.provider.test. hostmaster.example.org. 2024010104 10800 3600 604800 3600
example.org.     3600 IN NS  ns1.provider.test.
example.org.     7200 IN MX  25 mailfwd.provider.test.
go.example.org.  3600 IN A   203.0.113.80
t.example.org.   3600 IN TXT "say \"hi\" \\ done"
"""


def test_worked_example_b(dns: DnsScene, tmp_path: Path) -> None:
    caller = dns.customer_login
    caller.addZone(zone={"name": "example.org", "nameservers": ["ns1.provider.test"]})
    alias = {"zone": "example.org", "name": "info@example.org", "type": "MBOXFW", "value": "me@corp.test"}
    caller.addFancyRecord(record={**alias, "ttl": 3600, "priority": 0})
    redirect = {"zone": "example.org", "name": "go", "type": "URL", "value": "http://corp.test/x"}
    caller.addFancyRecord(record={**redirect, "ttl": 3600, "priority": 0})
    add(caller, "example.org", [("t", "TXT", 0, 3600, 'say "hi" \\ done')])
    lines = dns.published("example.org")
    assert parsed(lines) == expected(EXAMPLE_B)
    check(lines, "example.org", tmp_path)
    add(caller, "example.org", [("", "MX", 10, 60, "mail.example.net"), ("go", "A", 0, 60, "192.0.2.1")])
    add(caller, "example.org", [("go", "AAAA", 0, 60, "2001:db8::1"), ("go", "TXT", 0, 3600, "stays")])
    assert parsed(dns.published("example.org")) - expected(EXAMPLE_B) == {'go.example.org. 3600 TXT "stays"'}


def test_worked_example_c(dns: DnsScene, tmp_path: Path) -> None:
    dns.root.addZone(zone={"name": "2.0.192.in-addr.arpa"})
    add(dns.root, "2.0.192.in-addr.arpa", [("10", "PTR", 0, 0, "www.example.com")])
    lines = dns.published("2.0.192.in-addr.arpa")
    assert "10.2.0.192.in-addr.arpa. 3600 PTR www.example.com." in parsed(lines)
    check(lines, "2.0.192.in-addr.arpa", tmp_path)


def test_a_name_server_in_the_zone_gets_the_configured_address_unless_it_has_one(quick_dns: DnsScene) -> None:
    quick_dns.root.updateZone(zone={"name": "example.com", "nameservers": ["ns1.example.com", "ns2.example.com"]})
    lines, said = quick_dns.publication("example.com")
    assert said == [
        f"the name server ns{number}.example.com has no address in the zone, and [dns] glue has none"
        for number in (1, 2)
    ]
    quick_dns.record("ns2", "A", "192.0.2.22")
    glue = (
        Glue("ns1.example.com", "192.0.2.1"),
        Glue("ns1.example.com", "2001:db8::1"),
        Glue("ns2.example.com", "::2"),
    )
    with quick_dns.world.with_settings(extra={"dns": DnsSettings(glue=glue)}) as world:
        dns = DnsScene.__new__(DnsScene)
        dns.world, dns.dialect = world, "encoded"
        lines, said = dns.publication("example.com")
    assert said == []
    assert [line for line in lines if line.startswith("ns")] == [
        "ns2 3600 IN A 192.0.2.22",
        "ns1 3600 IN A 192.0.2.1",
        "ns1 3600 IN AAAA 2001:db8::1",
    ]


def test_fancy_records_without_redirectors_are_told_and_not_published(quick_dns: DnsScene) -> None:
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    quick_dns.customer_login.addFancyRecord(record=alias)
    quick_dns.record("", "MX", "mail.example.net", priority=10)
    with quick_dns.world.with_settings(extra={}) as world:
        dns = DnsScene.__new__(DnsScene)
        dns.world, dns.dialect = world, "encoded"
        lines, said = dns.publication("example.com")
    assert said == ["MBOXFW at example.com is not published: [dns] mail_redirector is not set"]
    assert "@ 3600 IN MX 10 mail.example.net." in lines


def test_a_file_is_imported_twice_without_duplicates(dns: DnsScene) -> None:
    """As CDRTool's import: every field of the file, foreign ids included; 7001 and 7003 switch to updates."""
    bystander = dns.record("www", "A", "192.0.2.1")
    zone = {
        **{"name": "imported.example", "email": "a@b.example", "nameservers": ["ns1.old.test"], "ttl": 3600},
        **{"minimum": 60, "retry": 60, "expire": 6000, "refresh": 600, "serial": 4_000_000_000, "info": "from afar"},
        **{"customer": dns.customer_id, "reseller": dns.reseller_id, "changeDate": "2011-01-01 00:00:00"},
    }
    records = [
        {"id": bystander["id"], "name": "www.imported.example", "type": "A", "value": "192.0.2.7", "priority": 0},
        {"id": 9000, "name": "imported.example", "type": "MX", "value": "mail.imported.example", "priority": 10},
    ]
    records = [{**record, "zone": zone["name"], "ttl": 0, "owner": 0, "customer": 77} for record in records]

    def bring_in() -> list[int]:
        codes = []
        fault = "updateCustomer"
        assert dns.root.refused(fault, item={"username": "x"}).code == 900
        for add_operation, update_operation, exists, part, value in (
            ("addZone", "updateZone", 7001, "zone", zone),
            *(("addRecord", "updateRecord", 7003, "record", record) for record in records),
        ):
            try:
                dns.root.call(add_operation, {part: value})
                codes.append(0)
            except Exception as error:
                codes.append(error.code)  # type: ignore[attr-defined]
                assert error.code == exists  # type: ignore[attr-defined]
                dns.root.call(update_operation, {part: value})
        return codes

    assert bring_in() == [0, 0, 0]
    query = {"filter": {"zone": "imported.example"}}
    first = dns.root.getRecords(query=query)
    assert {record["customer"] for record in first["records"]} == {dns.customer_id}
    assert bring_in() == [7001, 7003, 7003]
    assert dns.root.getRecords(query=query) == first
    assert dns.root.getRecord(recordId=bystander["id"]) == bystander
    assert dns.root.getZone(zone="imported.example")["serial"] < 2**31


def test_the_doctor_finds_nothing_after_all_kinds_of_changes(dns: DnsScene) -> None:
    alias = {"zone": "example.com", "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"}
    dns.customer_login.addFancyRecord(record=alias)
    dns.record("www", "CNAME", "web.example.net")
    dns.root.addZone(zone={"name": "b.example", "customer": dns.reseller_id})
    dns.root.updateZone(zone={"name": "example.com", "customer": dns.reseller_id})
    dns.root.deleteZone(zone="b.example")
    assert examine(dns.world.database) == []


def test_the_doctor_finds_a_cname_that_is_not_alone(quick_dns: DnsScene) -> None:
    quick_dns.record("www", "CNAME", "web.example.net")
    quick_dns.record("w3", "A", "192.0.2.1")
    quick_dns.world.sql("UPDATE dns_records SET name = 'www.example.com'")
    (finding,) = examine(quick_dns.world.database)
    assert finding.text == "www.example.com is a CNAME and has other records"
