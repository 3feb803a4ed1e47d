# SPDX-License-Identifier: Apache-2.0
"""SQL of roles."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, literal, select

from ngnprov.db.lists.filters import ByNumber
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.tenant.roles.codes import BUILT_IN
from ngnprov.ports.tenant.roles.tables import roles
from ngnprov.ports.tenant.users.tables import users

KIND = "tenant_role"
"""The sequence of their numbers."""

_c, _u = roles.c, users.c


class Role(NamedTuple):
    """A stored role; permissions have blanks between."""

    id: int
    reseller: int
    code: str
    name: str
    permissions: str
    change_date: str


_rows = select(*columns_of(Role, roles))

ROLES = Records(
    roles,
    Role,
    Listing(
        rows=_rows,
        filters={"id": ByNumber(_c.id)},
        orders={"id": _c.id},
        key=_c.id,
        customer=_c.reseller,
        reseller=_c.reseller,
        default=("id", False),
    ),
    names=(_c.reseller, _c.code),
)

_OF = Statement(_rows.where(_c.reseller == parameter("reseller")).order_by(_c.code))
_HOLD = Statement(
    _rows.where(_c.reseller == parameter("reseller"), _c.code == parameter("code")).with_for_update(read=True)
)
_WORDS = literal(" ").concat(_u.roles).concat(" ")
_USED = Statement(
    select(func.count())
    .select_from(users.join(customers, customers.c.id == _u.customer))
    .where(
        customers.c.reseller == parameter("reseller"),
        func.replace(_WORDS, parameter("word"), "") != _WORDS,
    )
)


def of_reseller(unit: Unit, reseller: int) -> list[Role]:
    """Those that a reseller has made."""
    return [ROLES.read(row) for row in unit.all(_OF, reseller=reseller)]


def hold(unit: Unit, reseller: int, code: str) -> Role | None:
    """One of a reseller's, which stays until the unit ends."""
    row = unit.first(_HOLD, reseller=reseller, code=code)
    return None if row is None else ROLES.read(row)


def used(unit: Unit, reseller: int, code: str) -> int:
    """How many users of a reseller's customers have a role."""
    count: int = unit.one(_USED, reseller=reseller, word=f" {code} ")[0]
    return count


def permissions_of(unit: Unit, reseller: int, codes: Iterable[str]) -> frozenset[str]:
    """What roles give together; one that is there no more gives nothing."""
    found: set[str] = set()
    own = [code for code in codes if code not in BUILT_IN]
    for code in set(codes) - set(own):
        found |= BUILT_IN[code][1]
    if own:
        found.update(*(role.permissions.split() for role in of_reseller(unit, reseller) if role.code in own))
    return frozenset(found)
