# SPDX-License-Identifier: Apache-2.0
"""Whether a key file is a database's own (promise P34). A wrong key would only be noticed
after data was sealed with it.

The database keeps one sealed value, the probe: the key file that opens it is the right one. A database of an earlier release,
which has none, is asked by what is sealed in it.
"""

from collections import Counter

from ngnprov.calls.port import declared_tables
from ngnprov.db.engine import Database
from ngnprov.db.unit import Unit
from ngnprov.errors import KeyMismatch
from ngnprov.sealing import probe as key_probe
from ngnprov.sealing.columns import SealContext, sealed_columns
from ngnprov.sealing.keys import Keys, key_of

_SAMPLE = 100
"""Rows of each column that are asked where there is no probe."""

_TOLD = 3
"""Ids of keys that a refusal names."""


def require_match(database: Database, keys: Keys) -> None:
    """Raise :class:`KeyMismatch` when ``keys`` are another database's; StorageFailure when that cannot be read."""
    with database.reading() as unit:
        require(unit, keys)


def adopt(database: Database, keys: Keys) -> None:
    """:func:`require_match`, and from now on ``keys`` are those of the database."""
    with database.reading() as unit:
        require(unit, keys)
        is_settled = key_probe.find(unit) is not None
    if not is_settled:
        database.write(lambda write: key_probe.add(write, keys.seal("ngnprov", key_probe.PLACE)))
        require_match(database, keys)  # another key file may have been quicker


def require(unit: Unit, keys: Keys) -> None:
    """:func:`require_match` in a unit."""
    probe = key_probe.find(unit)
    asked = [(probe, key_probe.PLACE)] if probe is not None else _sample(unit)
    opened = [keys.opens(value, place) for value, place in asked]
    # most and not all: what was sealed with a wrong key before there was a probe must not keep the right one out
    if asked and sum(opened) * 2 <= len(opened):
        used = Counter(key_of(value) for value, _ in asked)
        needed = " and ".join(id for id, _ in used.most_common(_TOLD))
        raise KeyMismatch(
            f"{keys.path}: this key file does not belong to this database: restore the one with which its passwords were "
            f"sealed, which has the key {needed}"
        )


def _sample(unit: Unit) -> list[tuple[bytes, SealContext]]:
    return [value for column in sealed_columns(declared_tables()) for value in column.first_values(unit, _SAMPLE)]
