# SPDX-License-Identifier: Apache-2.0
"""Invoices for billing systems: CSV in the layout that Xarios publishes, JSON and XML (billing.md 10)."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree

from ngnprov.ports.billing.files import texts
from ngnprov.ports.billing.invoices.tables import CREDIT_NOTE
from ngnprov.ports.billing.invoices.wire import InvoiceAnswer, InvoiceLineAnswer
from ngnprov.ports.billing.names import DATA_NAMESPACE

CSV, JSON, XML, SPREADSHEET, BOOKINGS = "csv", "json", "xml", "spreadsheet", "bookings"
LEGACY: Final = "legacy"
_NAMED = ("tenantcode", "tenantcodeext", "tenantname")
_FORMER = ("endcustomercode", "endcustomercodeext", "endcustomername")
_BEFORE = ("id", "quantity", "value", "fromdate", "todate", "productname", "partnumber", *_NAMED)
_BEHIND = ("userid", "username", "resellercode", "resellercodeext", "resellername")
HEADER: Final = (*_BEFORE, *_BEHIND, "role")
LEGACY_HEADER: Final = (*_BEFORE, *_FORMER, *_BEHIND)
BOOKED: Final = (
    *(
        "number",
        "type",
        "date",
        "duedate",
        "customer",
        "reference",
        "customername",
        "currency",
        "taxcategory",
        "taxrate",
    ),
    *("net", "tax", "credits"),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Sold(NamedTuple):
    """An invoice with the time zone in which its days are meant."""

    invoice: InvoiceAnswer
    timezone: str


def to_csv(sold: Iterable[Sold], *, legacy: bool = False, guarded: bool = False) -> str:
    """A row for each line, without totals; line ends are CRLF (RFC 4180). What a credit note takes back is negative.

    ``guarded``: cells that a spreadsheet would read as a formula begin with an apostrophe, which stays visible.
    """
    header = LEGACY_HEADER if legacy else HEADER
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for each in sold:
        for line in _lines(each.invoice):
            cells = _cells(each, line)
            row = [cells[name] for name in header]
            writer.writerow(map(_guarded, row) if guarded else row)
    return text.getvalue()


def to_json(reseller: int, period: str, sold: Sequence[Sold]) -> str:
    """Invoices with their lines, and totals by currency; amounts are texts, which keep their decimals."""
    document = {
        "reseller": reseller,
        "period": period,
        "totals": totals(sold),
        "invoices": [_document(each) for each in sold],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def to_xml(reseller: int, period: str, sold: Sequence[Sold]) -> str:
    """The same by the schema ``billing-data.xsd``."""
    document = {"totals": totals(sold), "invoices": [_document(each) for each in sold]}
    root = ElementTree.Element("billingData", xmlns=DATA_NAMESPACE, reseller=str(reseller), period=period)
    for name, items in document.items():
        _put_list(root, name, items)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def to_bookings(sold: Iterable[Sold]) -> str:
    """A row for each invoice and rate of tax, as it is booked; what a credit note takes back is negative."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(BOOKED)
    for invoice, _ in sold:
        taxed = [(tax.category, texts.plain(tax.rate), tax.net, tax.tax) for tax in invoice.taxes]
        rest = invoice.net - sum((net for _, _, net, _ in taxed), Decimal(0))
        if rest or not taxed:
            taxed.append(("", "0", rest, Decimal(0)))
        for category, rate, net, tax in taxed:
            money = (texts.amount(value * _sign(invoice), invoice.currency) for value in (net, tax))
            writer.writerow(
                [
                    *(
                        invoice.number,
                        invoice.type,
                        invoice.date,
                        invoice.due_date,
                        invoice.customer,
                        invoice.reference,
                    ),
                    *(invoice.customer_name, invoice.currency, category, rate, *money, invoice.credits),
                ]
            )
    return text.getvalue()


def totals(sold: Iterable[Sold]) -> list[dict[str, str]]:
    """By currency what all invoices come to; what credit notes take back is taken off."""
    found: dict[str, list[Decimal]] = {}
    for invoice, _ in sold:
        sums = found.setdefault(invoice.currency, [Decimal(0)] * 3)
        for place, value in enumerate((invoice.net, invoice.tax, invoice.total)):
            sums[place] += value * _sign(invoice)
    return [
        {"currency": currency}
        | {
            name: texts.amount(value, currency)
            for name, value in zip(("net", "tax", "total"), found[currency], strict=True)
        }
        for currency in sorted(found)
    ]


def _lines(invoice: InvoiceAnswer) -> Iterator[InvoiceLineAnswer]:
    yield from invoice.lines


def _sign(invoice: InvoiceAnswer) -> int:
    return -1 if invoice.type == CREDIT_NOTE else 1


def _cells(each: Sold, line: InvoiceLineAnswer) -> dict[str, str]:
    invoice, timezone = each
    tenant = (str(invoice.customer), invoice.reference, invoice.customer_name)
    return {
        "id": f"{invoice.number}-{line.place}",
        "quantity": str(line.quantity),
        "value": texts.amount(line.amount * _sign(invoice), invoice.currency),
        "fromdate": texts.begins(line.from_date, timezone),
        "todate": texts.ends(line.to_date, timezone),
        "productname": line.name,
        "partnumber": line.part_number,
        **dict(zip(_NAMED, tenant, strict=True)),
        **dict(zip(_FORMER, tenant, strict=True)),
        "userid": line.user_id,
        "username": line.user_name,
        "resellercode": str(invoice.reseller),
        "resellercodeext": invoice.seller.reference,
        "resellername": invoice.seller.name,
        "role": line.role,
    }


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _document(each: Sold) -> dict[str, Any]:
    invoice, timezone = each
    currency = invoice.currency

    def money(value: Decimal) -> str:
        return texts.amount(value, currency)

    return {
        "number": invoice.number,
        "type": invoice.type,
        "date": invoice.date,
        "dueDate": invoice.due_date,
        "currency": currency,
        "customer": str(invoice.customer),
        "reference": invoice.reference,
        "customerName": invoice.customer_name,
        "credits": invoice.credits,
        "net": money(invoice.net),
        "tax": money(invoice.tax),
        "total": money(invoice.total),
        "lines": [
            {
                "id": f"{invoice.number}-{line.place}",
                "kind": line.kind,
                "product": line.product,
                "name": line.name,
                "partNumber": line.part_number,
                "quantity": str(line.quantity),
                "unitPrice": texts.plain(line.unit_price),
                "amount": money(line.amount),
                "from": texts.begins(line.from_date, timezone),
                "to": texts.ends(line.to_date, timezone),
                "tags": " ".join(line.tags),
                "userId": line.user_id,
                "userName": line.user_name,
                "role": line.role,
                "taxCategory": line.tax_category,
                "taxRate": texts.plain(line.tax_rate),
            }
            for line in _lines(invoice)
        ],
    }


def _put_list(parent: ElementTree.Element, name: str, items: Sequence[dict[str, Any]]) -> None:
    """A list as an element with one for each item, whose members are attributes and lists."""
    around = ElementTree.SubElement(parent, name)
    for item in items:
        plain = {member: value for member, value in item.items() if isinstance(value, str)}
        element = ElementTree.SubElement(around, name.removesuffix("s"), plain)
        for member, value in item.items():
            if isinstance(value, list):
                _put_list(element, member, value)
