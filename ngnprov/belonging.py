# SPDX-License-Identifier: Apache-2.0
"""Whether a key file is a database's own (promise P34). Sealing with another's would be noticed when it cannot be undone.

The database keeps one sealed value, the probe: the key file that opens it is the right one. A database of an earlier release,
which has none, is asked by what is sealed in it.
"""

from ngnprov.auth.secrets import Keys
from ngnprov.db import key_probe
from ngnprov.db.engine import Database
from ngnprov.db.sealed import sealed_columns
from ngnprov.db.unit import Unit
from ngnprov.errors import KeyMismatch
from ngnprov.port import find_ports

_SAMPLE = 100
"""Rows of each column that are asked where there is no probe."""


def check(database: Database, keys: Keys) -> None:
    """Raise :class:`KeyMismatch` when ``keys`` are another database's; StorageFailure when that cannot be read."""
    with database.reading() as unit:
        _check(unit, keys)


def settle(database: Database, keys: Keys) -> None:
    """:func:`check`, and from now on ``keys`` are those of the database."""
    with database.reading() as unit:
        _check(unit, keys)
        is_settled = key_probe.find(unit) is not None
    if not is_settled:
        database.write(lambda write: key_probe.add(write, keys.seal("ngnprov", key_probe.PLACE)))
        check(database, keys)  # another key file may have been quicker


def _check(unit: Unit, keys: Keys) -> None:
    probe = key_probe.find(unit)
    belongs = _opens_most(unit, keys) if probe is None else keys.opens(probe, key_probe.PLACE)
    if not belongs:
        raise KeyMismatch(
            f"{keys.path}: this key file does not belong to this database: restore the one with which its passwords were "
            "sealed"
        )


def _opens_most(unit: Unit, keys: Keys) -> bool:
    """Most and not all: what was sealed with a wrong key before there was a probe must not keep the right one out."""
    find_ports()  # who loads a port declares its columns
    opened = [
        keys.opens(value, place) for column in sealed_columns() for value, place in column.first_values(unit, _SAMPLE)
    ]
    return sum(opened) * 2 > len(opened) or not opened
