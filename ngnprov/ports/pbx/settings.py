# SPDX-License-Identifier: Apache-2.0
"""The section ``[pbx]`` of the settings."""

import dataclasses
import ipaddress

from ngnprov.settings import setting
from ngnprov.settings.field import split_address

DNS_PORT = 53


def resolver_address(text: str) -> tuple[str, int] | None:
    """Address and port of ``192.0.2.53``, ``192.0.2.53:5353``, ``[2001:db8::53]:5353`` or ``2001:db8::53``; None for none.

    Raises ``ValueError``.
    """
    if not text:
        return None
    try:
        host, port = text, DNS_PORT
        if text.startswith("[") or text.count(":") == 1:
            host, port = split_address(text)
        return str(ipaddress.ip_address(host)), port
    except ValueError:
        raise ValueError("must be an IP address, with :PORT where it is not 53") from None


def _read_resolver(text: str) -> str:
    resolver_address(text)
    return text


@dataclasses.dataclass(frozen=True)
class PbxSettings:
    """``[pbx]``"""

    resolver: str = setting(
        "",
        "The DNS resolver that checkDomain and addPilot ask, an IP address or ADDRESS:PORT; empty for the system's, which "
        "addPilot does not ask.",
        read=_read_resolver,
    )
    resolver_timeout: int = setting(
        3,
        "Seconds in which the resolver must have answered all questions about a domain. The old client gives up after 5.",
        least=1,
        most=30,
    )
    quarantine_days: int = setting(
        30,
        "Days for which a telephone number that a customer has given up is kept from all others; 0 for none.",
        least=0,
        most=3650,
    )
