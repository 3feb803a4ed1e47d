# SPDX-License-Identifier: Apache-2.0
"""SQL of invoices, their lines, runs and marks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from ngnprov.db.grouping import grouped
from ngnprov.db.ledgers import sequences
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.billing.invoices.tables import invoices, lines, marks, runs
from ngnprov.ports.customer.tables import customers

_i, _l, _m, _r = invoices.c, lines.c, marks.c, runs.c


class Invoice(NamedTuple):
    """A stored invoice without its lines; amounts are stored counts, ``seller`` and ``buyer`` JSON."""

    id: int
    reseller: int
    serial: int
    number: str
    customer: int
    type: str
    period: str
    date: str
    due_date: str
    currency: str
    customer_name: str
    reference: str
    timezone: str
    language: str
    net: int
    tax: int
    total: int
    seller: str
    buyer: str
    credits: str
    reason: str
    payment_terms: str
    created_by: str
    create_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"invoice {self.number}"


class Line(NamedTuple):
    """A stored line; amounts are stored counts, ``tags`` words with blanks between."""

    kind: str
    subscription: int | None
    credits_place: int | None
    product: str
    name: str
    part_number: str
    quantity: int
    from_date: str
    to_date: str
    unit_price: int
    amount: int
    tags: str
    user_id: str
    user_name: str
    role: str
    tax_category: str
    tax_rate: int
    tax_reason: str


class Mark(NamedTuple):
    """Up to which day, and to which subscription, periodic invoices tell of what a customer held; ``reached`` is the last day
    of their periods, "" for the same one."""

    covered: str
    reached: str
    newest: int
    on_trial: bool


INVOICES = Records(
    invoices,
    Invoice,
    Listing(
        rows=select(*columns_of(Invoice, invoices)),
        filters={
            "number": ByPattern(_i.number_fold, literal="alone"),
            "customer": ByNumber(_i.customer, is_selective=True),
            "reseller": ByNumber(_i.reseller),
            "period": ByPattern(_i.period),
            "type": ByPattern(func.lower(_i.type)),  # adHoc and creditNote are not folded, as patterns are
            "credits": ByPattern(_i.credits),
        },
        orders={"number": _i.id, "period": (_i.period, _i.id), "customer": (_i.customer, _i.id)},
        key=_i.id,
        customer=_i.customer,
        reseller=_i.reseller,
        default=("number", True),
    ),
    names=(_i.number,),
)
"""One is made, and never changed."""

count_of = counting(_i.customer)
"""How many invoices an entry has as a customer."""

run_count_of = counting(_r.reseller)
"""How many months of a reseller are invoiced."""

_LINES = among(select(_l.invoice, *(_l[name] for name in Line._fields)).order_by(_l.invoice, _l.place), _l.invoice)
_ADD_LINE = insertion(lines)
_STORED = ("invoice", "place", *Line._fields)
_ADD_RUN = insertion(runs)
_LATEST = Statement(select(func.max(_r.period)).where(_r.reseller == parameter("reseller")))
_marks = select(_m.customer, _m.covered, _m.reached, _m.newest, _m.on_trial)
_MARKS = Statement(
    _marks.select_from(marks.join(customers, customers.c.id == _m.customer)).where(
        customers.c.reseller == parameter("reseller")
    )
)
_MARK_OF = Statement(_marks.where(_m.customer == parameter("customer")))
_OF_PERIOD = Statement(
    select(*columns_of(Invoice, invoices))
    .where(_i.reseller == parameter("reseller"), _i.period == parameter("period"))
    .order_by(_i.id)
)
_CREDITED = Statement(
    select(_l.credits_place, _l.amount)
    .select_from(lines.join(invoices, _i.id == _l.invoice))
    .where(_i.credits == parameter("number"))
)
_note, _earlier = invoices.alias("note"), invoices.alias("earlier")
_by_tax = (_l.tax_category, _l.tax_rate, _l.tax_reason)
_BEFORE = among(
    select(_note.c.id, *_by_tax, func.sum(_l.amount))
    .select_from(
        _note.join(_earlier, and_(_earlier.c.credits == _note.c.credits, _earlier.c.id < _note.c.id)).join(
            lines, _l.invoice == _earlier.c.id
        )
    )
    .where(_note.c.credits != "", _l.tax_category != "")
    .group_by(_note.c.id, *_by_tax),
    _note.c.id,
)
_WRONG_SUMS = Statement(
    select(_i.number, _i.net, func.coalesce(func.sum(_l.amount), 0))
    .select_from(invoices.outerjoin(lines, _l.invoice == _i.id))
    .group_by(_i.id, _i.number, _i.net)
    .having(_i.net != func.coalesce(func.sum(_l.amount), 0))
    .order_by(_i.id)
)
_COUNTED = Statement(
    select(_i.reseller, func.count(), func.min(_i.serial), func.max(_i.serial))
    .group_by(_i.reseller)
    .order_by(_i.reseller)
)
_LATEST_OF_ALL = Statement(select(_r.reseller, func.max(_r.period)).group_by(_r.reseller))
_ALL_MARKS = Statement(
    select(_m.customer, customers.c.reseller, _m.covered, _m.newest).select_from(
        marks.join(customers, customers.c.id == _m.customer)
    )
)


def _marking() -> dict[str, Statement]:
    """By dialect: the mark of a customer, new or not."""
    made = {}
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql)):
        values: dict[str, Any] = {column.name: bindparam(column.name) for column in marks.columns}
        row = module.insert(marks).values(values).inline()
        changes = {name: row.excluded[name] for name in Mark._fields}
        made[dialect] = Statement(row.on_conflict_do_update(index_elements=["customer"], set_=changes))
    return made


_MARK = _marking()


def serialise(unit: Unit, reseller: int) -> None:
    """Let nobody else invoice a period of a reseller until the unit ends."""
    sequences.take(unit, f"invoice runs of {reseller}")


def next_serials(unit: Unit, reseller: int, count: int) -> int:
    """The first of the next ``count`` numbers of a reseller's invoices: they have no gaps, as who takes them keeps them or
    nothing happened."""
    return sequences.take(unit, f"invoices of {reseller}", count)


def latest_period(unit: Unit, reseller: int) -> str:
    """The latest period of a reseller that was invoiced; "" for none."""
    return unit.one(_LATEST, reseller=reseller)[0] or ""


def marks_of(unit: Unit, reseller: int, customer: int = 0) -> dict[int, Mark]:
    """By customer of a reseller how far its invoices have come: of all, or of one."""
    rows = unit.all(_MARK_OF, customer=customer) if customer else unit.all(_MARKS, reseller=reseller)
    return {customer: Mark(covered, reached, newest, bool(trial)) for customer, covered, reached, newest, trial in rows}


def add_run(unit: Unit, reseller: int, period: str, created_by: str, now: str) -> None:
    """Store that a period was invoiced."""
    unit.run(_ADD_RUN, reseller=reseller, period=period, created_by=created_by, create_date=now)


def add_lines(unit: Unit, wanted: Iterable[tuple[int, Sequence[Line]]]) -> None:
    """Store the lines of invoices by their ids."""
    rows = [
        dict(zip(_STORED, (id, place, *line), strict=True))
        for id, of_one in wanted
        for place, line in enumerate(of_one, 1)
    ]
    unit.run_many(_ADD_LINE, rows)


def set_marks(unit: Unit, wanted: Iterable[tuple[int, Mark]]) -> None:
    """Store how far the invoices of customers have come."""
    unit.run_many(_MARK[unit.dialect_name], [{"customer": customer, **mark._asdict()} for customer, mark in wanted])


def lines_of_many(unit: Unit, ids: list[int]) -> dict[int, list[Line]]:
    """The lines of several invoices, by their ids."""
    return grouped(unit.all_among(_LINES, ids), Line)


def of_period(unit: Unit, reseller: int, period: str) -> list[Invoice]:
    """What a reseller has invoiced for a month, by number."""
    return [INVOICES.read(row) for row in unit.all(_OF_PERIOD, reseller=reseller, period=period)]


def credited(unit: Unit, number: str) -> dict[int, int]:
    """By place how much of the lines of an invoice credit notes have taken back: stored counts."""
    found: dict[int, int] = {}
    for place, amount in unit.all(_CREDITED, number=number):
        found[place] = found.get(place, 0) + amount
    return found


def credited_before(unit: Unit, ids: list[int]) -> dict[int, dict[tuple[str, int, str], int]]:
    """By credit note, of these, what earlier ones of the same invoice have taken back: stored counts by category, rate and
    reason of tax."""
    found: dict[int, dict[tuple[str, int, str], int]] = {}
    for note, category, rate, reason, amount in unit.all_among(_BEFORE, ids):
        found.setdefault(note, {})[category, rate, reason] = int(amount)
    return found


def wrong_sums(unit: Unit) -> Iterator[Row]:
    """(number, net, sum of lines) of invoices whose lines do not add up."""
    yield from each(unit, _WRONG_SUMS)


def counted(unit: Unit) -> list[Row]:
    """(reseller, how many invoices, lowest, highest number among them)."""
    return unit.all(_COUNTED)


def latest_periods(unit: Unit) -> dict[int, str]:
    """By reseller the latest period that was invoiced."""
    return dict(unit.all(_LATEST_OF_ALL))


def all_marks(unit: Unit) -> dict[int, Row]:
    """By customer: reseller, covered, newest."""
    return {customer: tuple(others) for customer, *others in unit.all(_ALL_MARKS)}
