# SPDX-License-Identifier: Apache-2.0
"""SQL of suspensions, and of ends that are due. Both change while the customer is held."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, select, update

from ngnprov.db.lists.page import each
from ngnprov.db.statement import Statement, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.lifecycle.levels import LEVELS, SYSTEM
from ngnprov.ports.tenant.lifecycle.tables import suspensions
from ngnprov.ports.tenant.profiles.tables import profiles

_s, _p = suspensions.c, profiles.c


class Suspension(NamedTuple):
    """A stored layer of a suspension."""

    customer: int
    level: str
    reason: str
    created_by: str
    since: str


_rows = select(*(_s[name] for name in Suspension._fields))
_GET = Statement(_rows.where(_s.customer == parameter("customer"), _s.level == parameter("level")))
_OF = Statement(_rows.where(_s.customer == parameter("customer")))
_INSERT = insertion(suspensions)
_one = (_s.customer == parameter("key"), _s.level == parameter("at"))
_REASON = Statement(update(suspensions).where(*_one).values(reason=parameter("reason")))
_DELETE = Statement(delete(suspensions).where(*_one))
_RELEASABLE = Statement(
    select(_p.customer)
    .where(_p.terminate_date != "", _p.held_until != "", _p.held_until <= parameter("moment"))
    .order_by(_p.held_until, _p.customer)
    .limit(parameter("most"))
)
_ENDED = Statement(select(_p.terminate_date).where(_p.customer == parameter("customer")))
_is_suspended = exists().where(_s.customer == customers.c.id)
_WRONGLY_BARRED = Statement(
    select(customers.c.id, _is_suspended).where(customers.c.barred != _is_suspended).order_by(customers.c.id)
)
_is_carried_out = exists().where(_s.customer == _p.customer, _s.level == SYSTEM)
_DUE = Statement(
    select(_p.customer)
    .where(_p.terminate_date != "", _p.terminate_date <= parameter("moment"), ~_is_carried_out)
    .order_by(_p.terminate_date, _p.customer)
    .limit(parameter("most"))
)


def get(unit: Unit, customer: int, level: str) -> Suspension | None:
    """The layer of an entry at a level."""
    row = unit.first(_GET, customer=customer, level=level)
    return None if row is None else Suspension._make(row)


def of_customer(unit: Unit, customer: int) -> list[Suspension]:
    """All layers of an entry, in the order of their levels."""
    found = [Suspension._make(row) for row in unit.all(_OF, customer=customer)]
    return sorted(found, key=lambda one: LEVELS.index(one.level))


def insert(unit: Unit, new: Suspension) -> None:
    """Store a new one."""
    values: dict[str, Any] = new._asdict()
    unit.run(_INSERT, **values)


def set_reason(unit: Unit, one: Suspension, reason: str) -> None:
    """Change why there is a layer."""
    unit.run(_REASON, key=one.customer, at=one.level, reason=reason)


def remove(unit: Unit, one: Suspension) -> None:
    """Remove a layer."""
    unit.run(_DELETE, key=one.customer, at=one.level)


def wrongly_barred(unit: Unit) -> Iterator[tuple[int, bool]]:
    """(entry, is it suspended) where logins are refused although it is not, or are not although it is."""
    for id, is_suspended in each(unit, _WRONGLY_BARRED):
        yield id, bool(is_suspended)


def ends_due(unit: Unit, moment: str, most: int) -> list[int]:
    """The customers that are to end at a moment or before and have not, in the order of these moments."""
    return [customer for (customer,) in unit.all(_DUE, moment=moment, most=most)]


def ended(unit: Unit, customer: int) -> str:
    """When a tenant ends or has ended, "" for never, and for a customer that is gone."""
    row = unit.first(_ENDED, customer=customer)
    return "" if row is None else str(row[0])


def releasable(unit: Unit, moment: str, most: int) -> list[int]:
    """The customers that have ended, and had something held until a moment or one before, in the order of these moments."""
    return [customer for (customer,) in unit.all(_RELEASABLE, moment=moment, most=most)]
