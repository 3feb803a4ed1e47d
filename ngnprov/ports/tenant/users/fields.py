# SPDX-License-Identifier: Apache-2.0
"""What the members of a user may be: the columns that are given, checked."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any

from ngnprov.calls.fields import wire_name
from ngnprov.errors import InvalidValue
from ngnprov.ports.sip import names
from ngnprov.ports.tenant import regions, texts

MOST = 50
"""Networks of a user."""


def columns(given: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The columns that are given, but for address and roles. Raises InvalidValue."""
    found: dict[str, Any] = {}
    for name, check in _CHECKS.items():
        if name in given:
            found[name] = check(given[name], f"{path}.{wire_name(name)}")
    if "disabled" in given:
        found["is_disabled"] = given["disabled"]
    first, last = found.get("activation", ""), found.get("expiry", "")
    if first and last and last < first:
        raise InvalidValue("must not be before activation", field=f"{path}.expiry")
    return found


def _networks(given: Sequence[str], field: str) -> str:
    """Networks as CIDR prefixes, each once, with blanks between; a single address is one, too."""
    if len(given) > MOST:
        raise InvalidValue(f"must be at most {MOST}", field=field)
    found: list[str] = []
    for place, text in enumerate(given):
        try:
            network = str(ipaddress.ip_network(text))
        except ValueError:
            raise InvalidValue(
                "must be an address or a network such as 192.0.2.0/24 or 2001:db8::/32", field=f"{field}.{place}"
            ) from None
        if network in found:
            raise InvalidValue("is given twice", field=f"{field}.{place}")
        found.append(network)
    return " ".join(found)


def _timezone(text: str, field: str) -> str:
    return text and names.timezone(text, field)


def _language(text: str, field: str) -> str:
    if text and not regions.is_language(text):
        raise InvalidValue("must be a language such as de or de-AT (BCP 47)", field=field)
    return text


_CHECKS = {
    "name": texts.line,
    "activation": texts.day,
    "expiry": texts.day,
    "allowed_networks": _networks,
    "timezone": _timezone,
    "language": _language,
    "external_id": texts.line,
}
