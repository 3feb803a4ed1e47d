# SPDX-License-Identifier: Apache-2.0
"""Which record may stand at which name, whatever else is there: what name servers refuse a whole zone for (D-E, D-F)."""

import re

from ngnprov.errors import InvalidValue
from ngnprov.ports.dns.rdata import Data
from ngnprov.zonefiles import hostnames
from ngnprov.zonefiles.hostnames import LABEL

HOST_OWNERS = frozenset({"A", "AAAA", "MX"})
"""Types whose owners are hosts: named checks the names of primary zones (``check-names``)."""

_HOST_OWNER = re.compile(rf"(?:\*\.)?{LABEL}(?:\.{LABEL})*").fullmatch
_REVERSE = ("in-addr.arpa", "ip6.arpa")
_DISCOVERY = re.compile(r"(?:b|db|dr|lb|r)\._dns-sd\._udp\.").match


def require_place(zone: str, name: str, data: Data) -> None:
    """Raise InvalidValue (record.name, record.value) for a record that cannot be at ``name`` in ``zone``."""
    if data.type in HOST_OWNERS:
        require_host_owner(name, "record.name")
    elif data.type == "NS" and name.startswith("*"):
        raise InvalidValue("must not be a wildcard for NS (RFC 4592)", field="record.name")
    elif data.type == "DS" and name == zone:
        text = "must not be the zone itself for DS, which stands in the zone above (RFC 4034 5)"
        raise InvalidValue(text, field="record.name")
    elif data.type == "CNAME" and data.target == name:
        raise InvalidValue("must not be the name itself", field="record.value")
    elif data.type == "PTR" and _is_reverse(name) and not hostnames.is_host(data.target):
        raise InvalidValue("must be a host name in a zone of addresses (RFC 1123, RFC 1035 3.5)", field="record.value")


def require_host_owner(name: str, field: str) -> None:
    """Raise InvalidValue unless the owner is a host, or ``*`` and a host's domain: no label has ``_``."""
    if not _HOST_OWNER(name):
        raise InvalidValue("must be of letters, digits and - for addresses and mail (RFC 1123 2.1)", field=field)


def _is_reverse(name: str) -> bool:
    """Is it the name of an address? Those by which services are discovered are none (RFC 6763 11)."""
    return any(hostnames.is_at_or_below(name, tree) for tree in _REVERSE) and not _DISCOVERY(name)
