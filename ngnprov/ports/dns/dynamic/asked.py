# SPDX-License-Identifier: Apache-2.0
"""What a router sends: names, addresses, and who it says that it is (dynamic-dns.md 2)."""

import base64
import binascii
import ipaddress
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns import names
from ngnprov.soap.characters import are_legal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST_FIELDS = 100
"""Parameters of a query, those included that mean nothing here."""


class Credentials(NamedTuple):
    """A customer's user name or number, and the token."""

    username: str
    token: str


class Addresses(NamedTuple):
    """What a name is to have; None is not asked for."""

    a: ipaddress.IPv4Address | None
    aaaa: ipaddress.IPv6Address | None


class Asked(NamedTuple):
    """Names in the stored form, None for one that is no full name, and the addresses that they are to have."""

    names: Sequence[str | None]
    addresses: Addresses


def read_credentials(authorization: str) -> Credentials | None:
    """Those of a header ``Authorization: Basic`` (RFC 7617), None when it has none."""
    scheme, _, encoded = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        octets = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        text = octets.decode("latin-1")  # what clients send that know no other
    username, separator, token = text.partition(":")
    return Credentials(username, token) if separator and are_legal(text) else None


def read_query(query: str, address: str) -> Asked:
    """What is asked for by a client at ``address``, "" when that is not known. Raises InvalidValue."""
    try:
        pairs = parse_qsl(query, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InvalidValue("the query has too many parts") from None
    given: dict[str, list[str]] = {}
    for name, text in pairs:
        given.setdefault(name, []).extend(part.strip() for part in text.split(",") if part.strip())
    written = [names.full_name(text) for text in given.get("hostname", ())]
    return Asked(written, _addresses(given, address))


def _addresses(given: dict[str, list[str]], address: str) -> Addresses:
    written = [(_address(text, field), field) for field in ("myip", "myipv6") for text in given.get(field, ())]
    if not written:
        return Addresses(*_by_family([(_own(address), "myip")]))
    return Addresses(*_by_family(written))


def _by_family(
    found: Iterable[tuple[Address, str]],
) -> tuple[ipaddress.IPv4Address | None, ipaddress.IPv6Address | None]:
    """The one address of each family."""
    a: ipaddress.IPv4Address | None = None
    aaaa: ipaddress.IPv6Address | None = None
    for address, field in found:
        if isinstance(address, ipaddress.IPv4Address):
            if a not in (None, address):
                raise InvalidValue("must be one IPv4 address at most", field=field)
            a = address
        else:
            if aaaa not in (None, address):
                raise InvalidValue("must be one IPv6 address at most", field=field)
            aaaa = address
    return a, aaaa


def _address(text: str, field: str) -> Address:
    """An address that is written, an IPv6 one in brackets or not."""
    found = _parsed(text[1:-1] if text.startswith("[") and text.endswith("]") else text)
    if found is None or found.is_unspecified:
        raise InvalidValue("must be IPv4 or IPv6 addresses", field=field)
    return found


def _own(address: str) -> Address:
    """The address of a client that writes none."""
    found = _parsed(address)
    if found is None or found.is_unspecified:
        raise InvalidValue("must be given: the request does not show from where it comes", field="myip")
    if found.is_loopback:
        raise InvalidValue("must be given: the request comes from this machine", field="myip")
    return found


def _parsed(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:  # of a link: nobody else can use it
            return None
        return found.ipv4_mapped or found
    return found
