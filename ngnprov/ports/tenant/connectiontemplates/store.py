# SPDX-License-Identifier: Apache-2.0
"""SQL of connection templates."""

from typing import NamedTuple

from sqlalchemy import select

from ngnprov.calls.fields import by_wire_name
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.tenant.connectiontemplates.tables import templates

KIND = "tenant_connection_template"
"""The sequence of their numbers, none of which is given twice."""

_c = templates.c


class ConnectionTemplate(NamedTuple):
    """A stored template; its key is sealed."""

    id: int
    reseller: int
    name: str
    type: str
    host: str
    master_key: bytes
    is_default: bool
    change_date: str


_rows = select(*columns_of(ConnectionTemplate, templates))

TEMPLATES = Records(
    templates,
    ConnectionTemplate,
    Listing(
        rows=_rows,
        filters={**each_by(ByNumber, _c.id, _c.reseller), "name": ByPattern(_c.name_fold)},
        orders=by_wire_name(_c.id, _c.reseller, _c.name_fold, _c.change_date),
        key=_c.id,
        reseller=_c.reseller,
        default=("id", False),
    ),
    names=(_c.id,),
)

_OF_ID = Statement(_rows.where(_c.id == parameter("of")))
_DEFAULT = Statement(_rows.where(_c.reseller == parameter("reseller"), _c.is_default))


def of_id(unit: Unit, id: int) -> ConnectionTemplate | None:
    """A template in any scope, for reading."""
    row = unit.first(_OF_ID, of=id)
    return None if row is None else TEMPLATES.read(row)


def default_of(unit: Unit, reseller: int) -> ConnectionTemplate | None:
    """The default of a reseller, which is held against another one becoming it."""
    row = unit.first(_DEFAULT, reseller=reseller)
    return None if row is None else TEMPLATES.lock_any(unit, TEMPLATES.read(row).id)


count_of = counting(_c.reseller)
"""How many templates a reseller has."""
