# SPDX-License-Identifier: Apache-2.0
"""SQL of the properties of customers."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter

from sqlalchemy import delete, func, select, update

from ngnprov.db.records import columns_of
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import properties
from ngnprov.ports.customer.wire import CustomerPropertyAnswer

_p = properties.c


Property = CustomerPropertyAnswer
"""A stored one is as it is answered."""

_read: Callable[[Row], Property] = partial(tuple.__new__, Property)
"""``_make`` at half the cost: a list of customers has thousands."""

_columns = columns_of(Property, properties)
_PROPERTIES = Statement(select(*_columns).where(_p.customer == parameter("customer")).order_by(_p.position))
_PROPERTIES_OF = among(
    select(_p.customer, *_columns).order_by(_p.customer, _p.position),
    _p.customer,
)
_PROPERTY = Statement(select(_p.value).where(_p.customer == parameter("customer"), _p.name == parameter("name")))
_PROPERTY_OF = among(select(_p.customer, _p.value).where(_p.name == parameter("name")), _p.customer)
_ADD_PROPERTY = insertion(properties)
_CHANGE_PROPERTY = Statement(
    update(properties)
    .where(_p.customer == parameter("customer"), _p.name == parameter("name"))
    .values(category=parameter("category"), value=parameter("value"), permission=parameter("permission"))
)
_LABEL = Statement(
    update(properties)
    .where(_p.customer == parameter("customer"), _p.name == parameter("name"))
    .values(permission=parameter("permission"))
)
_REMOVE_PROPERTY = Statement(
    delete(properties).where(_p.customer == parameter("customer"), _p.name == parameter("name"))
)
_LAST_POSITION = Statement(select(func.coalesce(func.max(_p.position), 0)).where(_p.customer == parameter("customer")))


def of_account(unit: Unit, id: int) -> list[Property]:
    """The properties of an account in the order in which they were added."""
    return list(map(_read, unit.all(_PROPERTIES, customer=id)))


def of_accounts(unit: Unit, ids: list[int]) -> dict[int, list[Property]]:
    """The properties of several accounts; those without any are left out."""
    rows = unit.all_among(_PROPERTIES_OF, ids)
    return {id: [_read(row[1:]) for row in group] for id, group in groupby(rows, itemgetter(0))}


def value_of(unit: Unit, id: int, name: str) -> str | None:
    """The value of one property, None when it is not there."""
    row = unit.first(_PROPERTY, customer=id, name=name)
    return None if row is None else row[0]


def values_of(unit: Unit, ids: Iterable[int], name: str) -> dict[int, str]:
    """The values of one property by entry; entries without it are left out."""
    return dict(unit.all_among(_PROPERTY_OF, list(dict.fromkeys(ids)), name=name))


def change(unit: Unit, id: int, changed: Iterable[Property], removed: Iterable[str]) -> None:
    """Add or replace ``changed`` by name and remove the names ``removed``."""
    for name in removed:
        unit.run(_REMOVE_PROPERTY, customer=id, name=name)
    new = [item for item in changed if not unit.run(_CHANGE_PROPERTY, customer=id, **item._asdict())]
    if new:
        add(unit, id, new, behind=unit.one(_LAST_POSITION, customer=id)[0])


def add(unit: Unit, id: int, new: Sequence[Property], behind: int = 0) -> None:
    """Store properties that are new, ``behind`` the last position of those that are there."""
    rows = [{"customer": id, "position": behind + at, **item._asdict()} for at, item in enumerate(new, 1)]
    unit.run_many(_ADD_PROPERTY, rows)


def label(unit: Unit, id: int, name: str, permission: str) -> None:
    """Change the permission of a property."""
    unit.run(_LABEL, customer=id, name=name, permission=permission)
