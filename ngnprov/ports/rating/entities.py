# SPDX-License-Identifier: Apache-2.0
"""What rating profiles apply to, as a URI (rating.md 3)."""

import ipaddress
from typing import NamedTuple

from ngnprov.calls.fields import required
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip import names
from ngnprov.zonefiles import hostnames

SUBSCRIBER, DOMAIN, GATEWAY = "subscriber", "domain", "gateway"


class Entity(NamedTuple):
    """An entity in lower case. ``place`` is a domain or, of a gateway, its address; only a subscriber has a ``username``."""

    scheme: str
    place: str
    username: str = ""

    @property
    def uri(self) -> str:
        """How it is stored, and answered."""
        return f"{self.scheme}://{f'{self.username}@' if self.username else ''}{self.place}"


def read(text: str, field: str) -> Entity:
    """The entity that a URI names, in whatever case. Raises MissingInput, InvalidValue."""
    scheme, _, rest = hostnames.lower(required(text, field)).partition("://")
    try:
        if scheme == SUBSCRIBER:
            username, _, domain = rest.partition("@")
            return Entity(scheme, names.domain(domain, field), names.username(username, field))
        if scheme == DOMAIN:
            return Entity(scheme, names.domain(rest, field))
        if scheme == GATEWAY:
            return Entity(scheme, str(ipaddress.ip_address(names.host(rest, field))))
    except (InvalidValue, ValueError):
        raise _malformed(field) from None
    raise _malformed(field)


def _malformed(field: str) -> InvalidValue:
    return InvalidValue("must be subscriber://user@domain, domain://domain or gateway://address", field=field)
