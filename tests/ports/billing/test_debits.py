# SPDX-License-Identifier: Apache-2.0
"""Direct debits: by mandates, each invoice once, on days on which banks settle (billing.md 12)."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from ngnprov.ports.billing.debits import pain
from tests.ports.billing.conftest import InvoiceScene, line

OnDay = Callable[[str], None]
MANDATE = {
    **{"customer": 2, "name": "Müller & Söhne OHG", "iban": "DE89 3704 0044 0532 0130 00", "mandateId": "M-4711"},
    **{"mandateDate": "2026-11-01", "mandateSequence": "FRST"},
}
ASKED = {"reseller": 1, "period": "2027-04", "date": "2027-04-12"}


@pytest.fixture
def due(invoiced: InvoiceScene, on_day: OnDay) -> InvoiceScene:
    """April is invoiced: 2 seats with desks, 76.20 and 20 per cent of tax."""
    on_day("2027-04-01")
    invoiced.reseller_login.setInvoicing(invoicing={"customer": 1, "creditorId": "AT61ZZZ01234567890"})
    invoiced.orders.order(line("SEAT", 2))
    invoiced.run("2027-04")
    return invoiced


def texts(file: Any, name: str) -> list[str]:
    root = etree.fromstring(base64.b64decode(file["content"]))
    return [each.text or "" for each in root.iterfind(f".//{{*}}{name}")]


def test_what_was_invoiced_is_collected_by_the_mandate_and_once(due: InvoiceScene) -> None:
    login = due.reseller_login
    login.setInvoicing(invoicing=MANDATE)
    file = login.exportDebits(**ASKED)
    assert (file["collections"], file["total"], file["skipped"]) == (1, 91.44, [])
    assert texts(file, "InstdAmt") == ["91.44"]
    assert texts(file, "CtrlSum") == ["91.44"] * 2
    assert texts(file, "SeqTp") == ["FRST"]
    assert texts(file, "ReqdColltnDt") == ["2027-04-12"]
    assert texts(file, "MndtId") == ["M-4711"]
    assert texts(file, "EndToEndId") == ["1-202704-1"]
    assert "Mueller + Soehne OHG" in texts(file, "Nm")
    assert login.getInvoicing(customer=2)["mandateSequence"] == "RCUR", "the next one is not the first"
    before = due.world.fingerprint()
    assert login.exportDebits(**ASKED) == file, "byte for byte"
    fault = login.refused("exportDebits", **{**ASKED, "date": "2027-04-13"})
    assert (fault.code, fault.field) == (101, "period")
    assert due.world.fingerprint() == before


def test_what_is_not_collected_is_told_with_the_reason(due: InvoiceScene) -> None:
    login = due.reseller_login
    assert login.refused("exportDebits", **ASKED).field == "period"
    id, _ = due.sibling()
    for currency, price in (("CHF", 80), ("EUR", 0), ("EUR", 10)):
        new = {"customer": id, "currency": currency, "lines": [{"name": "Hour", "unitPrice": price}]}
        login.addAdHocInvoice(invoice=new)
    login.setInvoicing(invoicing={**MANDATE, "mandateSequence": "OOFF"})
    login.addAdHocInvoice(invoice={"customer": 2, "lines": [{"name": "Hour", "unitPrice": 80}]})
    login.addCreditNote(creditNote={"invoice": "1-202704-1", "reason": "Part", "lines": [{"place": 2, "amount": 10}]})
    file = login.exportDebits(**ASKED)
    assert (file["collections"], file["total"]) == (1, 79.44), "what was taken back is not collected"
    assert [(each["invoice"], each["reason"].split()[-1]) for each in file["skipped"]] == [
        ("1-202704-2", "EUR"),
        ("1-202704-3", "pay"),
        ("1-202704-4", "IBAN"),
        ("1-202704-5", "OOFF"),
    ]
    assert login.getInvoicing(customer=2)["mandateId"] == "", "it is used up"


@pytest.mark.parametrize("day", ["2027-04-10", "2027-03-26", "2026-12-24", "soon", "2027-03-31"])
def test_no_day_is_taken_on_which_banks_do_not_settle_or_that_is_past(due: InvoiceScene, day: str) -> None:
    due.reseller_login.setInvoicing(invoicing=MANDATE)
    fault = due.reseller_login.refused("exportDebits", **{**ASKED, "date": day})
    assert (fault.code, fault.field) == (101, "date")


def test_a_reseller_needs_an_account_and_an_identifier(due: InvoiceScene) -> None:
    due.reseller_login.setInvoicing(invoicing={"customer": 1, "creditorId": ""})
    fault = due.reseller_login.refused("exportDebits", **ASKED)
    assert (fault.code, fault.field) == (102, "invoicing.creditorId")
    assert due.customer_login.refused("exportDebits", **ASKED).code == 902
    assert due.stranger().refused("exportDebits", **ASKED).code == 5000


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Müller & Söhne", "Mueller + Soehne"),
        ("Société Œuvre", "Societe OEuvre"),
        ("x" * 90, "x" * 70),
        ("5 – Übel", "5 - Uebel"),
        ("Иван", "Ivan"),
    ],
)
def test_names_are_written_in_the_letters_of_sepa(text: str, written: str) -> None:
    assert pain.signs(text) == written
