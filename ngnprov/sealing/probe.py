# SPDX-License-Identifier: Apache-2.0
"""One sealed value that tells whether a key file is this database's. It is there once a key has sealed anything."""

from sqlalchemy import CheckConstraint, Column, Integer, Table, select

from ngnprov.db.columns import metadata
from ngnprov.db.statement import Statement, insertion_if_new
from ngnprov.db.unit import Unit
from ngnprov.sealing.columns import SealContext, Sealed

_ONE = 1
_PROBE = Sealed("key_probe.probe", by="{id}")

key_probe = Table(
    "key_probe",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _PROBE.column(),
    CheckConstraint(f"id = {_ONE}", name="one_row"),
)

PLACE: SealContext = _PROBE.at(id=_ONE)
"""What the probe is bound to."""

_FIND = Statement(select(key_probe.c.probe))
_ADD = insertion_if_new(key_probe)


def find(unit: Unit) -> bytes | None:
    """The sealed probe; None when there is none yet."""
    row = unit.first(_FIND)
    return None if row is None else row[0]


def add(unit: Unit, sealed: bytes) -> None:
    """Store the probe unless another was first."""
    unit.run(_ADD[unit.dialect_name], id=_ONE, probe=sealed)
