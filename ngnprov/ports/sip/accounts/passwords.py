# SPDX-License-Identifier: Apache-2.0
"""SIP passwords and their digests (sip.md 5.3; RFC 7616 3.4.2 for HA1, RFC 8760 for SHA-256).

The realm is the domain. ``ha1`` is over ``username:domain:password``; ``ha1b`` over ``username@domain:domain:password``, for
devices that log in with the whole address.
"""

import hashlib
import re
from collections.abc import Iterable

from ngnprov.call import Call
from ngnprov.ports.customer import service as customers
from ngnprov.ports.sip.accounts.tables import PASSWORD
from ngnprov.ports.sip.settings import SipSettings

Credentials = dict[str, bytes | str]
"""Columns: ``password`` (sealed clear text, empty when it is not kept), ``ha1``, ``ha1b``, ``ha1_sha256``."""

SWITCH = "store_clear_text_passwords"
_OFF = frozenset({"0", "false", "no", "off"})
_PAIR = re.compile(r"([0-9a-fA-F]{32}):([0-9a-fA-F]{32})").fullmatch
_DIGEST = re.compile(r"[0-9a-fA-F]{32}").fullmatch


def is_pair(password: str) -> bool:
    """Is it ``digest1:digest2`` rather than clear text?"""
    return _PAIR(password) is not None


def from_password(call: Call, username: str, domain: str, password: str, *, keep: bool) -> Credentials:
    """The credentials that clear text or a pair of digests gives; clear text is stored only with ``keep``."""
    pair = _PAIR(password)
    if pair is not None:
        return {"password": b"", "ha1": pair[1].lower(), "ha1b": pair[2].lower(), "ha1_sha256": ""}
    secret = f"{username}:{domain}:{password}".encode()
    whole = f"{username}@{domain}:{domain}:{password}".encode()
    return {
        "password": call.context.keys.seal(password, PASSWORD.at(username=username, domain=domain)) if keep else b"",
        "ha1": hashlib.md5(secret, usedforsecurity=False).hexdigest(),  # RFC 7616 3.3: what SIP devices speak
        "ha1b": hashlib.md5(whole, usedforsecurity=False).hexdigest(),
        "ha1_sha256": hashlib.sha256(secret).hexdigest(),
    }


def from_digest(digest: str) -> Credentials | None:
    """The credentials of a record that was exported without clear text: its ``ha1`` alone. None when it is no MD5 digest."""
    if not _DIGEST(digest):
        return None
    return {"password": b"", "ha1": digest.lower(), "ha1b": "", "ha1_sha256": ""}


def clear_text(call: Call, username: str, domain: str, sealed: bytes) -> str:
    """The password that was sealed."""
    return call.context.keys.open(sealed, PASSWORD.at(username=username, domain=domain)) if sealed else ""


def forbidding(call: Call, holders: Iterable[int]) -> frozenset[int]:
    """Those of ``holders``, customers and resellers, whose accounts' clear text passwords are neither kept nor shown."""
    if not call.context.settings.of(SipSettings).store_clear_text_passwords:
        return frozenset(holders)
    values = customers.property_values(call, holders, SWITCH)
    return frozenset(id for id, value in values.items() if value.strip().lower() in _OFF)


def keeps_clear_text(call: Call, customer: int, reseller: int) -> bool:
    """May clear text be kept for the accounts of a customer?"""
    return not forbidding(call, (customer, reseller))
