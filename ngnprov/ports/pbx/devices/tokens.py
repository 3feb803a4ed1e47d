# SPDX-License-Identifier: Apache-2.0
"""The tokens by which phones fetch their files."""

import hashlib
import secrets
from typing import Final

_BYTES: Final = 16


def new_token() -> str:
    """128 random bits, as they stand in a URL (RFC 4648 5)."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> bytes:
    """As a token is looked up. Nobody guesses what it is made of, so it needs no key."""
    return hashlib.sha256(token.encode()).digest()
