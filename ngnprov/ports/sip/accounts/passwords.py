# SPDX-License-Identifier: Apache-2.0
"""SIP passwords and their digests (sip.md 5.3; RFC 7616 3.4.2 for HA1, RFC 8760 for SHA-256).

The realm is the domain. ``ha1`` is over ``username:domain:password``; ``ha1b`` over ``username@domain:domain:password``, for
devices that log in with the whole address; ``ha1_sha256`` and ``ha1b_sha256`` are the same with SHA-256 (S-A).
Digests are hexadecimal in lower case, as RFC 7616 3.1 writes them, in whatever case they arrive (S-D).
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Literal, TypedDict

from ngnprov.calls.call import Call
from ngnprov.ports.customer import service as customers
from ngnprov.ports.sip.accounts.tables import PASSWORD
from ngnprov.ports.sip.settings import SipSettings
from ngnprov.sealing.keys import Keys

Digest = Literal["ha1", "ha1b", "ha1_sha256", "ha1b_sha256"]
PAIR: tuple[Digest, ...] = ("ha1", "ha1b")
DIGESTS: tuple[Digest, ...] = (*PAIR, "ha1_sha256", "ha1b_sha256")


class Digests(TypedDict):
    """The columns of digests, in lower case; "" for one that could not be made."""

    ha1: str
    ha1b: str
    ha1_sha256: str
    ha1b_sha256: str


class Credentials(Digests):
    """The columns of a password: besides its digests itself, sealed; empty when it is not kept."""

    password: bytes


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
        return _digests_alone(pair[1], pair[2])
    return {
        "password": call.context.keys.seal(password, PASSWORD.at(username=username, domain=domain)) if keep else b"",
        **digests(username, domain, password),
    }


def digests(username: str, domain: str, password: str) -> Digests:
    """Every digest of a clear text password, by column."""
    secret = f"{username}:{domain}:{password}".encode()
    whole = f"{username}@{domain}:{domain}:{password}".encode()
    return {
        "ha1": hashlib.md5(secret, usedforsecurity=False).hexdigest(),  # RFC 7616 3.3: what SIP devices speak
        "ha1b": hashlib.md5(whole, usedforsecurity=False).hexdigest(),
        "ha1_sha256": hashlib.sha256(secret).hexdigest(),
        "ha1b_sha256": hashlib.sha256(whole).hexdigest(),
    }


def from_digest(digest: str) -> Credentials | None:
    """The credentials of a record exported without clear text: its ``ha1`` alone. None when it is not an MD5 digest."""
    if not _DIGEST(digest):
        return None
    return _digests_alone(digest, "")


def _digests_alone(ha1: str, ha1b: str) -> Credentials:
    """What a proxy compares is lower case. SHA-256 digests cannot be made of others."""
    return {"password": b"", "ha1": ha1.lower(), "ha1b": ha1b.lower(), "ha1_sha256": "", "ha1b_sha256": ""}


def clear_text(call: Call, username: str, domain: str, sealed: bytes) -> str:
    """The password that was sealed."""
    return opened(call.context.keys, username, domain, sealed) if sealed else ""


def opened(keys: Keys, username: str, domain: str, sealed: bytes) -> str:
    """The same by the keys alone. Raises InternalFailure."""
    return keys.open(sealed, PASSWORD.at(username=username, domain=domain))


def forbidding(call: Call, holders: Iterable[int]) -> frozenset[int]:
    """Those of ``holders``, customers and resellers, whose accounts' clear text passwords are neither kept nor shown."""
    if not call.context.settings.of(SipSettings).store_clear_text_passwords:
        return frozenset(holders)
    values = customers.property_values(call, holders, SWITCH)
    return frozenset(id for id, value in values.items() if value.strip().lower() in _OFF)


def keeps_clear_text(call: Call, customer: int, reseller: int) -> bool:
    """May clear text be kept for the accounts of a customer?"""
    return not forbidding(call, (customer, reseller))
