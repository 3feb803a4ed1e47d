# SPDX-License-Identifier: Apache-2.0
"""What stands in log, journal and counters in the place of a login name that nobody has.

People type passwords into the field of the name. A plain hash of one could be guessed by whoever gets hold of a log or a
backup; a keyed one (HMAC, RFC 2104) cannot, as the key is derived (HKDF, RFC 5869) from the key file. The same name has the
same hash until another key seals and the server is started anew.
"""

import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ngnprov.sealing.key_file import read_key_file

_PURPOSE = b"ngnprov: login names that are not known"
_DIGITS = 16


class Pseudonyms:
    """Hashes names with a key derived from the first one of a key file. Its representation tells none."""

    def __init__(self, key_file: Path) -> None:
        sealing = next(iter(read_key_file(key_file).values()))
        self._key = HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(sealing)

    def of(self, name: str) -> str:
        """``(unknown HASH)`` for a folded name."""
        return f"(unknown {hmac.new(self._key, name.encode(), hashlib.sha256).hexdigest()[:_DIGITS]})"
