# SPDX-License-Identifier: Apache-2.0
"""SQL of files of invoices."""

from sqlalchemy import select

from ngnprov.db.statement import Statement, insertion_if_new, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.billing.files.tables import files
from ngnprov.ports.billing.invoices.store import INVOICES, Invoice
from ngnprov.ports.billing.invoices.tables import invoices

_c = files.c
_GET = Statement(select(_c.content).where(_c.invoice == parameter("invoice"), _c.format == parameter("format")))
_ADD = insertion_if_new(files)
_INVOICE = Statement(
    select(*(invoices.c[name] for name in Invoice._fields)).where(invoices.c.number == parameter("number"))
)


def get(unit: Unit, invoice: int, format: str) -> bytes | None:
    """A file, None while it is not made."""
    row = unit.first(_GET, invoice=invoice, format=format)
    return None if row is None else bytes(row[0])


def add(unit: Unit, invoice: int, format: str, content: bytes, now: str) -> bool:
    """Store a file, unless there is one; whether it was stored."""
    values = {"invoice": invoice, "format": format, "content": content, "create_date": now}
    return unit.run(_ADD[unit.dialect_name], **values) == 1


def invoice_of(unit: Unit, number: str) -> Invoice | None:
    """An invoice by its number, in any scope."""
    row = unit.first(_INVOICE, number=number)
    return None if row is None else INVOICES.read(row)
