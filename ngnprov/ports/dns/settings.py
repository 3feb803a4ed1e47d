# SPDX-License-Identifier: Apache-2.0
"""The section ``[dns]`` of the settings."""

import dataclasses
import ipaddress
from typing import NamedTuple

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import names
from ngnprov.settings import setting


class Glue(NamedTuple):
    """An address of a name server; as text ``ns1.example.com=192.0.2.1``."""

    name: str
    address: str

    def __str__(self) -> str:
        return f"{self.name}={self.address}"


def read_names(text: str) -> tuple[str, ...]:
    """A list of host names. Raises ``ValueError``."""
    return tuple(dict.fromkeys(map(_host, text.replace(",", " ").split())))


def read_name(text: str) -> str | None:
    """A host name, or None for an empty text. Raises ``ValueError``."""
    return _host(text) if text else None


def read_ipv4(text: str) -> str | None:
    """An IPv4 address, or None for an empty text. Raises ``ValueError``."""
    if not text:
        return None
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise ValueError("must be an IPv4 address") from None


def read_glue(text: str) -> tuple[Glue, ...]:
    """A list of ``NAME=ADDRESS``. Raises ``ValueError``."""
    return tuple(map(_glue, text.replace(",", " ").split()))


def _glue(text: str) -> Glue:
    name, _, address = text.partition("=")
    try:
        return Glue(_host(name), str(ipaddress.ip_address(address)))
    except ValueError:
        raise ValueError(f"must be a list of NAME=ADDRESS, not {text!r}") from None


def _host(text: str) -> str:
    try:
        return names.host(text, "")
    except InvalidValue:
        raise ValueError(f"must be host names, not {text!r}") from None


@dataclasses.dataclass(frozen=True)
class DnsSettings:
    """``[dns]``"""

    nameservers: tuple[str, ...] = setting(
        (),
        "The name servers of zones that are made without any, as CDRTool's administrators do; the first is the primary "
        "of the SOA. Without this setting each request must name some.",
        read=read_names,
    )
    mail_redirector: str | None = setting(
        None,
        "The host that forwards mail for e-mail aliases: while a domain has aliases, its MX is this host. Empty: they are "
        "not published.",
        read=read_name,
    )
    web_redirector: str | None = setting(
        None,
        "The IPv4 address of the web server that answers URL redirects. Empty: they are not published.",
        read=read_ipv4,
    )
    glue: tuple[Glue, ...] = setting(
        (),
        "Addresses of name servers whose names lie inside zones kept here, as NAME=ADDRESS; they are published where a "
        "zone has no address for such a name.",
        read=read_glue,
    )
    enum_tlds: tuple[str, ...] = setting(
        ("e164.arpa",),
        "Names that belong to ENUM, with or without ranges below them: no zone is made at or below them, nor at or below "
        "the tlds of ENUM ranges.",
        read=read_names,
    )
