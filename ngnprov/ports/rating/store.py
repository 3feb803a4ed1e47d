# SPDX-License-Identifier: Apache-2.0
"""SQL of rating profiles."""

from typing import Any

from sqlalchemy import delete, select

from ngnprov.db.failures import Transient
from ngnprov.db.records import columns_of
from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit
from ngnprov.db.updates import Updates
from ngnprov.ports.rating.tables import profiles
from ngnprov.ports.rating.wire import RatingEntityProfilesAnswer

Profiles = RatingEntityProfilesAnswer
"""Stored profiles are as they are answered."""

_is_it = profiles.c.entity == parameter("key")
_rows = select(*columns_of(Profiles, profiles)).where(_is_it)

_GET = Statement(_rows)
_LOCK = Statement(_rows.with_for_update())
_INSERT = insertion_if_new(profiles)
_UPDATES = Updates(profiles, _is_it)
_DELETE = Statement(delete(profiles).where(_is_it))


def get(unit: Unit, entity: str) -> Profiles | None:
    """The profiles of an entity, None when it has none."""
    row = unit.first(_GET, key=entity)
    return None if row is None else Profiles._make(row)


def lock(unit: Unit, entity: str) -> Profiles | None:
    """The same, held until the unit ends."""
    row = unit.first(_LOCK, key=entity)
    return None if row is None else Profiles._make(row)


def add(unit: Unit, new: Profiles, *, account: int | None, domain: str | None) -> None:
    """Store profiles of an entity that has none. Raises Transient when it has got some meanwhile, as a gateway may."""
    if not unit.run(_INSERT[unit.dialect_name], **new._asdict(), account=account, domain=domain):
        raise Transient("another call has just set the profiles of the entity")


def update(unit: Unit, entity: str, changes: dict[str, Any]) -> None:
    """Store changed columns."""
    _UPDATES.run(unit, changes, key=entity)


def remove(unit: Unit, entity: str) -> None:
    """Remove the profiles of an entity."""
    unit.run(_DELETE, key=entity)
