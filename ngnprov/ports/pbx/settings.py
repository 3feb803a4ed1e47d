# SPDX-License-Identifier: Apache-2.0
"""The section ``[pbx]`` of the settings."""

import dataclasses
import ipaddress

from ngnprov.devices.configuration import TRANSPORTS
from ngnprov.settings import setting
from ngnprov.settings.field import holds_password, read_any, read_base_url, read_factory, split_address

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


def _read_url(text: str) -> str:
    return (read_base_url(text) or "").rstrip("/")


def _read_transport(text: str) -> str:
    if text not in TRANSPORTS:
        raise ValueError(f"must be one of {', '.join(TRANSPORTS)}")
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
    redirection: str = setting(
        "",
        "Python that speaks to the services by which vendors lead new phones to this server, as MODULE:FACTORY; empty for "
        "none. The factory gets redirection_options and gives what docs/platform.md describes.",
        read=read_factory,
    )
    redirection_options: str = setting(
        "",
        "What that factory gets, in its own form.",
        read=read_any,
        secret=holds_password,
    )
    redirection_seconds: int = setting(
        20,
        "Seconds in which such a service must have answered.",
        least=1,
        most=300,
    )
    phones_url: str = setting(
        "",
        "The URL under which phones reach this server, such as https://phones.example.com, without /p/; empty where files are "
        "not to name it.",
        read=_read_url,
    )
    phones_over_http: bool = setting(
        False,
        "Give phones their files, and with them their passwords, also when they ask over HTTP in clear from another machine.",
    )
    phones_subject_header: str = setting(
        "",
        "The header in which a trusted proxy says of whom the client certificate is that it has verified, such as "
        "X-Client-Subject; empty for none. The proxy must remove it from what clients send.",
        read=read_any,
    )
    phones_proxy: str = setting(
        "",
        "The host of the SIP proxy at which phones register; empty for the domain of their account.",
        read=read_any,
    )
    phones_port: int = setting(
        0,
        "The port of that proxy; 0 for what DNS says.",
        least=0,
        most=65535,
    )
    phones_transport: str = setting(
        "tls",
        "How phones speak to the proxy: udp, tcp or tls.",
        read=_read_transport,
    )
    phones_expires: int = setting(
        3600,
        "Seconds for which phones register.",
        least=60,
        most=86400,
    )
    phones_voicemail: str = setting(
        "",
        "What phones dial to hear their messages; empty for nothing.",
        read=read_any,
    )
