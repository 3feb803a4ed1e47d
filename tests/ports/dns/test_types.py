# SPDX-License-Identifier: Apache-2.0
"""The types beside the ten of CDRTool on the wire: CAA, TLSA, SSHFP, DS, HTTPS, SVCB (D-F)."""

import pytest

from tests.ports.dns.conftest import DnsScene

SHA256 = "49fd46e6c4b45c55d4ac69cbd3cd34ac1afe51deaa9afeff49fd46e6c4b45c55"


@pytest.mark.parametrize(
    ("type", "value", "stored", "published"),
    [
        ("CAA", '0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'),
        ("CAA", "0 issue letsencrypt.org", '0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'),
        ("CAA", '128 ISSUEWILD ";"', '128 issuewild ";"', '128 issuewild ";"'),
        ("TLSA", f"3 1 1 {SHA256.upper()}", f"3 1 1 {SHA256}", f"3 1 1 {SHA256}"),
        ("TLSA", f"3 1 1 {SHA256[:20]} {SHA256[20:]}", f"3 1 1 {SHA256}", f"3 1 1 {SHA256}"),
        ("SSHFP", f"4 2 {SHA256}", f"4 2 {SHA256}", f"4 2 {SHA256}"),
        ("DS", f"12345 13 2 {SHA256}", f"12345 13 2 {SHA256}", f"12345 13 2 {SHA256}"),
        ("DS", f"12345 ECDSAP256SHA256 2 {SHA256}", f"12345 13 2 {SHA256}", f"12345 13 2 {SHA256}"),
        ("HTTPS", "1 . alpn=h2,h3", '1 . alpn="h2,h3"', '1 . alpn="h2,h3"'),
        ("HTTPS", '1 . alpn="h2,h3"', '1 . alpn="h2,h3"', '1 . alpn="h2,h3"'),
        (
            "HTTPS",
            '1 @ port=8443 alpn="h2"',
            '1 example.com alpn="h2" port="8443"',
            '1 example.com. alpn="h2" port="8443"',
        ),
        ("HTTPS", "0 www", "0 www.example.com", "0 www.example.com."),
        ("HTTPS", "0 localhost.", "0 localhost", "0 localhost."),
        ("SVCB", "16 Foo.example.org", "16 foo.example.org", "16 foo.example.org."),
        (
            "HTTPS",
            "1 . mandatory=alpn,ohttp alpn=h2 no-default-alpn ohttp",
            '1 . mandatory="alpn,ohttp" alpn="h2" no-default-alpn ohttp',
            '1 . mandatory="alpn,key8" alpn="h2" no-default-alpn key8',
        ),
        (
            "SVCB",
            "1 dns alpn=dot dohpath=/dns-query{?dns}",
            '1 dns.example.com alpn="dot" dohpath="/dns-query{?dns}"',
            '1 dns.example.com. alpn="dot" key7="/dns-query{?dns}"',
        ),
    ],
)
def test_a_value_is_stored_and_published_in_its_canonical_form(
    quick_dns: DnsScene, type: str, value: str, stored: str, published: str
) -> None:
    record = quick_dns.record("x", type, value, priority=7, ttl=300)
    assert (record["type"], record["value"], record["priority"]) == (type, stored, 0)
    assert f"x 300 IN {type} {published}" in quick_dns.published()
    assert quick_dns.customer_login.updateRecord(record=record) == record
    query = {"filter": {"zone": "example.com", "type": type, "value": stored}}
    assert quick_dns.customer_login.getRecords(query=query) == {"records": [record], "total": 1}
    given = {"name": "x", "zone": "example.com", "type": type, "value": value}
    assert quick_dns.customer_login.refused("addRecord", record=given).code == 7003


@pytest.mark.parametrize(
    ("type", "value"),
    [
        ("CAA", "0 issue"),
        ("CAA", '256 issue "a"'),
        ("CAA", '0 is-sue "a"'),
        ("CAA", '0 abcdefghijklmnop "a"'),
        ("CAA", "0 issue ;"),
        ("TLSA", "3 1 1 0d6f"),
        ("TLSA", "3 1 1 0d6"),
        ("TLSA", "3 1 1 wxyz"),
        ("SSHFP", "4 2 0d6f"),
        ("DS", "12345 13 2 49fd"),
        ("DS", f"12345 300 2 {SHA256}"),
        ("HTTPS", "1"),
        ("HTTPS", "one ."),
        ("HTTPS", '1 . dohpath="/{?dns}{x"'),
        ("HTTPS", '1 . key7="/{?dns}\\200"'),
        ("HTTPS", "1 . key7=/{?dns}/%zz"),
        ("HTTPS", "0 x alpn=h2"),
        ("HTTPS", "1 . mandatory=port alpn=h2"),
        ("HTTPS", "1 . alpn=h2 alpn=h3"),
        ("HTTPS", "1 . no-default-alpn"),
        ("HTTPS", "1 . port=65536"),
        ("HTTPS", '1 . alpn="h2'),
        ("HTTPS", "1 a_b.example.org"),
        ("HTTPS", "1 192.0.2.1"),
        ("SVCB", "1 . dohpath=/dns-query"),
        ("SVCB", "1 . nonsense=1"),
    ],
)
def test_a_value_of_another_form_is_refused_by_its_rule(quick_dns: DnsScene, type: str, value: str) -> None:
    before = quick_dns.world.fingerprint()
    given = {"zone": "example.com", "name": "x", "type": type, "value": value}
    fault = quick_dns.customer_login.refused("addRecord", record=given)
    assert (fault.code, fault.field) == (101, "record.value")
    assert "RFC" in fault.text
    assert quick_dns.world.fingerprint() == before
