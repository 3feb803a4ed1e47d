# SPDX-License-Identifier: Apache-2.0
"""What is exported is loaded and answered by real name servers: every type, underscores, wildcards, NAPTR of each kind."""

from pathlib import Path

import pytest

from ngnprov.ports.dns import rdata
from tests.ports.dns.conftest import DnsScene
from tests.ports.dns.test_regexps import GOOD, naptr
from tests.support import name_servers

SHA256 = "49fd46e6c4b45c55d4ac69cbd3cd34ac1afe51deaa9afeff49fd46e6c4b45c55"
ZONE = "example.com"
ADDRESS = "192.0.2.1"

RECORDS: list[tuple[str, str, int, str]] = [
    ("www", "A", 0, ADDRESS),
    ("www", "AAAA", 0, "2001:db8::1"),
    ("*", "A", 0, "192.0.2.2"),
    ("*.sub", "AAAA", 0, "2001:db8::2"),
    ("*.mail", "MX", 10, "www"),
    ("3", "A", 0, "192.0.2.3"),
    ("mx", "MX", 10, "www"),
    ("mx", "MX", 20, "mail.example.org"),
    ("nomail", "MX", 0, "."),
    ("alias", "CNAME", 0, "www"),
    ("_alias", "CNAME", 0, "_dmarc"),
    ("*._domainkey", "CNAME", 0, "k.example.org"),
    ("_dmarc", "TXT", 0, "v=DMARC1; p=none; rua=mailto:a@example.com"),
    ("text", "TXT", 0, '"a;b" "c \\"d\\" (e)" ""'),
    ("text", "TXT", 0, "é \\ \n" + "x" * 600),
    ("delegated", "NS", 0, "ns.example.org"),
    ("delegated", "DS", 0, f"12345 13 2 {SHA256}"),
    ("_delegated", "NS", 0, "ns.delegated"),
    ("ptr", "PTR", 0, "_x._tcp"),
    ("_sip._udp", "SRV", 10, "100 5060 www"),
    ("*._tcp", "SRV", 0, "0 0 ."),
    ("place", "LOC", 0, "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m"),
    ("_place", "LOC", 0, "90 S 180 W 0m 90000000m"),
    ("", "CAA", 0, '0 issue "letsencrypt.org; validationmethods=dns-01"'),
    ("*", "CAA", 0, "128 ISSUEWILD ca.example.net"),
    ("_443._tcp", "TLSA", 0, f"3 1 1 {SHA256}"),
    ("_25._tcp", "TLSA", 0, "2 0 0 " + "30" * 700),
    ("www", "SSHFP", 0, f"4 2 {SHA256}"),
    ("www", "HTTPS", 0, '1 . alpn="h2,h3" ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1 port=8443'),
    ("www", "HTTPS", 0, "2 alt.example.org mandatory=alpn,port alpn=h2 port=1 no-default-alpn"),
    ("", "HTTPS", 0, "0 www"),
    ("_8443._foo.api", "SVCB", 0, "1 . alpn=h2 key65333=ex1 ohttp"),
    ("_dns.resolver", "SVCB", 0, "1 www alpn=dot,h2 dohpath=/dns-query{?dns}"),
    ("", "NAPTR", 100, '10 100 "s" "SIPS+D2T" "" _sips._tcp'),
    ("", "NAPTR", 100, '20 100 "A" "SIP+D2T" "" www'),
    ("_x", "NAPTR", 100, '30 100 "" "" "" _sip._udp.example.org'),
    ("p", "NAPTR", 0, '30 0 "p" "x" "!a!b!" .'),
    *((f"re{number}", "NAPTR", 10, naptr(regexp)) for number, regexp in enumerate(GOOD)),
]


@pytest.fixture
def exported(quick_dns: DnsScene) -> str:
    """The file of a zone with all of these, an e-mail alias and a redirect."""
    for name, type, priority, value in RECORDS:
        quick_dns.record(name, type, value, priority=priority, ttl=300)
    fancy = quick_dns.customer_login.addFancyRecord
    fancy(record={"zone": ZONE, "name": "info@example.com", "type": "MBOXFW", "value": "me@corp.test"})
    fancy(record={"zone": ZONE, "name": "*.go", "type": "URL", "value": "http://corp.test/x"})
    return "\n".join(quick_dns.published()) + "\n"


def test_there_is_a_record_of_every_type() -> None:
    assert {type for _, type, _, _ in RECORDS} == set(rdata.TYPES)


def test_bind_loads_it_as_primary_and_nsd_takes_it_over_record_by_record(exported: str, tmp_path: Path) -> None:
    expected = name_servers.of_file(exported, ZONE)
    with name_servers.bind(ZONE, exported, tmp_path) as primary:
        assert primary.transfer() == expected
        assert primary.ask("www.example.com", "A") == [ADDRESS]
        assert primary.ask("anything.example.com", "A") == ["192.0.2.2"]
        assert primary.ask("x._domainkey.example.com", "CNAME") == ["k.example.org."]
        assert primary.ask("_8443._foo.api.example.com", "SVCB") == ['1 . alpn="h2" ohttp key65333="ex1"']
        assert primary.ask("example.com", "MX") == ["25 mailfwd.provider.test."]
        with name_servers.nsd(ZONE, primary, tmp_path) as secondary:
            assert secondary.transfer() == expected
            for name, _, kind, _ in expected:
                if "delegated" not in name:
                    assert secondary.ask(name, kind) == primary.ask(name, kind), (name, kind)


def test_knot_loads_it_and_the_checker_of_nsd_takes_it(exported: str, tmp_path: Path) -> None:
    name_servers.nsd_accepts(ZONE, exported, tmp_path)
    with name_servers.knot(ZONE, exported, tmp_path) as served:
        assert served.transfer() == name_servers.of_file(exported, ZONE)
        assert served.ask("x.go.example.com", "A") == ["203.0.113.80"]


def test_a_zone_of_addresses_is_loaded_by_bind(quick_dns: DnsScene, tmp_path: Path) -> None:
    zone = "2.0.192.in-addr.arpa"
    quick_dns.root.addZone(zone={"name": zone})
    for name, value in (("10", "www.example.com"), ("lb._dns-sd._udp", "_x.example.com"), ("*", "any.example.com")):
        quick_dns.root.addRecord(record={"zone": zone, "name": name, "type": "PTR", "value": value})
    text = "\n".join(quick_dns.published(zone)) + "\n"
    with name_servers.bind(zone, text, tmp_path) as served:
        assert served.transfer() == name_servers.of_file(text, zone)


@pytest.mark.parametrize(
    "line",
    [
        *("_x 300 IN A 192.0.2.1", "*._x 300 IN A 192.0.2.1", "a_b 300 IN MX 10 www.example.org."),
        *("x 300 IN MX 10 a_b.example.org.", "x 300 IN SRV 1 1 1 a_b.example.org.", "x 300 IN NS a_b.example.org."),
        *("x 300 IN HTTPS 1 a_b.example.org.", f"@ 300 IN DS 12345 13 2 {SHA256}", "* 300 IN NS ns.example.org."),
        'x 300 IN NAPTR 1 1 "u" "E2U+sip" "foo" .',
    ],
)
def test_bind_refuses_the_whole_zone_for_what_is_refused_here(quick_dns: DnsScene, line: str, tmp_path: Path) -> None:
    """Why these rules are there: were BIND to take such a record one day, they could go."""
    name, _, _, kind, value = line.split(maxsplit=4)
    priority = 0
    if kind in ("MX", "SRV"):
        number, value = value.split(maxsplit=1)
        priority = int(number)
    given = {"zone": ZONE, "name": name, "type": kind, "value": value, "priority": priority}
    assert quick_dns.customer_login.refused("addRecord", record=given).code == 101
    text = "\n".join([*quick_dns.published(), line]) + "\n"
    with (
        pytest.raises(pytest.fail.Exception, match=name_servers.REFUSED),
        name_servers.bind(ZONE, text, tmp_path),
    ):
        pass
