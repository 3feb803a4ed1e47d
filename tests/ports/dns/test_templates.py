# SPDX-License-Identifier: Apache-2.0
"""Each record template of CDRTool on a fresh zone, compared RR by RR with dns.md 6."""

from pathlib import Path
from typing import Any

import pytest

from ngnprov.ports.dns.settings import DnsSettings, Glue
from tests.ports.dns.conftest import SETTINGS, DnsScene
from tests.ports.dns.test_conformance import Template, add, check, parsed, templates

HOST = "proxy.example.net"
WITH = {"weight": "100", "sip": f"{HOST}.", "stun": f"{HOST}.", "xmpp": f"{HOST}."}
WITHOUT = {"weight": "10", "sip": "sip", "stun": "stun", "xmpp": "xmpp"}
"""What stands for the host that the user typed, and for the short names where he typed none."""

EXPECTED = {
    "siptcp": """
        @          3600 IN NAPTR 10 100 "s" "SIP+D2T" "" _sip._tcp
        _sip._tcp  3600 IN SRV   100 {weight} 5060 {sip}""",
    "siptls": """
        @          3600 IN NAPTR 20 100 "s" "SIPS+D2T" "" _sips._tcp
        _sips._tcp 3600 IN SRV   100 {weight} 5061 {sip}""",
    "sipudp": """
        @          3600 IN NAPTR 30 100 "s" "SIP+D2U" "" _sip._udp
        _sip._udp  3600 IN SRV   100 {weight} 5060 {sip}""",
    "stun": "_stun._udp 60 IN SRV 0 10 3478 {stun}",
    "xmpp-server": """
        _xmpp-server._tcp  60 IN SRV 0 10 5269 {xmpp}
        _jabber._tcp       60 IN SRV 0 10 5269 {xmpp}""",
    "xmpp-client": "_xmpp-client._tcp 60 IN SRV 0 10 5222 {xmpp}",
    "xmpps-server": """
        _xmpps-server._tcp 60 IN SRV 0 10 5269 {xmpp}
        _jabbers._tcp      60 IN SRV 0 10 5269 {xmpp}""",
    "xmpps-client": "_xmpps-client._tcp 60 IN SRV 0 10 5222 {xmpp}",
    "msrp": "_msrps._tcp 60 IN SRV 10 0 2855 msrprelay",
    "sipthor": """
        _eventserver._tcp 60 IN SRV 10 0 8000 eventserver
        _sip._udp         60 IN SRV 10 30 5060 proxy
        _ngnpro._tcp      60 IN SRV 10 0 9200 ngnpro
        _xcap._tcp        60 IN SRV 10 0 443 xcap
        _msrps._tcp       60 IN SRV 10 0 2855 msrprelay
        _voicemail._tcp   60 IN SRV 10 0 9200 voicemail
        """
    + "\n".join(
        f"{name} 60 IN NS ns{number}"
        for name in ("proxy", "ngnpro", "xcap", "msrprelay", "voicemail")
        for number in (1, 2, 3)
    ),
    "sip2sip": """
        @               600 IN NAPTR 10 100 "s" "SIPS+D2T" "" _sips._tcp
        @               600 IN NAPTR 20 100 "s" "SIP+D2T" "" _sip._tcp
        @               600 IN NAPTR 30 100 "s" "SIP+D2U" "" _sip._udp
        _sip._tcp       600 IN SRV   100 100 5060 proxy.sipthor.net.
        _sip._udp       600 IN SRV   100 100 5060 proxy.sipthor.net.
        _sips._tcp      600 IN SRV   100 100 5061 proxy.sipthor.net.
        _stun._udp      600 IN SRV   0 10 3478 stun1.sipthor.net.
        _stun._udp      600 IN SRV   0 10 3478 stun2.sipthor.net.
        _msrps._tcp     600 IN SRV   0 0 2855 msrprelay.sipthor.net.
        xcap             60 IN TXT   "https://xcap.sipthor.net/xcap-root"
        push            600 IN NAPTR 10 100 "s" "SIPS+D2T" "" _sips._tcp.push
        _sips._tcp.push 600 IN SRV   100 100 5061 push.example.net.""",
    "push over tcp": """
        push            600 IN NAPTR 10 100 "s" "SIP+D2T" "" _sip._tcp.push
        _sip._tcp.push  600 IN SRV   100 100 5060 push.example.net.""",
    "push over udp": """
        push            600 IN NAPTR 10 100 "s" "SIP+D2U" "" _sip._udp.push
        _sip._udp.push  600 IN SRV   100 100 5060 push.example.net.""",
}
"""The zone of each; 60 where the template says ttl 0, which is the default of the zone."""
APEX = """
    $ORIGIN example.com.
    @   3600 IN SOA ns1.provider.test. hostmaster 2024010101 10800 3600 604800 60
    @   3600 IN NS  ns1.provider.test.
    @   3600 IN NS  ns2.provider.test.
"""
GLUE = tuple(Glue(f"ns{number}.example.com", f"192.0.2.{number}") for number in (1, 2, 3))
ADDRESSES = "".join(f"ns{number} 60 IN A 192.0.2.{number}\n" for number in (1, 2, 3))
"""Published for the name servers of sipthor, which lie in the zone (Z10)."""


def sent(name: str, host: str) -> Template:
    """The records of a template as CDRTool sends them."""
    if not name.startswith("push"):
        return templates(host)[name]
    service, label = {"tcp": ("SIP+D2T", "_sip._tcp"), "udp": ("SIP+D2U", "_sip._udp")}[name[-3:]]
    return [
        ("push", "NAPTR", 100, 600, f'10 100 "s" "{service}" "" {label}.push'),
        (f"{label}.push", "SRV", 100, 600, "100 5060 push.example.net"),
    ]


CASES = [(name, host) for name, zone in EXPECTED.items() for host in (("", HOST) if "{" in zone else ("",))]


@pytest.mark.parametrize("dialect", ["encoded", "literal"])
@pytest.mark.parametrize(("name", "host"), CASES)
def test_every_template_gives_the_zone_of_the_contract(
    quick_dns: DnsScene, name: str, host: str, dialect: str, tmp_path: Path
) -> None:
    settings = DnsSettings(SETTINGS.nameservers, glue=GLUE)
    with quick_dns.world.with_settings(extra={"dns": settings}) as world:
        dns = DnsScene(world, dialect)
        dns.customer_login.updateZone(zone={"name": "example.com", "minimum": 60})
        template = sent(name, host)
        stored = add(dns.customer_login, "example.com", template)
        assert [(each["name"], each["type"], each["priority"], each["ttl"]) for each in stored] == [
            (f"{owner}.example.com".removeprefix("."), type, priority, ttl or 60)
            for owner, type, priority, ttl, _ in template
        ]
        assert listed(dns) == stored
        lines, said = dns.publication("example.com")
    assert said == []
    check(lines, "example.com", tmp_path)
    zone = APEX + EXPECTED[name].format(**(WITH if host else WITHOUT)) + "\n" + (ADDRESSES if name == "sipthor" else "")
    assert parsed(lines) == parsed([line.strip() for line in zone.strip().splitlines()])


def listed(dns: DnsScene) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dns.root.getRecords(query={"filter": {"zone": "example.com"}})["records"]
    return sorted(found, key=lambda each: each["id"])
