# SPDX-License-Identifier: Apache-2.0
"""SQL of licences."""

from sqlalchemy import func, or_, select

from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.agreements.tables import items
from ngnprov.ports.pbx.devices import store as devices
from ngnprov.ports.pbx.extensions import store as extensions
from ngnprov.ports.pbx.extensions.tables import USER
from ngnprov.ports.pbx.products.service import DEVICE_LICENCE, LICENCES
from ngnprov.ports.pbx.products.tables import products
from ngnprov.ports.pbx.subscriptions.tables import live, subscriptions

_i, _p, _s = items.c, products.c, subscriptions.c

_is_licence = or_(*(_p.kind == kind for kind in LICENCES))
_SOLD = Statement(
    select(_p.kind)
    .distinct()
    .select_from(items.join(products, _p.id == _i.product))
    .where(_i.customer == parameter("customer"), _is_licence)
)
_ORDERED = Statement(
    select(_p.kind, func.sum(_s.quantity))
    .select_from(subscriptions.join(products, _p.id == _s.product))
    .where(_s.customer == parameter("customer"), _s.extension.is_(None), live, _is_licence)
    .group_by(_p.kind)
)


def sold(unit: Unit, customer: int) -> set[str]:
    """The kinds of licences that a customer's agreement has: what uses them needs one."""
    return {kind for (kind,) in unit.all(_SOLD, customer=customer)}


def ordered(unit: Unit, customer: int) -> dict[str, int]:
    """How many licences of each kind a customer has ordered; kinds of which there are none are left out."""
    return {kind: int(count) for kind, count in unit.all(_ORDERED, customer=customer)}


def used(unit: Unit, customer: int, kind: str) -> int:
    """How many licences of a kind a customer uses."""
    if kind == DEVICE_LICENCE:
        return devices.count_live(unit, customer)
    return extensions.count_of_kind(unit, customer, USER)
