# SPDX-License-Identifier: Apache-2.0
"""Seals secrets that must be answered in clear text later: AES-256-GCM with keys from a file outside the database.

The first key of the file seals, all open. A sealed value is ``ID(4) nonce(12) ciphertext tag(16)`` and bound to its context by
the associated data, so that it cannot be moved to another row.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ngnprov.errors import InternalFailure
from ngnprov.sealing.columns import SealContext
from ngnprov.sealing.key_file import ID, create_key_file, read_key_file, removed_keys, stamp_of

__all__ = ["Keys", "create_key_file", "key_of", "load_key_file"]

_NONCE = 12


class Keys:
    """The keys of a server. Its representation tells none.

    They follow their file while a server runs: before it seals, and when it meets an unknown key, it looks whether the file
    is another. So a key put on top is in force at once, and nothing is sealed any more with one that may be removed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp = stamp_of(path) if path.exists() else None
        self._ciphers = _ciphers(path)

    @property
    def ids(self) -> tuple[str, ...]:
        """What the keys are called, the one that seals first."""
        return tuple(id.hex() for id in self._ciphers)

    def seal(self, text: str, context: SealContext) -> bytes:
        """``text`` sealed for ``context``, which the declaration of a column gives.

        Raises :class:`InternalFailure` when the key file has been taken away or replaced by a foreign one meanwhile: what the
        old keys seal might never open again.
        """
        self._follow()
        id, cipher = next(iter(self._ciphers.items()))
        nonce = os.urandom(_NONCE)
        return id + nonce + cipher.encrypt(nonce, text.encode(), context.encode())

    def open(self, sealed: bytes, context: SealContext) -> str:
        """The text of a sealed value. Raises :class:`InternalFailure` when it is damaged or of an unknown key."""
        if sealed[:ID] not in self._ciphers:
            self._follow()
        cipher = self._ciphers.get(sealed[:ID])
        if cipher is None:
            raise InternalFailure("a stored secret is sealed with a key that is not in the key file")
        try:
            return cipher.decrypt(sealed[ID : ID + _NONCE], sealed[ID + _NONCE :], context.encode()).decode()
        except InvalidTag:
            raise InternalFailure("a stored secret is damaged or stands in a foreign place") from None

    def opens(self, sealed: bytes, context: SealContext) -> bool:
        """Can it be opened there?"""
        try:
            self.open(sealed, context)
        except InternalFailure:
            return False
        return True

    def _follow(self) -> None:
        """Take over what is in the file now, when it is one of ours: it has, or once had, a key that we have."""
        try:
            stamp = stamp_of(self.path)
            if stamp == self._stamp:
                return
            found, removed = _ciphers(self.path), removed_keys(self.path)
        except OSError as error:
            raise InternalFailure(f"the key file {self.path} cannot be read: {error.strerror}") from error
        if not (found.keys() | removed) & self._ciphers.keys():
            raise InternalFailure(f"the key file {self.path} has none of the keys with which the server was started")
        self._ciphers, self._stamp = found, stamp


def load_key_file(path: Path) -> Keys:
    """The keys in ``path``. Raises :class:`~ngnprov.sealing.key_file.KeyFileError`."""
    return Keys(path)


def key_of(sealed: bytes) -> str:
    """The id of the key that sealed a value."""
    return sealed[:ID].hex()


def _ciphers(path: Path) -> dict[bytes, AESGCM]:
    return {id: AESGCM(key) for id, key in read_key_file(path).items()}
