# SPDX-License-Identifier: Apache-2.0
"""Which addresses may be reached, in every form in which one can be written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ngnprov.outgoing.addresses import is_public, is_within, read
from ngnprov.outgoing.client import Outgoing, Place, parse
from ngnprov.settings import OutgoingSettings

PUBLIC = [
    "8.8.8.8",
    "172.32.0.1",
    "192.0.1.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
SPECIAL = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *(
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
    ),
    *("::", "::1", "fe80::1", "fe80::1%lo", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "100::1"),
    *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::169.254.169.254"),
    *("64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
]


@pytest.mark.parametrize("text", PUBLIC)
def test_what_belongs_to_the_internet_may_be_reached(text: str) -> None:
    assert is_public(read(text))


@pytest.mark.parametrize("text", SPECIAL)
def test_what_is_special_may_not(text: str) -> None:
    assert not is_public(read(text))


@given(st.ip_addresses())
def test_nothing_that_python_knows_as_private_may_be_reached(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
    ):
        carried = getattr(address, "ipv4_mapped", None)
        assert not is_public(address) or (carried is not None and is_public(carried))


@given(st.ip_addresses(v=4))
def test_an_address_of_ipv4_is_judged_alike_in_whatever_carries_it(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    carriers = [(0xFFFF << 32) | number, (0x0064_FF9B << 96) | number, (0x2002 << 112) | (number << 80)]
    assert {is_public(ipaddress.IPv6Address(each)) for each in carriers} == {is_public(address)}


def test_networks_are_allowed_in_either_form() -> None:
    allowed = (ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::/8"))
    assert is_within(read("10.1.2.3"), allowed)
    assert is_within(read("::ffff:10.1.2.3"), allowed)
    assert is_within(read("fd00::1"), allowed)
    assert not is_within(read("11.1.2.3"), allowed)


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.com/", "example.com", "https://", "https:///x", "file:///etc/passwd", "gopher://x/"),
        *("https://user:pw@example.com/", "https://example.com/#x", "https://example.com/a b", "https://exämple.com/"),
        *("https://example.com:0/", "https://example.com:70000/", "https://[::1/", "https://[fe80::1%25lo]/"),
        *(
            "https://example.com/\r\nHost: x",
            "https://example.com\\@x/",
            "https://" + "a" * 500 + "/",
            "//example.com/",
            "",
        ),
    ],
)
def test_what_is_no_plain_url_is_refused(url: str) -> None:
    assert (Outgoing(OutgoingSettings()).refused(url) or "").startswith("must ")


def test_a_url_is_read_as_it_is_asked_for() -> None:
    assert parse("https://Hooks.Example.com/a//b?c=d&e") == ("https", "hooks.example.com", 443, "/a//b?c=d&e")
    assert parse("http://[2001:DB8::1]:8080").header == "[2001:db8::1]:8080"
    assert parse("https://example.com:443").header == "example.com"


def resolving(*addresses: str, allowed: str = "") -> Outgoing:
    places = [Place(10 if ":" in each else 2, (each, 443)) for each in addresses]
    networks = tuple(map(ipaddress.ip_network, allowed.split()))
    return Outgoing(OutgoingSettings(allowed=networks), resolve=lambda host, port: places)


def test_a_name_that_stands_for_one_special_address_among_others_is_refused() -> None:
    assert resolving("8.8.8.8", "2606:4700::1111").refused("https://x.example/") is None
    special = "must not lead to a loopback, private, link-local or otherwise special address"
    assert resolving("8.8.8.8", "10.0.0.1").refused("https://x.example/") == special
    assert resolving("10.0.0.1", allowed="10.0.0.0/24").refused("https://x.example/") is None
    assert resolving("10.0.1.1", allowed="10.0.0.0/24").refused("https://x.example/") == special


def test_http_without_tls_is_for_networks_of_the_operator() -> None:
    assert resolving("8.8.8.8").refused("http://x.example/") == "must begin with https"
    assert resolving("10.0.0.1", allowed="10.0.0.0/24").refused("http://x.example/") is None
    assert (
        resolving("10.0.0.1", "8.8.8.8", allowed="10.0.0.0/24").refused("http://x.example/") == "must begin with https"
    )


def test_numbers_that_the_system_takes_for_an_address_are_looked_at_as_that_address() -> None:
    for host in ("127.1", "2130706433", "0x7f000001", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"):
        assert Outgoing(OutgoingSettings()).refused(f"https://{host}/"), host
