# SPDX-License-Identifier: Apache-2.0
"""Files of invoices: made once, and the same bytes ever after (billing.md 11)."""

import base64
import hashlib
import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from tests.ports.billing.conftest import InvoiceScene, line

OnDay = Callable[[str], None]
NUMBER = "1-202704-1"


@pytest.fixture
def made(invoiced: InvoiceScene, on_day: OnDay) -> InvoiceScene:
    """An invoice of April to a customer in Austria."""
    on_day("2027-04-01")
    reseller = {"reseller": 1, "brandName": "Öhm & Söhne Voice"}
    invoiced.admin.tenant.setResellerProfile(profile=reseller)
    invoiced.reseller_login.setInvoicing(invoicing={"customer": 2, "buyerReference": "PO-7", **ADDRESS})
    invoiced.orders.order(line("SEAT", 40))
    invoiced.run("2027-04")
    return invoiced


ADDRESS = {
    **{"name": "Kunde AG", "street": "Weg 2", "postcode": "8010", "city": "Graz", "country": "AT"},
    **{"electronicAddress": "k@kunde.example", "electronicScheme": "EM"},
}


def content(file: Any) -> bytes:
    found = base64.b64decode(file["content"])
    assert hashlib.sha256(found).hexdigest() == file["sha256"]
    return found


def test_a_page_has_the_brand_and_the_formats_of_the_customer_and_is_made_once(made: InvoiceScene) -> None:
    file = made.customer_login.makeInvoiceFile(invoice=NUMBER, format="pdf")
    assert (file["name"], file["mediaType"]) == (f"{NUMBER}.pdf", "application/pdf")
    text = pypdf.PdfReader(io.BytesIO(content(file))).pages[0].extract_text()
    for part in ("Öhm & Söhne Voice", "Kunde AG", f"Rechnung {NUMBER}", "1.200,00", "30.04.27", "AT611904300234573201"):
        assert part in text
    before = made.world.fingerprint()
    assert made.reseller_login.makeInvoiceFile(invoice=NUMBER, format="pdf") == file, "byte for byte"
    assert made.world.fingerprint() == before


def test_a_hybrid_has_the_same_e_invoice_in_it(made: InvoiceScene) -> None:
    xml = content(made.reseller_login.makeInvoiceFile(invoice=NUMBER, format="cii"))
    hybrid = content(made.reseller_login.makeInvoiceFile(invoice=NUMBER, format="facturx"))
    reader = pypdf.PdfReader(io.BytesIO(hybrid))
    assert reader.attachments["factur-x.xml"] == [xml]
    assert reader.metadata is not None
    assert reader.metadata.title == f"Rechnung {NUMBER}"
    assert b"<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in (
        reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b""
    )


def test_what_an_e_invoice_lacks_is_said_and_nothing_is_stored(made: InvoiceScene, on_day: OnDay) -> None:
    made.reseller_login.setInvoicing(invoicing={"customer": 2, "buyerReference": ""})
    on_day("2027-05-01")
    made.run("2027-05")
    before = made.world.fingerprint()
    fault = made.reseller_login.refused("makeInvoiceFile", invoice="1-202705-2", format="ubl")
    assert fault.code == 8311
    assert "buyerReference" in fault.text
    assert made.world.fingerprint() == before
    strange = made.stranger()
    first = strange.refused("makeInvoiceFile", invoice="1-202705-2", format="ubl")
    assert (first.code, first.field) == (8309, "invoice")
    assert first.members == strange.refused("makeInvoiceFile", invoice="1-202705-99", format="ubl").members
    assert made.root.refused("makeInvoiceFile", invoice=NUMBER, format="doc").field == "format"
