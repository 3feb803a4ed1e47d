# SPDX-License-Identifier: Apache-2.0
"""The doctor tells what was stored before it would have been refused (D-A to D-F and D-K)."""

from tests.ports.dns.conftest import DnsScene
from tests.support.examination import examine


def test_records_that_would_be_refused_today_are_told_one_by_one(quick_dns: DnsScene) -> None:
    for name, type, value, change in (
        ("a", "A", "192.0.2.1", "name = '_a.example.com'"),
        ("m", "MX", "mail.example.org", "value = 'a_b.example.org'"),
        ("d", "DS", "1 8 9 00", "name = 'example.com'"),
        ("l", "LOC", "52 N 4 E 1m", "value = '52 N 4 E 1e3m'"),
        ("h", "HTTPS", "1 .", "value = ''"),
        ("c", "CAA", "0 issue a", "rdata = '0 issue'"),
        ("t", "TXT", "x", "rdata = '\"y\"'"),
        ("good", "SVCB", "1 x dohpath=/q{?dns}", "owner = 0"),
    ):
        id = quick_dns.record(name, type, value, priority=10)["id"]
        quick_dns.world.sql(f"UPDATE dns_records SET {change} WHERE id = {id}")
    told = {finding.text.split(", would be refused today: ")[0] for finding in examine(quick_dns.world.database)}
    assert told == {
        "DNS record 1, A at _a.example.com",
        "DNS record 2, MX at m.example.com",
        "DNS record 3, DS at example.com",
        "DNS record 4, LOC at l.example.com",
        "DNS record 5, HTTPS at h.example.com",
        "DNS record 6, CAA at c.example.com",
        "DNS record 7, TXT at t.example.com",
    }


def test_an_mx_for_no_mail_that_is_not_alone_is_told(quick_dns: DnsScene) -> None:
    quick_dns.record("m", "MX", ".")
    quick_dns.record("n", "MX", "mail.example.org", priority=10)
    quick_dns.world.sql("UPDATE dns_records SET name = 'n.example.com'")
    (finding,) = examine(quick_dns.world.database)
    assert finding.text.startswith("n.example.com has the MX .")
