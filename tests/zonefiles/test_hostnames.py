# SPDX-License-Identifier: Apache-2.0
"""What counts as a domain, a host and a mail address, the same for every port (RFC 1035, 1123, 5321)."""

from collections.abc import Callable

import dns.name
import pytest

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import names as dns_names
from ngnprov.ports.dns.settings import read_glue
from ngnprov.ports.enum import names as enum_names
from ngnprov.ports.sip import names as sip_names
from ngnprov.zonefiles import hostnames, master_files

Check = Callable[[str, str], object]

OF_PORTS: dict[str, Check] = {
    "zone": dns_names.zone,
    "name server of a zone": dns_names.host,
    "setting": lambda name, _: read_glue(f"{name}=192.0.2.1")[0].name,
    "name server of a range": enum_names.nameserver,
    "SIP domain": sip_names.domain,
    "trusted peer": sip_names.host,
    "domain of a mail address": lambda name, field: dns_names.mailbox(f"me@{name}", field)[1],
}
LONGEST = ".".join(["a" * 61] * 4) + ".examp"
GOOD = [
    "example.com",
    "a.b.c.example",
    "xn--nxasmq6b.example",
    "1.2.3.a",
    "ns1.example.1x",
    "a" * 63 + ".example",
    LONGEST,
]
BAD = [
    *("localhost", "", ".", "a..b", ".a.b", "-a.example", "a-.example", "a_b.example", "a b.example", "é.example"),
    *("ns1.example.1-2", "ns1.example.12", "1.2.3", "a" * 64 + ".example", LONGEST + "x", "a.example\nb", "*.example"),
]


@pytest.mark.parametrize("check", OF_PORTS.values(), ids=OF_PORTS)
@pytest.mark.parametrize("name", GOOD)
def test_a_name_of_two_labels_is_one_wherever_one_is_asked_for(check: Check, name: str) -> None:
    assert check(name.upper(), "f") == check(name, "f") == name


@pytest.mark.parametrize("check", OF_PORTS.values(), ids=OF_PORTS)
@pytest.mark.parametrize("name", BAD)
def test_what_is_none_in_one_place_is_none_in_any(check: Check, name: str) -> None:
    with pytest.raises((InvalidValue, ValueError)):
        check(name, "f")


def test_a_trailing_dot_is_taken_off_but_for_sip_domains() -> None:
    for place, check in OF_PORTS.items():
        if place in ("SIP domain", "trusted peer"):
            with pytest.raises(InvalidValue):
                check("ns1.example.com.", "f")
        else:
            assert check("ns1.example.com.", "f") == "ns1.example.com"


@pytest.mark.parametrize(
    ("target", "stored"),
    [("localhost.", "localhost"), ("ns1.example.1x.", "ns1.example.1x"), ("1.example.com", "1.example.com")],
)
def test_a_host_that_a_record_leads_to_may_have_one_label(target: str, stored: str) -> None:
    assert dns_names.target(target, "example.com", "f", is_host=True) == stored


@pytest.mark.parametrize("target", ["ns1.example.1-2", "ns1.example.1-2.", "12.", "192.0.2.1", "a_b.example"])
def test_a_target_that_is_no_host_is_refused(target: str) -> None:
    with pytest.raises(InvalidValue):
        dns_names.target(target, "example.com", "f", is_host=True)


ATOM = "!#$%&'*+-/=?^_`{|}~"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("me@example.com", "me@example.com"),
        (" First.Last@Example.COM. ", "First.Last@example.com"),
        (f"{ATOM}@example.com", f"{ATOM}@example.com"),
        ("a$b@example.com", "a$b@example.com"),
        ("hostmaster@localhost", "hostmaster@localhost"),
        ("x" * 63 + "@example.com", "x" * 63 + "@example.com"),
    ],
)
def test_an_administrator_has_a_mail_address(written: str, address: str) -> None:
    assert hostnames.administrator(written, "f") == address


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "nobody",
            "@example.com",
            "me@",
            "a b@example.com",
            "a@ example.com",
            "a @example.com",
            "a@b@example.com",
        ),
        *(
            "a..b@example.com",
            ".a@example.com",
            "a.@example.com",
            '"q"@example.com',
            "a;b@example.com",
            "a\\b@example.com",
        ),
        *(
            "a@1.2",
            "a@192.0.2.1",
            "a@[192.0.2.1]",
            "a@example.1-2",
            "a@a_b.example",
            "a@example..com",
            "a@.",
            "ſ@example.com",
        ),
        *("x" * 64 + "@example.com", "me@" + LONGEST, "x\n@ 1 IN A 192.0.2.1"),
    ],
)
def test_what_no_soa_can_hold_is_no_address_of_an_administrator(written: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        hostnames.administrator(written, "zone.email")
    assert refused.value.field == "zone.email"


def test_the_longest_address_is_the_longest_name_that_dns_knows() -> None:
    place = LONGEST[: 253 - 64]
    address = hostnames.administrator("x" * 63 + "@" + place, "f")
    wire = dns.name.from_text(master_files.rname(address)).to_wire()
    assert wire is not None
    assert len(wire) == 255
    with pytest.raises(InvalidValue):
        hostnames.administrator("x" * 63 + "@y" + place, "f")
