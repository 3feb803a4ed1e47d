# SPDX-License-Identifier: Apache-2.0
"""Random tokens that open a door by themselves: what they look like, and how they are found."""

import hashlib
import secrets


def new_token(octets: int, prefix: str = "") -> str:
    """So many random octets as they stand in a URL (RFC 4648 5), behind a prefix by which scanners find them."""
    return prefix + secrets.token_urlsafe(octets)


def hash_of(token: str) -> bytes:
    """As a token is stored and looked up. Nobody guesses what has 80 random bits or more, so it needs no key."""
    return hashlib.sha256(token.encode()).digest()
