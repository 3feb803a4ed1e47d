# SPDX-License-Identifier: Apache-2.0
"""Files of an invoice: a page, or an e-invoice for which schema, official rules and our own checks were really run."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ngnprov.ports.billing.einvoice import checks
from ngnprov.ports.billing.einvoice.terms import PROFILE, terms
from ngnprov.ports.billing.errors import NoEInvoice, NotInstalled
from ngnprov.ports.billing.invoices.wire import InvoiceAnswer

PDF, CII, UBL, FACTURX = "pdf", "cii", "ubl", "facturx"
INSTALL: Final = "pip install 'ngnprov[einvoice]'"


class Kind(NamedTuple):
    """How a file ends, and of which media type it is."""

    ending: str
    media_type: str


KINDS: Final = {
    PDF: Kind("pdf", "application/pdf"),
    CII: Kind("cii.xml", "application/xml"),
    UBL: Kind("ubl.xml", "application/xml"),
    FACTURX: Kind("facturx.pdf", "application/pdf"),
}


def make(invoice: InvoiceAnswer, format: str, language: str) -> bytes:
    """The file of an invoice. Raises NoEInvoice, NotInstalled."""
    try:
        from ngnprov.ports.billing.einvoice import pdf
    except ModuleNotFoundError as missing:
        raise NotInstalled(f"needs the package {missing.name}: {INSTALL}") from missing
    if format == PDF:
        return pdf.draw(invoice, language)
    document = xml(terms(invoice, list(invoice.lines)), CII if format == FACTURX else format)
    return pdf.embed(invoice, document, language) if format == FACTURX else document


def xml(written: Mapping[str, Any], kind: str) -> bytes:
    """An e-invoice that is right by its schema, by the rules of EN 16931 and by our own. Raises NoEInvoice."""
    if found := list(checks.wrong(written)):
        raise NoEInvoice("; ".join(found))
    try:
        from ngnprov.ports.billing.einvoice import rules, writing
    except ModuleNotFoundError as missing:
        raise NoEInvoice(f"the rules are not run without the package {missing.name}: {INSTALL}") from missing
    document = writing.write(written, kind)
    rules.require(kind, document)
    return document


__all__ = ["KINDS", "PROFILE", "make", "xml"]
