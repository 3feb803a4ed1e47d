# SPDX-License-Identifier: Apache-2.0
"""Signatures by Standard Webhooks 1.0.0: HMAC-SHA256 of ``id.timestamp.body``, the timestamp in whole Unix seconds."""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Iterable
from typing import Final

from ngnprov.errors import InvalidValue

PREFIX: Final = "whsec_"
LEAST, MOST = 24, 64
"""Octets of a secret."""
_STANDARD = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def new_secret() -> str:
    """A secret, in the standard alphabet: receivers drop or refuse letters of the other one."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def checked(secret: str, field: str) -> str:
    """A secret that a caller gives. Raises InvalidValue."""
    encoded = secret.removeprefix(PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True) if _STANDARD.fullmatch(encoded) else b""
    except binascii.Error:
        key = b""
    if secret == encoded or not LEAST <= len(key) <= MOST:
        raise InvalidValue(
            f"must be {PREFIX} and {LEAST} to {MOST} octets in base64 with + and / and padding", field=field
        )
    return secret


def headers(keys: Iterable[str], id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers, signed by each of these secrets."""
    signed = f"{id}.{timestamp}.".encode() + body
    signatures = [hmac.digest(base64.b64decode(key.removeprefix(PREFIX)), signed, "sha256") for key in keys]
    return {
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(each).decode()}" for each in signatures),
    }
