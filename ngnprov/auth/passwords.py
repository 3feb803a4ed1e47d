# SPDX-License-Identifier: Apache-2.0
"""Passwords of administrators and users: what is a good one, and how it is stored (promise P22, NIST SP 800-63B-4 3.1.1.2)."""

import secrets
import unicodedata
from functools import lru_cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ngnprov.errors import InvalidValue

SHORTEST, LONGEST = 15, 1024
LONGEST_OF_USERS = 128

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike."""

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
)


def hash_password(password: str) -> str:
    """The argon2id hash (19 MiB, t=2, p=1) with its parameters and salt. Takes about 16 ms."""
    return _hasher.hash(password)


def is_right(stored: str, password: str) -> bool:
    """Does ``password`` give the hash?"""
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=256)
def is_outdated(stored: str) -> bool:
    """Was the hash made with other parameters than today's?"""
    return _hasher.check_needs_rehash(stored)


@lru_cache(maxsize=1)
def nobodys_hash() -> str:
    """A hash that no password gives, for equal work on unknown names (P21)."""
    return _hasher.hash(secrets.token_hex(32))


def generate_password() -> str:
    """A random password of 119 bits in groups that are easy to type."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(6)) for _ in range(4))


def composed(password: str) -> str:
    """A password as it is hashed, however the keyboard writes its letters (NFC, NIST SP 800-63B-4 3.1.1.2)."""
    return unicodedata.normalize("NFC", password)


def check_new_password(password: str, *names: str, shortest: int = SHORTEST, longest: int = LONGEST) -> None:
    """Raise :class:`InvalidValue` unless the password may be set; ``names`` are words that it must not rest on."""
    if len(password) < shortest:
        raise InvalidValue(f"must have at least {shortest} characters", field="password")
    if len(password) > longest:
        raise InvalidValue(f"must have at most {longest} characters", field="password")
    if not password.isprintable():
        raise InvalidValue("must not have control characters", field="password")
    plain = password.casefold()
    rest = plain
    for word in (*names, "ngnprov", "ngnpro", "administrator", "admin", "password", "passwort"):
        if word:
            rest = rest.replace(word.casefold(), "")
    rest = "".join(character for character in rest if character.isalnum())
    if plain in _common() or len(set(rest)) < 5 or _is_run(rest):
        raise InvalidValue("is one that is easily guessed; choose another", field="password")


def _is_run(text: str) -> bool:
    """Is it a piece repeated, or a run over the alphabet, the digits or the keyboard?"""
    if text in (text + text)[1:-1]:
        return True
    step = 4
    pieces = [text[place : place + step] for place in range(0, len(text), step)]
    runs = [run * 2 for row in _ROWS for run in (row, row[::-1])]
    return all(any(piece in run for run in runs) for piece in pieces)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    text = files("ngnprov.auth").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
