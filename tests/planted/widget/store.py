# SPDX-License-Identifier: Apache-2.0
"""SQL of WidgetPort."""

from sqlalchemy import delete, func, select, update

from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.query import Listing
from ngnprov.db.statement import Statement, insertion, parameter

from .tables import widgets

_c = widgets.c
COLUMNS = ("id", "customer", "reseller", "name", "size", "weight", "tags", "pin")
_rows = select(*[_c[name] for name in COLUMNS])

LISTING = Listing(
    rows=_rows,
    filters={"name": ByPattern(_c.name_fold), "customer": ByNumber(_c.customer)},
    orders={"name": _c.name_fold, "size": _c.size},
    key=_c.id,
    customer=_c.customer,
    reseller=_c.reseller,
    default=("", False),
)
INSERT = insertion(widgets)
GET = Statement(_rows.where(_c.id == parameter("id")).with_for_update())
DELETE = Statement(delete(widgets).where(_c.id == parameter("id")))
MOVE = Statement(
    update(widgets).where(_c.id == parameter("id")).values(customer=parameter("to"), reseller=parameter("of"))
)
SET_PIN = Statement(update(widgets).where(_c.id == parameter("id")).values(pin=parameter("pin")))
COUNT = Statement(select(func.count()).where(_c.customer == parameter("of")).select_from(widgets))
RECOUNT = Recount("widget_credit", _c.customer, _c.reseller)
