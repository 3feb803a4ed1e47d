# SPDX-License-Identifier: Apache-2.0
"""The address of this server, where the settings do not tell."""

import ipaddress
import socket
from functools import cache

from ngnprov.settings import split_address

_OUTSIDE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses of documentation (RFC 5737, RFC 3849), which are beyond every router."""


@cache
def listening_address(bind: str) -> str:
    """The IP address of a ``HOST:PORT`` on which the server listens; where that is all of them, the one that others see."""
    host, _ = split_address(bind)
    try:
        (*_, (found, *_)) = socket.getaddrinfo(host, None, type=socket.SOCK_DGRAM)[0]
    except OSError:
        return outward_address()
    return outward_address() if ipaddress.ip_address(found).is_unspecified else str(found)


def outward_address() -> str:
    """The address from which this machine reaches others; its loopback address when it reaches nobody."""
    for family, outside in _OUTSIDE:
        with socket.socket(family, socket.SOCK_DGRAM) as end:
            try:
                end.connect((outside, 9))  # sends nothing: the system looks for a route and chooses the address
            except OSError:
                continue
            return str(end.getsockname()[0])
    return "127.0.0.1"
