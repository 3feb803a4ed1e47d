# SPDX-License-Identifier: Apache-2.0
"""SQL of orders and their lines."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, literal_column, select

from ngnprov.db.grouping import grouped
from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.order.orders.tables import DRAFT, REJECTED, SCHEDULED, lines, orders
from ngnprov.ports.order.orders.wire import OrderLineAnswer

_KIND = "order"
_o, _l = orders.c, lines.c

Line = OrderLineAnswer
"""A stored line is as it is answered."""


class Order(NamedTuple):
    """A stored order, without its lines; ``code`` is its id on the wire. Amounts are stored counts."""

    id: int
    code: str
    customer: int
    kind: str
    effective: str
    date: str
    state: str
    terms_version: int
    accepted_by: str
    accepted_at: str
    accepted_from: str
    quote_digest: str
    now: int
    monthly: int
    reason: str
    created_by: str
    create_date: str
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"order {self.code}"


_rows = select(*columns_of(Order, orders)).select_from(orders.join(customers, customers.c.id == _o.customer))
ORDERS = Records(
    orders,
    Order,
    Listing(
        rows=_rows,
        filters={
            "id": ByPattern(_o.code_fold, literal="alone"),
            "customer": ByNumber(_o.customer, is_selective=True),
            "reseller": ByNumber(customers.c.reseller),
            "kind": ByPattern(_o.kind),
            "state": ByPattern(_o.state),
        },
        orders={"id": _o.id, "changeDate": (_o.change_date, _o.id)},
        key=_o.id,
        customer=_o.customer,
        reseller=customers.c.reseller,
        default=("id", True),
    ),
    names=(_o.code,),
)
"""One changes while its customer is held."""

count_of = counting(_o.customer)
"""How many orders an entry has."""

count_open = counting(
    _o.customer, where=(_o.state.in_([literal_column(f"'{state}'") for state in (DRAFT, SCHEDULED)]),)
)
"""How many of them are still to be decided or carried out."""

_LINES = among(
    select(_l.order_id, _l.product, _l.quantity, _l.extra_devices, _l.device_product).order_by(_l.place), _l.order_id
)
_ADD_LINE = insertion(lines)
_CLEAR_LINES = Statement(delete(lines).where(_l.order_id == parameter("id")))
_GET = Statement(select(*columns_of(Order, orders)).where(_o.id == parameter("id")))
_DUE = Statement(
    select(_o.id)
    .where(_o.state == SCHEDULED, _o.date <= parameter("day"))
    .order_by(_o.date, _o.id)
    .limit(parameter("most"))
)
_REJECTED = Statement(
    select(_o.code, _o.reason).where(_o.state == REJECTED, _o.change_date >= parameter("moment")).order_by(_o.id)
)
_LATE = Statement(select(_o.code, _o.date).where(_o.state == SCHEDULED, _o.date < parameter("day")).order_by(_o.id))


def next_number(unit: Unit, customer: int) -> int:
    """The next number of an order of a customer, from 1 on; none is given twice."""
    return sequences.take(unit, f"{_KIND} of {customer}")


def get(unit: Unit, id: int) -> Order:
    """An order that is known to be there, in any scope."""
    return ORDERS.read(unit.one(_GET, id=id))


def lines_of(unit: Unit, id: int) -> Sequence[Line]:
    """The lines of an order in their order."""
    return lines_of_many(unit, [id]).get(id, [])


def lines_of_many(unit: Unit, ids: list[int]) -> dict[int, list[Line]]:
    """The lines of several."""
    return grouped(unit.all_among(_LINES, ids), Line)


def replace_lines(unit: Unit, id: int, wanted: Sequence[Line]) -> None:
    """Let an order have these lines and no others."""
    unit.run(_CLEAR_LINES, id=id)
    unit.run_many(_ADD_LINE, [{"order_id": id, "place": place, **line._asdict()} for place, line in enumerate(wanted)])


def due(unit: Unit, day: str, most: int) -> Sequence[int]:
    """The numbers of orders that are scheduled for a day or one before, in the order of their days."""
    return [id for (id,) in unit.all(_DUE, day=day, most=most)]


def late(unit: Unit, day: str) -> list[tuple[str, str]]:
    """Orders that were scheduled for a day before, with that day."""
    return [(code, date) for code, date in unit.all(_LATE, day=day)]


def rejected(unit: Unit, moment: str) -> list[tuple[str, str]]:
    """Orders that were rejected since a moment, with the reason."""
    return [(code, reason) for code, reason in unit.all(_REJECTED, moment=moment)]
