# SPDX-License-Identifier: Apache-2.0
"""Voucher numbers at rest (S-E): HMAC-SHA-256 for redeeming, sealed for listing, never in clear.

The key of the HMAC (RFC 2104) is random, made with the first voucher and sealed with the key file: who has the database alone
can neither read numbers nor try them. ``ngnprov keys`` seals it anew like everything else, so hashes stay right.
"""

import hmac
import secrets
from collections.abc import Iterator

from ngnprov.calls.finding import Finding
from ngnprov.db.unit import Unit
from ngnprov.ports.sip.vouchers import store
from ngnprov.ports.sip.vouchers.tables import HASH_KEY, NUMBER
from ngnprov.sealing.columns import SealContext
from ngnprov.sealing.keys import Keys

ONE = 1
"""The one row of the hash key."""

_CONTEXT: SealContext = HASH_KEY.at(id=ONE)
_BYTES = 32


class Hash:
    """Gives the hash of a number."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __call__(self, number: str) -> bytes:
        """HMAC-SHA-256 of the digits."""
        return hmac.digest(self._key, number.encode(), "sha256")


def present_hash(unit: Unit, keys: Keys) -> Hash | None:
    """The hash of this database; None as long as it has had no voucher. Raises InternalFailure when its key does not open."""
    sealed = store.hash_key(unit)
    return None if sealed is None else Hash(bytes.fromhex(keys.open(sealed, _CONTEXT)))


def hash_of(unit: Unit, keys: Keys) -> Hash:
    """The same; its key is made when there is none. In a writing unit."""
    found = present_hash(unit, keys)
    if found is None:
        store.add_hash_key(unit, ONE, keys.seal(secrets.token_hex(_BYTES), _CONTEXT))
        found = present_hash(unit, keys)  # somebody else may have been quicker
        assert found is not None
    return found


def sealed(keys: Keys, voucher: int, number: str) -> bytes:
    """The number of a voucher as it is stored."""
    return keys.seal(number, NUMBER.at(id=voucher))


def opened(keys: Keys, voucher: int, stored: bytes) -> str:
    """The number of a voucher. Raises InternalFailure."""
    return keys.open(stored, NUMBER.at(id=voucher))


def seal_clear(unit: Unit, keys: Keys) -> bool:
    """Seal and hash the numbers that an upgrade found in clear; were there any?"""
    hash: Hash | None = None
    for rows in store.clear_rows(unit):
        hash = hash or hash_of(unit, keys)
        store.insert(unit, [(id, sealed(keys, id, number), hash(number), *rest) for id, number, *rest in rows])
    return hash is not None


def examine(unit: Unit, keys: Keys) -> Iterator[Finding]:
    """Vouchers that nobody can redeem with the number that is listed. One that does not open at all is reported elsewhere."""
    hash = present_hash(unit, keys) if keys.opens(store.hash_key(unit) or b"", _CONTEXT) else None
    for rows in store.find(unit, None, only_good=True):
        for row in rows:
            id, stored, number_hash = row[:3]
            if hash and keys.opens(stored, NUMBER.at(id=id)) and hash(opened(keys, id, stored)) != bytes(number_hash):
                yield Finding(f"SIP voucher {id} is not redeemed by the number that is listed for it")
