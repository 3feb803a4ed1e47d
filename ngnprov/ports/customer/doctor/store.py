# SPDX-License-Identifier: Apache-2.0
"""SQL of what ``ngnprov doctor`` proves of customers."""

from collections.abc import Collection, Iterator

from sqlalchemy import func, literal_column, null, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from ngnprov.db.ledgers import counters
from ngnprov.db.lists.page import each
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.customer.tables import customers, properties

_limits = counters.counters
_c, _p, _l = customers.c, properties.c, _limits.c
_other = customers.alias()
_ASTRAY = Statement(
    select(_c.id, _c.reseller)
    .select_from(customers.outerjoin(_other, _other.c.id == _c.reseller))
    .where(func.coalesce(_other.c.reseller, 0) != _c.reseller)
    .order_by(_c.id)
)
_POINTING_ASTRAY = Statement(
    select(_c.id)
    .select_from(customers.outerjoin(_other, _other.c.id == _c.impersonate))
    .where(_c.impersonate != 0, func.coalesce(_other.c.reseller, 0) != _c.reseller)
    .order_by(_c.id)
)


def all_limits(unit: Unit, names: Collection[str]) -> Iterator[Row]:
    """(customer, name, value, limit) of every property or counter of these names, None for what is not there."""
    is_same = (_l.customer == _p.customer) & (_l.kind == _p.name)
    stored = select(_p.customer, _p.name, _p.value, _l.limit).select_from(properties.outerjoin(_limits, is_same))
    without = select(_l.customer, _l.kind, null(), _l.limit).select_from(_limits.outerjoin(properties, is_same))
    both = union_all(
        stored.where(_is_one_of(_p.name, names)),
        without.where(_is_one_of(_l.kind, names), _p.customer.is_(None)),
    ).subquery()
    return each(unit, Statement(select(both).order_by(both.c.customer, both.c.name)))


def with_wrong_permission(unit: Unit, names: Collection[str], permission: str) -> Iterator[Row]:
    """(customer, name, permission) of every property with one of these names and another permission."""
    wanted = select(_p.customer, _p.name, _p.permission)
    wanted = wanted.where(_is_one_of(_p.name, names), _p.permission != parameter("right"))
    return each(unit, Statement(wanted.order_by(_p.customer, _p.name)), right=permission)


def with_reseller_values(unit: Unit, names: Collection[str]) -> Iterator[Row]:
    """(customer, name, value, reseller, the reseller's value) of every property of these names of customers of resellers."""
    of_reseller = properties.alias()
    is_same = (of_reseller.c.customer == _c.reseller) & (of_reseller.c.name == _p.name)
    wanted = (
        select(_p.customer, _p.name, _p.value, _c.reseller, of_reseller.c.value)
        .select_from(properties.join(customers, _c.id == _p.customer).outerjoin(of_reseller, is_same))
        .where(_is_one_of(_p.name, names), _c.id != _c.reseller)
        .order_by(_p.customer, _p.name)
    )
    return each(unit, Statement(wanted))


def _is_one_of(column: ColumnElement[str], names: Collection[str]) -> ColumnElement[bool]:
    return column.in_([literal_column(f"'{name}'") for name in sorted(names)])


def with_wrong_reseller(unit: Unit) -> Iterator[Row]:
    """(id, reseller) of entries whose reseller is not a reseller."""
    return each(unit, _ASTRAY)


def with_wrong_impersonation(unit: Unit) -> Iterator[int]:
    """Entries that impersonate one that is not of their reseller."""
    return (id for (id,) in each(unit, _POINTING_ASTRAY))
