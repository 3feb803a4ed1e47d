# SPDX-License-Identifier: Apache-2.0
"""Seals secrets that must be answered in clear text later: AES-256-GCM with keys from a file outside the database.

A key file holds one key on each line, ``ID BASE64``. The first seals, all open: to change the key, put a new line on top.
A sealed value is ``ID(4) nonce(12) ciphertext tag(16)`` and bound to its place by the associated data, so that it cannot
be moved to another row.
"""

import base64
import binascii
import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ngnprov.db.sealed import Place
from ngnprov.errors import InternalFailure

_ID, _NONCE = 4, 12
_HEAD = "# Keys of ngnprov. Whoever has this file and the database can read the customers' passwords.\n"


class KeyFileError(OSError):
    """The key file is missing, readable by others, or damaged; ``strerror`` is the sentence."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(0, sentence, str(path))


class Keys:
    """The keys of a server. Its representation tells none."""

    def __init__(self, keys: Mapping[bytes, bytes]) -> None:
        self._ciphers = {id: AESGCM(key) for id, key in keys.items()}
        self._first = next(iter(keys))

    @property
    def ids(self) -> tuple[str, ...]:
        """What the keys are called, the one that seals first."""
        return tuple(id.hex() for id in self._ciphers)

    def seal(self, text: str, place: Place) -> bytes:
        """``text`` sealed for ``place``, which the declaration of a column gives."""
        nonce = os.urandom(_NONCE)
        sealed = self._ciphers[self._first].encrypt(nonce, text.encode(), place.encode())
        return self._first + nonce + sealed

    def open(self, sealed: bytes, place: Place) -> str:
        """The text of a sealed value. Raises :class:`InternalFailure` when it is damaged or of an unknown key."""
        cipher = self._ciphers.get(sealed[:_ID])
        if cipher is None:
            raise InternalFailure("a stored secret is sealed with a key that is not in the key file")
        try:
            return cipher.decrypt(sealed[_ID : _ID + _NONCE], sealed[_ID + _NONCE :], place.encode()).decode()
        except InvalidTag:
            raise InternalFailure("a stored secret is damaged or stands in a foreign place") from None

    def opens(self, sealed: bytes, place: Place) -> bool:
        """Can it be opened there?"""
        try:
            self.open(sealed, place)
        except InternalFailure:
            return False
        return True


def create_key_file(path: Path) -> None:
    """Write a new key to ``path``, mode 600: the whole file or none. Raises OSError, also when the file is there already."""
    with _written_beside(path, _HEAD + _new_line()) as written:
        os.link(written, path)


def load_key_file(path: Path) -> Keys:
    """The keys in ``path``. Raises :class:`KeyFileError`."""
    try:
        with path.open(encoding="ascii") as file:
            mode = os.fstat(file.fileno()).st_mode
            lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    except FileNotFoundError:
        raise KeyFileError(path, "there is no key file: run `ngnprov init` first, or check the path") from None
    except UnicodeDecodeError:
        raise KeyFileError(path, "is no key file") from None
    if mode & 0o077:
        raise KeyFileError(path, "the key file is open to other users: chmod 600 it")
    keys: dict[bytes, bytes] = {}
    try:
        for name, key in lines:
            keys[bytes.fromhex(name)] = base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error):
        raise KeyFileError(path, "the key file is damaged") from None
    if not keys or any(len(id) != _ID or len(key) != 32 for id, key in keys.items()):
        raise KeyFileError(path, "the key file is damaged")
    return Keys(keys)


def _new_line() -> str:
    return f"{secrets.token_hex(_ID)} {base64.b64encode(AESGCM.generate_key(256)).decode()}\n"


@contextlib.contextmanager
def _written_beside(path: Path, text: str) -> Iterator[Path]:
    """A durable file of mode 600 in the directory of ``path``, to be linked or renamed there; removed at the end."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    written = Path(name)
    try:
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        yield written
        _sync_directory(path.parent)
    finally:
        written.unlink(missing_ok=True)


def _sync_directory(path: Path) -> None:
    """A new name is durable when its directory is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
