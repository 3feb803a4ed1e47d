# SPDX-License-Identifier: Apache-2.0
"""The file of the keys: one on each line, ``ID BASE64``, the one that seals on top. Mode 600, and never half written.

A key that was removed leaves a line ``# removed ID``. A server that opened nothing between the coming of a new key and the
going of the old one sees by it that this is still its file.
"""

import base64
import binascii
import contextlib
import fcntl
import os
import re
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ngnprov.db.disk import flush

ID = 4
"""Bytes of the id of a key."""

_REMOVED = "# removed "
_HEAD = "# Keys of ngnprov. Whoever has this file and the database can read the customers' passwords.\n"


class KeyFileError(OSError):
    """The key file is missing, readable by others, or damaged; ``strerror`` is the sentence."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(0, sentence, str(path))


def create_key_file(path: Path) -> None:
    """Write a new key to ``path``, mode 600: the whole file or none. Raises OSError, also when the file is there already."""
    with _written_beside(path, _HEAD + _new_line()) as written:
        os.link(written, path)


def read_key_file(path: Path) -> dict[bytes, bytes]:
    """The keys by their ids, the one that seals first. Raises :class:`KeyFileError`."""
    try:
        with path.open(encoding="ascii") as file:
            mode = os.fstat(file.fileno()).st_mode
            lines = [line.split() for line in file if _is_key(line)]
    except FileNotFoundError:
        raise KeyFileError(path, "there is no key file: run `ngnprov init` first, or check the path") from None
    except UnicodeDecodeError:
        raise KeyFileError(path, "is not a key file") from None
    if mode & 0o077:
        raise KeyFileError(path, "the key file is open to other users: chmod 600 it")
    keys: dict[bytes, bytes] = {}
    try:
        for name, key in lines:
            keys[bytes.fromhex(name)] = base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error):
        raise KeyFileError(path, "the key file is damaged") from None
    if not keys or any(len(id) != ID or len(key) != 32 for id, key in keys.items()):
        raise KeyFileError(path, "the key file is damaged")
    return keys


def add_key(path: Path) -> None:
    """Put a new key on top, which seals from now on. Raises OSError; the file is then what it was."""

    def with_new(lines: list[str]) -> list[str]:
        top = next(place for place, line in enumerate(lines) if _is_key(line))
        return [*lines[:top], _new_line(), *lines[top:]]

    _rewrite(path, with_new)


def remove_key(path: Path, id: bytes) -> None:
    """Take the key ``id`` away; what is sealed with it opens no more. Raises OSError; the file is then what it was."""

    def without(lines: list[str]) -> list[str]:
        kept = [line for line in lines if not _is_key(line) or bytes.fromhex(line.split()[0]) != id]
        return kept if len(kept) == len(lines) else [*kept, f"{_REMOVED}{id.hex()}\n"]

    _rewrite(path, without)


def removed_keys(path: Path) -> frozenset[bytes]:
    """The ids of the keys that this file had once. Raises OSError."""
    with path.open(encoding="ascii") as file:
        ids = [line.removeprefix(_REMOVED).strip() for line in file if line.startswith(_REMOVED)]
    return frozenset(bytes.fromhex(id) for id in ids if re.fullmatch(r"[0-9a-f]{8}", id))


def stamp_of(path: Path) -> tuple[int, int, int]:
    """What differs when the file is another. Raises OSError."""
    found = os.stat(path)  # each seal asks, and Path.stat takes half as long again
    return found.st_ino, found.st_mtime_ns, found.st_size


def _is_key(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _new_line() -> str:
    return f"{secrets.token_hex(ID)} {base64.b64encode(AESGCM.generate_key(256)).decode()}\n"


def _rewrite(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Replace the file by one with changed lines and the same owner; of two at a time the second is refused."""
    path = path.resolve()  # a link stays one
    read_key_file(path)
    with path.open("r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        present = os.fstat(file.fileno())
        if present.st_ino != path.stat().st_ino:
            raise KeyFileError(path, "somebody else has just changed the key file: look at it and try again")
        lines = [line.removesuffix("\n") + "\n" for line in file]
        with _written_beside(path, "".join(change(lines))) as written:
            if (present.st_uid, present.st_gid) != (written.stat().st_uid, written.stat().st_gid):
                os.chown(written, present.st_uid, present.st_gid)
            os.replace(written, path)


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
        flush(path.parent)
    finally:
        written.unlink(missing_ok=True)
