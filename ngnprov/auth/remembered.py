# SPDX-License-Identifier: Apache-2.0
"""Logins that were right lately, each from the network from which it was (rule L-A). Every process has its own memory."""

import hashlib
import hmac
import os
import time
from collections import OrderedDict
from threading import Lock
from typing import Final

MOST: Final = 10_000
Key = tuple[str, str, str]
"""(kind of login, folded name, network)."""


class Remembered:
    """Passwords by kind and name of the login and by network, as fingerprints: a memory dump tells no password at once."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._key = os.urandom(32)
        self._lock = Lock()
        self._known: OrderedDict[Key, tuple[bytes, bytes, float]] = OrderedDict()

    def knows(self, key: Key, password: str, stored: bytes) -> bool:
        """Was this password found right against this very hash, not too long ago?"""
        found = self._known.get(key)
        if found is None:
            return False
        fingerprint, seen, when = found
        return (
            time.monotonic() - when < self._seconds
            and seen == stored
            and hmac.compare_digest(fingerprint, self._fingerprint(password))
        )

    def remember(self, key: Key, password: str, stored: bytes) -> None:
        """The password is right against ``stored``."""
        with self._lock:
            self._known[key] = (self._fingerprint(password), bytes(stored), time.monotonic())
            self._known.move_to_end(key)
            if len(self._known) > MOST:
                self._known.popitem(last=False)

    def _fingerprint(self, password: str) -> bytes:
        return hashlib.blake2b(password.encode(), key=self._key, digest_size=32).digest()  # RFC 7693 2.9, a MAC
