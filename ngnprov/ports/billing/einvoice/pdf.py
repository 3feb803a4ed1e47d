# SPDX-License-Identifier: Apache-2.0
"""The page of an invoice: PDF/A-3, with the reseller's brand, in the language of the customer; and the hybrid with its XML.

It is never made twice with the same bytes (fpdf2 writes the time into it), so that who makes one stores it.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from facturx import generate_from_binary
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from ngnprov.ports.billing.einvoice.words import words_in
from ngnprov.ports.billing.errors import NotInstalled
from ngnprov.ports.billing.invoices.wire import InvoiceAnswer, InvoicePartyAnswer
from ngnprov.ports.tenant import regions

_FONTS: Final = tuple(
    Path(folder) for folder in ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF")
)
_FONT = "DejaVu"
_DECIMALS: Final = re.compile(r"0\.0+|0(?!.*0)")
_WIDTHS: Final = (78, 42, 16, 25, 25)
_ROW, _SMALL, _NORMAL, _LARGE = 5, 8, 9, 14


def draw(invoice: InvoiceAnswer, language: str) -> bytes:
    """The page as PDF/A-3B. Raises NotInstalled without its font."""
    locale = _locale(language)
    words = words_in(locale.language)
    page = _page(locale)

    def money(value: Decimal) -> str:
        return _money(value, invoice.currency, locale)

    def day(text: str) -> str:
        return str(format_date(date.fromisoformat(text), "short", locale=locale))

    kind = words["creditNote" if invoice.credits else "invoice"]
    page.set_title(f"{kind} {invoice.number}")
    page.set_author(invoice.seller.name)
    _head(page, invoice.seller)
    for text in _address(invoice.buyer):
        _write(page, text)
    page.ln(_ROW * 2)
    _write(page, f"{kind} {invoice.number}", _LARGE, bold=True)
    facts = [(words["date"], day(invoice.date)), (words["due"], day(invoice.due_date))]
    facts += [(words["reference"], invoice.reference)]
    if invoice.credits:
        facts.append((words["credits"], invoice.credits))
    for name, value in facts:
        _write(page, f"{name}: {value}")
    if invoice.reason:
        _write(page, invoice.reason)
    page.ln(_ROW)
    _row(page, [words[name] for name in ("item", "days", "quantity", "price", "amount")], bold=True)
    for line in invoice.lines:
        days = day(line.from_date) if line.from_date == line.to_date else f"{day(line.from_date)} - {day(line.to_date)}"
        tags = ", ".join(words[tag] for tag in line.tags)
        name = " ".join(filter(None, (line.name, line.user_name))) + (f" ({tags})" if tags else "")
        quantity = format_decimal(line.quantity, locale=locale)
        _row(page, [name, days, str(quantity), money(line.unit_price), money(line.amount)])
    page.ln(_ROW)
    _row(page, ["", "", "", words["net"], money(invoice.net)])
    for tax in invoice.taxes:
        rate = format_decimal(tax.rate, locale=locale)
        _row(page, [tax.reason, "", "", f"{words['tax']} {rate} %", money(tax.tax)])
    _row(page, ["", "", "", words["total"], money(invoice.total)], bold=True)
    page.ln(_ROW)
    for text in (invoice.payment_terms, _account(invoice.seller)):
        if text:
            _write(page, text)
    return bytes(page.output())


def embed(invoice: InvoiceAnswer, document: bytes, language: str) -> bytes:
    """The page with the e-invoice in it (Factur-X); its label follows from what the XML says."""
    locale = _locale(language)
    kind = words_in(locale.language)["creditNote" if invoice.credits else "invoice"]
    title = f"{kind} {invoice.number}"
    told = {"author": invoice.seller.name, "title": title, "subject": title, "keywords": f"{kind}, Factur-X"}
    made: bytes = generate_from_binary(
        draw(invoice, language),
        document,
        check_xsd=True,
        check_schematron=False,
        pdf_metadata=told,
        lang=locale.language,
    )
    return made


def _page(locale: Locale) -> FPDF:
    folder = next((each for each in _FONTS if (each / "DejaVuSans.ttf").exists()), None)
    if folder is None:
        raise NotInstalled("needs the font DejaVu Sans: apt install fonts-dejavu-core")
    page = FPDF(enforce_compliance="PDF/A-3B")
    page.add_font(_FONT, "", folder / "DejaVuSans.ttf")
    page.add_font(_FONT, "B", folder / "DejaVuSans-Bold.ttf")
    page.set_lang(str(locale).replace("_", "-"))
    page.set_creator("ngnprov")
    page.add_page()
    return page


def _head(page: FPDF, seller: InvoicePartyAnswer) -> None:
    _write(page, seller.brand or seller.name, _LARGE, bold=True)
    for text in (*_address(seller), seller.vat_id, seller.registration, seller.email, seller.phone):
        if text:
            _write(page, text, _SMALL)
    page.ln(_ROW * 2)


def _address(party: InvoicePartyAnswer) -> Sequence[str]:
    place = " ".join(filter(None, (party.postcode, party.city)))
    return [each for each in (party.name, party.street, place, party.region, party.country) if each]


def _account(seller: InvoicePartyAnswer) -> str:
    return f"IBAN {seller.iban}" + (f", BIC {seller.bic}" if seller.bic else "") if seller.iban else ""


def _write(page: FPDF, text: str, size: int = _NORMAL, *, bold: bool = False) -> None:
    page.set_font(_FONT, "B" if bold else "", size)
    page.multi_cell(0, _ROW, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _row(page: FPDF, cells: Sequence[str], *, bold: bool = False) -> None:
    """A row of the table, on the next page where this one is full; names take as many lines as they need."""
    page.set_font(_FONT, "B" if bold else "", _SMALL)
    first, *others = cells
    needed = len(page.multi_cell(_WIDTHS[0], _ROW, first or " ", dry_run=True, output="LINES")) * _ROW
    if page.will_page_break(needed):
        page.add_page()
    top = page.get_y()
    page.multi_cell(_WIDTHS[0], _ROW, first, new_x=XPos.RIGHT, new_y=YPos.TOP)
    for width, text in zip(_WIDTHS[1:], others, strict=True):
        page.cell(width, _ROW, text, align="R")
    page.set_xy(page.l_margin, top + needed)


def _money(value: Decimal, currency: str, locale: Locale) -> str:
    """An amount with the decimals that the currency has, or more for a price of parts of them: nothing is rounded here."""
    decimals = max(regions.minor_units(currency), -int(value.normalize().as_tuple().exponent))
    pattern = locale.currency_formats["standard"].pattern
    exact = ";".join(_DECIMALS.sub("0." + "0" * decimals if decimals else "0", part) for part in pattern.split(";"))
    return str(format_currency(value, currency, format=exact, locale=locale, currency_digits=False))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
