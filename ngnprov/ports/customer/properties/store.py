# SPDX-License-Identifier: Apache-2.0
"""SQL of the properties of customers. A value that is a secret is sealed when it is written and opened when it is read."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, func, select, update

from ngnprov.db.records import columns_of
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import PROPERTY, SECRET_PROPERTIES, properties
from ngnprov.ports.customer.wire import CustomerPropertyAnswer
from ngnprov.sealing.keys import Keys

_p = properties.c


Property = CustomerPropertyAnswer
"""A stored one is as it is answered, but for a value that is sealed."""

_property: Callable[[Row], Property] = partial(tuple.__new__, Property)
"""``_make`` at half the cost: a list of customers has thousands."""

_columns = (*columns_of(Property, properties), _p.sealed_value)
_PROPERTIES = Statement(select(*_columns).where(_p.customer == parameter("customer")).order_by(_p.position))
_PROPERTIES_OF = among(
    select(_p.customer, *_columns).order_by(_p.customer, _p.position),
    _p.customer,
)
_PROPERTY = Statement(
    select(_p.value, _p.sealed_value).where(_p.customer == parameter("customer"), _p.name == parameter("name"))
)
_PROPERTY_OF = among(select(_p.customer, _p.value).where(_p.name == parameter("name")), _p.customer)
_ADD_PROPERTY = insertion(properties)
_CHANGE_PROPERTY = Statement(
    update(properties)
    .where(_p.customer == parameter("customer"), _p.name == parameter("name"))
    .values(
        category=parameter("category"),
        value=parameter("value"),
        permission=parameter("permission"),
        sealed_value=parameter("sealed_value"),
    )
)
_LABEL = Statement(
    update(properties)
    .where(_p.customer == parameter("customer"), _p.name == parameter("name"))
    .values(permission=parameter("permission"))
)
_REMOVE_PROPERTY = Statement(
    delete(properties).where(_p.customer == parameter("customer"), _p.name == parameter("name"))
)
_CLEAR = Statement(
    select(_p.customer, _p.name, _p.value)
    .where(_p.name == parameter("name"), _p.value != "")
    .order_by(_p.customer)
    .with_for_update()
)
_SEAL = Statement(
    update(properties)
    .where(_p.customer == parameter("customer"), _p.name == parameter("name"))
    .values(value="", sealed_value=parameter("sealed_value"))
)
_LAST_POSITION = Statement(select(func.coalesce(func.max(_p.position), 0)).where(_p.customer == parameter("customer")))


def of_account(unit: Unit, keys: Keys, id: int) -> list[Property]:
    """The properties of an account in the order in which they were added."""
    return [_opened(keys, id, row) for row in unit.all(_PROPERTIES, customer=id)]


def of_accounts(unit: Unit, keys: Keys, ids: list[int]) -> dict[int, list[Property]]:
    """The properties of several accounts; those without any are left out."""
    rows = unit.all_among(_PROPERTIES_OF, ids)
    return {id: [_opened(keys, id, row[1:]) for row in group] for id, group in groupby(rows, itemgetter(0))}


def value_of(unit: Unit, id: int, name: str) -> str | None:
    """The value of one property, which is no secret; None when it is not there."""
    row = unit.first(_PROPERTY, customer=id, name=name)
    return None if row is None else row[0]


def secret_of(unit: Unit, keys: Keys, id: int, name: str) -> str:
    """The value of one that is a secret, "" when it is not there. Raises InternalFailure."""
    row = unit.first(_PROPERTY, customer=id, name=name)
    return "" if row is None else PROPERTY.open(keys, row[1], customer=id, name=name)


def values_of(unit: Unit, ids: Iterable[int], name: str) -> dict[int, str]:
    """The values of one property, which is no secret, by entry; entries without it are left out."""
    return dict(unit.all_among(_PROPERTY_OF, list(dict.fromkeys(ids)), name=name))


def change(unit: Unit, keys: Keys, id: int, changed: Iterable[Property], removed: Iterable[str]) -> None:
    """Add or replace ``changed`` by name and remove the names ``removed``."""
    for name in removed:
        unit.run(_REMOVE_PROPERTY, customer=id, name=name)
    new = [item for item in changed if not unit.run(_CHANGE_PROPERTY, customer=id, **_sealed(keys, id, item))]
    if new:
        add(unit, keys, id, new, behind=unit.one(_LAST_POSITION, customer=id)[0])


def add(unit: Unit, keys: Keys, id: int, new: Sequence[Property], behind: int = 0) -> None:
    """Store properties that are new, ``behind`` the last position of those that are there."""
    rows = [{"customer": id, "position": behind + at, **_sealed(keys, id, item)} for at, item in enumerate(new, 1)]
    unit.run_many(_ADD_PROPERTY, rows)


def label(unit: Unit, id: int, name: str, permission: str) -> None:
    """Change the permission of a property."""
    unit.run(_LABEL, customer=id, name=name, permission=permission)


def seal_clear(unit: Unit, keys: Keys) -> bool:
    """Seal the secrets that an upgrade found in clear; were there any?"""
    rows = [row for name in sorted(SECRET_PROPERTIES) for row in unit.all(_CLEAR, name=name)]
    for customer, name, value in rows:
        unit.run(
            _SEAL, customer=customer, name=name, sealed_value=PROPERTY.seal(keys, value, customer=customer, name=name)
        )
    return bool(rows)


def _opened(keys: Keys, id: int, row: Row) -> Property:
    """A property of a row. Raises InternalFailure."""
    if not row[4]:
        return _property(row[:4])
    name, category, _, permission, sealed = row
    return Property(name, category, PROPERTY.open(keys, sealed, customer=id, name=name), permission)


def _sealed(keys: Keys, id: int, item: Property) -> dict[str, Any]:
    """The columns of a property."""
    columns = item._asdict()
    if item.name not in SECRET_PROPERTIES:
        return {**columns, "sealed_value": b""}
    return {**columns, "value": "", "sealed_value": PROPERTY.seal(keys, item.value, customer=id, name=item.name)}
