# SPDX-License-Identifier: Apache-2.0
"""SQL of direct debits."""

from typing import NamedTuple

from sqlalchemy import func, select

from ngnprov.db.statement import Statement, insertion, numbered_insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.billing.debits.tables import collected, debits
from ngnprov.ports.billing.invoices.tables import invoices

_d, _c, _i = debits.c, collected.c, invoices.c


class Debit(NamedTuple):
    """A file that was exported; the total is a stored count."""

    id: int
    collections: int
    total: int
    content: bytes


_FIND = Statement(
    select(_d.id, _d.count, _d.total, _d.content).where(
        _d.reseller == parameter("reseller"), _d.period == parameter("period"), _d.date == parameter("date")
    )
)
_ADD = numbered_insertion(debits)
_COLLECT = insertion(collected)
_COLLECTED = Statement(
    select(_c.invoice)
    .select_from(collected.join(invoices, _i.id == _c.invoice))
    .where(_i.reseller == parameter("reseller"), _i.period == parameter("period"))
)
_CREDITED = Statement(
    select(_i.credits, func.sum(_i.total))
    .where(_i.reseller == parameter("reseller"), _i.credits != "")
    .group_by(_i.credits)
)


def find(unit: Unit, reseller: int, period: str, date: str) -> Debit | None:
    """What was exported for a month and a day."""
    row = unit.first(_FIND, reseller=reseller, period=period, date=date)
    return None if row is None else Debit(row[0], row[1], row[2], bytes(row[3]))


def add(
    unit: Unit,
    reseller: int,
    period: str,
    date: str,
    invoices: list[int],
    total: int,
    content: bytes,
    by: tuple[str, str],
) -> Debit:
    """Store a file with the ids of its invoices; ``by`` is who made it, and when. Raises Duplicate."""
    values = {"reseller": reseller, "period": period, "date": date, "count": len(invoices), "total": total}
    created = dict(zip(("created_by", "create_date"), by, strict=True))
    id = unit.insert(_ADD, **values, **created, content=content)
    unit.run_many(_COLLECT, [{"invoice": invoice, "debit": id} for invoice in invoices])
    return Debit(id, len(invoices), total, content)


def collected_of(unit: Unit, reseller: int, period: str) -> set[int]:
    """The ids of invoices of a month that are in a file."""
    return {id for (id,) in unit.all(_COLLECTED, reseller=reseller, period=period)}


def credited(unit: Unit, reseller: int) -> dict[str, int]:
    """By number of an invoice how much credit notes have taken back, tax included: stored counts."""
    return {number: int(total) for number, total in unit.all(_CREDITED, reseller=reseller)}
