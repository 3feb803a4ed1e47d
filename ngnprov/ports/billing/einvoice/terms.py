# SPDX-License-Identifier: Apache-2.0
"""An invoice as the business terms of EN 16931 (BT-1 is its number), from which CII and UBL are written alike."""

from collections.abc import Sequence
from typing import Any, Final

from ngnprov.ports.billing.einvoice import checks
from ngnprov.ports.billing.files import texts
from ngnprov.ports.billing.invoices.tables import CREDIT_NOTE
from ngnprov.ports.billing.invoices.wire import InvoiceAnswer, InvoiceLineAnswer, InvoicePartyAnswer

PROFILE: Final = "en16931"
"""Guideline, schema, rules and label of the PDF all come from this."""
_INVOICE = "380"
_PIECE, _MONTH = "C62", "MON"
_TRANSFER = "58"


def terms(invoice: InvoiceAnswer, lines: Sequence[InvoiceLineAnswer]) -> dict[str, Any]:
    """The business terms; amounts are texts with the decimals that the currency has."""
    currency = invoice.currency

    def money(value: Any) -> str:
        return texts.amount(value, currency)

    zero = money(invoice.net - invoice.net)
    found: dict[str, Any] = {
        "BT-1": invoice.number,
        "BT-2": invoice.date,
        "BT-3": checks.CREDIT_NOTE if invoice.type == CREDIT_NOTE else _INVOICE,
        "BT-5": currency,
        "BT-9": invoice.due_date,
        "BT-10": invoice.buyer.buyer_reference,
        "BT-20": invoice.payment_terms,
        "BG-1": [{"BT-22": invoice.reason}] if invoice.reason else [],
        "BG-4": _party(invoice.seller),
        "BG-7": _party(invoice.buyer),
        "BT-106": money(invoice.net),
        "BT-107": zero,
        "BT-108": zero,
        "BT-109": money(invoice.net),
        "BT-110": money(invoice.tax),
        "BT-112": money(invoice.total),
        "BT-113": zero,
        "BT-115": money(invoice.total),
        "BG-23": [
            {
                "BT-116": money(tax.net),
                "BT-117": money(tax.tax),
                "BT-118": tax.category,
                "BT-119": _rate(tax.category, tax.rate),
                **({"BT-120": tax.reason} if tax.reason else {}),
            }
            for tax in invoice.taxes
        ],
        "BG-25": [_line(line, money(line.amount)) for line in lines],
    }
    if lines:
        found["BT-73"] = min(line.from_date for line in lines)
        found["BT-74"] = found["BT-72"] = max(
            line.to_date for line in lines
        )  # without BT-72 factur-x writes no valid CII
    if invoice.credits:
        found["BG-3"] = [{"BT-25": invoice.credits}]
    if invoice.seller.iban:
        found |= {"BT-81": _TRANSFER, "BT-84": invoice.seller.iban, "BT-83": invoice.number}
    return {name: value for name, value in found.items() if value not in ("", [])}


def _line(line: InvoiceLineAnswer, amount: str) -> dict[str, Any]:
    """A whole month at its price; what costs something else has its amount as the price of its quantity (BT-149)."""
    is_whole = line.unit_price * line.quantity == line.amount
    price = texts.plain(line.unit_price) if is_whole else amount
    found = {
        "BT-126": str(line.place),
        "BT-129": str(line.quantity),
        "BT-130": _MONTH if line.kind in ("monthly", "fee", "userFee") else _PIECE,
        "BT-131": amount,
        "BT-134": line.from_date,
        "BT-135": line.to_date,
        "BT-146": price,
        "BT-151": line.tax_category,
        "BT-152": _rate(line.tax_category, line.tax_rate),
        "BT-153": line.name,
        "BT-155": line.part_number or line.product,
    }
    if not is_whole:
        found["BT-149"] = str(line.quantity)
    return {name: value for name, value in found.items() if value}


def _rate(category: str, rate: Any) -> str:
    return "" if category == "O" else texts.plain(rate)


def _party(party: InvoicePartyAnswer) -> dict[str, Any]:
    contact = {"name": party.name, "phone": party.phone, "email": party.email}
    found: dict[str, Any] = {
        "name": party.name,
        "legal_identifier": party.registration,
        "vat_identifier": party.vat_id,
        "einvoicing_addr": party.electronic_address,
        "einvoicing_addr_schemeid": party.electronic_scheme,
        "addr_l1": party.street,
        "postcode": party.postcode,
        "city": party.city,
        "country_subdivision": party.region,
        "country_code": party.country,
        "contacts": [{name: value for name, value in contact.items() if value}] if party.phone and party.email else [],
    }
    return {name: value for name, value in found.items() if value}
