# SPDX-License-Identifier: Apache-2.0
"""Which addresses may be reached: those of the Internet, and the networks that the operator allows (``[outgoing] allowed``).

Python's tables of special networks differ between its releases, so those of the IANA registries (RFC 6890 and its updates)
stand here. An IPv6 address that carries one of IPv4, by which a packet may end there, is looked at as both.
"""

import ipaddress
from collections.abc import Iterable, Iterator
from typing import Final

from ngnprov.settings import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):
    """Nothing is sent there; the text is the end of a sentence whose subject is the address, and repeats none of it."""


_SPECIAL: Final = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",  # "this network"
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and where clouds keep their metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "2001::/23",  # IETF protocols, Teredo among them
        "2001:db8::/32",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that is given out; loopback, link-local, ULA and multicast lie outside."""
_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""How a network with NAT64 writes an address of IPv4 (RFC 6052)."""
_LOW_32: Final = 0xFFFF_FFFF


def is_public(address: Address) -> bool:
    """Is it one that belongs to the Internet, and so do those that it carries?"""
    return all(_is_public(each) for each in _carried(address))


def is_within(address: Address, networks: Iterable[Network]) -> bool:
    """Is it in one of these networks, written as IPv4 or as IPv6 (RFC 4291, 2.5.5.2)?"""
    plain = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped else address
    return any(plain in each for each in networks)


def read(text: str) -> Address:
    """An address as the resolver gives it, less its zone (``fe80::1%eth0``). Raises ``ValueError``."""
    return ipaddress.ip_address(text.partition("%")[0])


def _carried(address: Address) -> Iterator[Address]:
    """The address as it counts, and that of IPv4 that it carries."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
    elif address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    elif address in _TRANSLATED:
        yield ipaddress.IPv4Address(int(address) & _LOW_32)
    else:
        yield address
        if address.sixtofour is not None:
            yield address.sixtofour


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False
    return not any(address in each for each in _SPECIAL)
