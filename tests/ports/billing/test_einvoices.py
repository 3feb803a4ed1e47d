# SPDX-License-Identifier: Apache-2.0
"""E-invoices are handed out when schema, official rules and our own checks were really run (billing.md 11; S24)."""

import re
import sys
from collections.abc import Callable, Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from ngnprov.ports.billing import einvoice
from ngnprov.ports.billing.einvoice import checks, making, rules, writing
from ngnprov.ports.billing.einvoice.terms import terms
from ngnprov.ports.billing.errors import NoEInvoice
from ngnprov.ports.billing.invoices.wire import (
    InvoiceAnswer,
    InvoiceLineAnswer,
    InvoicePartyAnswer,
    InvoiceTaxAnswer,
)

Terms = dict[str, Any]


def party(**members: str) -> InvoicePartyAnswer:
    empty: Any = dict.fromkeys(InvoicePartyAnswer._fields, "")
    return InvoicePartyAnswer(**{**empty, **members})


SELLER = party(
    **{"name": "Anbieter GmbH", "vat_id": "ATU13585627", "street": "Ring 1", "postcode": "1010", "city": "Wien"},
    **{"country": "AT", "iban": "AT611904300234573201", "reference": "1"},
    **{"electronic_address": "rechnung@anbieter.example", "electronic_scheme": "EM"},
)
BUYER = party(
    **{"name": "Kunde & Söhne AG", "street": "Weg 2", "postcode": "10115", "city": "Berlin", "country": "DE"},
    **{"buyer_reference": "04011000-12345-34", "electronic_address": "k@kunde.example", "electronic_scheme": "EM"},
)


def line(place: int, quantity: int, price: str, amount: str, **members: Any) -> InvoiceLineAnswer:
    given: dict[str, Any] = {
        **{"place": place, "kind": "monthly", "subscription": place, "product": "SEAT", "name": "Seat"},
        **{"part_number": "#XDM-100", "quantity": quantity, "from_date": "2027-03-15", "to_date": "2027-03-31"},
        **{
            "unit_price": Decimal(price),
            "amount": Decimal(amount),
            "tags": [],
            "user_id": "",
            "user_name": "",
            "role": "",
        },
        **{"tax_category": "S", "tax_rate": Decimal(20), "tax_reason": ""},
    }
    return InvoiceLineAnswer(**{**given, **members})


LINES = [line(1, 3, "10.00", "30.00"), line(2, 3, "9.99", "16.43", tags=["prorata"]), line(3, 2, "5.00", "0.00")]
INVOICE = InvoiceAnswer(
    number="1-202703-1",
    type="periodic",
    reseller=1,
    customer=2,
    customer_name=BUYER.name,
    reference="2",
    period="2027-03",
    date="2027-03-01",
    due_date="2027-03-15",
    currency="EUR",
    lines=LINES,
    taxes=[
        InvoiceTaxAnswer(category="S", rate=Decimal(20), net=Decimal("46.43"), tax=Decimal("9.29"), reason=""),
    ],
    net=Decimal("46.43"),
    tax=Decimal("9.29"),
    total=Decimal("55.72"),
    seller=SELLER,
    buyer=BUYER,
    payment_terms="14 days net",
    credits="",
    reason="",
    created_by="",
    create_date="",
)


def right() -> Terms:
    return terms(INVOICE, LINES)


def nested(part: str, place: int, name: str, value: Any) -> Callable[[Terms], Any]:
    return lambda found: found[part][place].__setitem__(name, value)


def also(name: str, value: Any) -> Callable[[Terms], Any]:
    return lambda found: found.__setitem__(name, value)


MUTATIONS: Mapping[str, Callable[[Terms], Any]] = {
    "BR-CO-10": also("BT-106", "46.44"),
    "BR-CO-13": also("BT-109", "46.44"),
    "BR-CO-14": also("BT-110", "9.30"),
    "BR-CO-15": also("BT-112", "55.73"),
    "BR-CO-16": also("BT-115", "55.73"),
    "BR-S-08": nested("BG-23", 0, "BT-116", "44.93"),
    "BR-S-05": nested("BG-25", 0, "BT-152", "0"),
    "BR-CO-26": lambda found: found["BG-4"].pop("vat_identifier"),
    "BR-CO-17": nested("BG-23", 0, "BT-117", "11.29"),
    "BR-S-02": lambda found: found["BG-4"].pop("vat_identifier"),
}
"""One thing wrong, by the rule that says so."""

IN_DOCUMENT = {
    "BR-CL-04": (
        rb'currencyID="EUR"',
        rb'currencyID="XYZ"',
        rb"<cbc:DocumentCurrencyCode>EUR<",
        rb"<cbc:DocumentCurrencyCode>XYZ<",
    ),
    "BR-CL-23": (rb'unitCode="MON"', rb'unitCode="NONE"'),
    "BR-06": (rb"<cbc:RegistrationName>Anbieter GmbH<", rb"<cbc:RegistrationName><"),
    "BR-16": (rb"<cac:InvoiceLine>.*</cac:InvoiceLine>", rb""),
}
"""What the writer does not write wrong: what is replaced in a right document, and by what."""


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    return {kind: making.xml(right(), kind) for kind in (making.CII, making.UBL)}


def test_a_right_invoice_and_a_right_credit_note_are_handed_out(documents: dict[str, bytes]) -> None:
    assert b"en16931" in documents[making.CII]
    assert b"04011000-12345-34" in documents[making.UBL]
    note = INVOICE._replace(type="creditNote", credits="1-202702-1", reason="Out of order")
    assert b"CreditNote" in making.xml(terms(note, LINES), making.UBL)


def test_one_thing_wrong_fails_the_rule_that_says_so() -> None:
    written = []
    for change in MUTATIONS.values():
        wrong = deepcopy(right())
        change(wrong)
        written.append(writing.write(wrong, making.UBL))
    found = rules.failures(making.UBL, written)
    missed = {
        rule: failed for rule, failed in zip(MUTATIONS, found, strict=True) if not any(rule in each for each in failed)
    }
    assert missed == {}


def test_what_the_writer_does_not_write_wrong_fails_its_rule_in_a_document(documents: dict[str, bytes]) -> None:
    wrong = []
    for replaced in IN_DOCUMENT.values():
        document = documents[making.UBL]
        for old, new in zip(replaced[::2], replaced[1::2], strict=True):
            document, count = re.subn(old, new, document, flags=re.DOTALL)
            assert count, old
        wrong.append(document)
    found = rules.failures(making.UBL, wrong)
    missed = {
        rule: failed
        for rule, failed in zip(IN_DOCUMENT, found, strict=True)
        if not any(rule in each for each in failed)
    }
    assert missed == {}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (nested("BG-23", 0, "BT-117", "9.28"), "the tax on 46.43 at 20 per cent is not 9.28"),
        (nested("BG-25", 0, "BT-131", "29.00"), "line 1: quantity times price is not 29.00"),
        (nested("BG-23", 0, "BT-116", "45.93"), "the lines of S 20 do not come to 45.93"),
        (also("BT-115", "-55.72"), "BT-115 is negative"),
        (also("BT-106", "46.430"), ""),
        (also("BT-106", "46.431"), "BT-106 has more decimals than EUR"),
        (lambda found: found.pop("BT-10"), "BT-10 is missing"),
        (lambda found: found.pop("BT-84"), "BT-84 is missing"),
    ],
)
def test_our_own_checks_find_what_the_official_rules_let_pass(change: Callable[[Terms], Any], words: str) -> None:
    wrong = right()
    assert list(checks.wrong(wrong)) == []
    change(wrong)
    found = list(checks.wrong(wrong))
    assert (found == []) if not words else any(each.startswith(words) for each in found)


def test_the_tax_of_a_credit_note_may_be_a_cent_off_and_no_more() -> None:
    """What several credit notes take back comes to the tax of their invoice (I13); the official rules let it pass."""
    rest = INVOICE.taxes[0]._replace(tax=Decimal("9.28"))
    note = INVOICE._replace(
        type="creditNote", credits="1-202702-1", taxes=[rest], tax=Decimal("9.28"), total=Decimal("55.71")
    )
    for kind in (making.CII, making.UBL):
        assert making.xml(terms(note, LINES), kind)
    wrong = terms(note, LINES)
    wrong["BG-23"][0]["BT-117"] = "9.27"
    assert list(checks.wrong(wrong)) == ["the tax on 46.43 at 20 per cent is not 9.27"]


def test_cents_of_a_currency_without_any_are_found() -> None:
    yen = right()
    yen["BT-5"] = "JPY"
    assert any("more decimals than JPY" in each for each in checks.wrong(yen))


def test_rules_that_cannot_be_run_are_a_refusal_and_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(NoEInvoice, match="could not be run"):
        making.xml(right(), making.UBL)
    monkeypatch.setattr(sys, "executable", "/bin/true")
    with pytest.raises(NoEInvoice, match="could not be run"):
        making.xml(right(), making.UBL)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "facturx", None)
    monkeypatch.delattr(einvoice, "writing")
    monkeypatch.delitem(sys.modules, f"{einvoice.__name__}.writing")
    with pytest.raises(NoEInvoice, match=r"pip install 'ngnprov\[einvoice\]'"):
        making.xml(right(), making.UBL)
