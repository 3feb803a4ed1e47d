# SPDX-License-Identifier: Apache-2.0
"""Invoices of months: previewed, made once, and what they say (billing.md 7 to 9)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.ports.billing.conftest import InvoiceScene, line, told

OnDay = Callable[[str], None]
DAYS = ("fromDate", "toDate", "amount", "tags")
CUSTOMER = InvoiceScene.customer_id


def without_day(invoice: Any) -> Any:
    return {**invoice, "number": "", "createdBy": "", "createDate": ""}


def test_the_preview_is_the_invoice_and_both_hold_the_worked_example(invoiced: InvoiceScene, on_day: OnDay) -> None:
    """Xarios: what is ordered on 15 March is charged to 30 April. 2 x 30 x 17/31 = 32.90, and 60; 2 x 3.10 x 17/31 = 3.40."""
    on_day("2027-03-15")
    invoiced.orders.order(line("SEAT", 2))
    on_day("2027-04-01")
    preview = invoiced.preview("2027-04")
    assert told(preview, "kind", "product", *DAYS) == [
        ("once", "SEAT", "2027-03-15", "2027-03-15", 10, []),
        ("monthly", "SEAT", "2027-03-15", "2027-03-31", 32.9, ["prorata"]),
        ("monthly", "SEAT", "2027-04-01", "2027-04-30", 60, []),
        ("monthly", "DESK", "2027-03-15", "2027-03-31", 3.4, ["prorata"]),
        ("monthly", "DESK", "2027-04-01", "2027-04-30", 6.2, []),
    ]
    assert (preview["net"], preview["tax"], preview["total"]) == (112.5, 22.5, 135)
    assert (preview["number"], preview["date"], preview["dueDate"]) == ("", "2027-04-01", "2027-04-15")
    (made,) = invoiced.run("2027-04")
    assert made["number"] == "1-202704-1"
    assert without_day(made) == preview
    own = invoiced.customer_login.getInvoices(query={})["invoices"]
    assert own == [made], "customers read their own"
    assert invoiced.reseller_login.previewInvoice(reseller=1, period="2027-04") == []


def test_a_month_is_invoiced_once_and_none_before_it(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-04-01")
    invoiced.orders.order(line("SEAT"))
    assert len(invoiced.run("2027-05")) == 1
    before = invoiced.world.fingerprint()
    for period in ("2027-05", "2027-04"):
        fault = invoiced.root.refused("generateInvoices", reseller=1, period=period)
        assert (fault.code, fault.field) == (8310, "period")
    for period in ("2027-06", "2027-13", "May", "2027-5"):
        fault = invoiced.root.refused("generateInvoices", reseller=1, period=period)
        assert (fault.code, fault.field) == (101, "period")
    assert invoiced.reseller_login.refused("generateInvoices", reseller=1, period="2027-05").code == 902
    assert invoiced.root.refused("generateInvoices", reseller=CUSTOMER, period="2027-05").field == "reseller"
    assert invoiced.root.refused("generateInvoices", reseller=4711, period="2027-05").code == 5000
    assert invoiced.world.fingerprint() == before


def test_what_is_added_and_removed_between_two_invoices_is_charged_once(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT", 5, deviceProduct="DESK"))
    assert [each["net"] for each in invoiced.run("2027-03")] == [5 * 30 + 5 * 5 + 5 * 3.1]
    on_day("2027-03-10")
    invoiced.orders.order(line("SEAT", 2), kind="remove")  # parts the five: they were charged for March
    on_day("2027-03-27")
    invoiced.orders.order(line("SEAT", 1))
    on_day("2027-04-01")
    (april,) = invoiced.run("2027-04")
    assert told(april, "product", "kind", "quantity", *DAYS) == [
        ("SEAT", "monthly", 3, "2027-04-01", "2027-04-30", 90, []),
        ("DESK", "monthly", 3, "2027-04-01", "2027-04-30", 9.3, []),
        ("SEAT", "once", 1, "2027-03-27", "2027-03-27", 5, []),
        ("SEAT", "monthly", 1, "2027-03-27", "2027-03-31", 4.84, ["prorata"]),
        ("SEAT", "monthly", 1, "2027-04-01", "2027-04-30", 30, []),
        ("DESK", "monthly", 1, "2027-03-27", "2027-03-31", 0.5, ["prorata"]),
        ("DESK", "monthly", 1, "2027-04-01", "2027-04-30", 3.1, []),
    ]
    on_day("2027-05-01")
    invoiced.orders.order(line("SEAT", 1))
    invoiced.orders.order(line("SEAT", 1), kind="remove")
    assert [each["net"] for each in invoiced.run("2027-05")] == [4 * 33.1], "what was held on one day is free"


def test_numbers_have_no_gaps_and_a_refused_invoice_takes_none(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT"))
    new = {"customer": CUSTOMER, "lines": [{"name": "Installation", "unitPrice": 99.995}]}
    first = invoiced.reseller_login.addAdHocInvoice(invoice=new)
    assert (first["number"], first["type"], first["net"], first["total"]) == ("1-202703-1", "adHoc", 100, 120)
    wrong = {"customer": CUSTOMER, "lines": [{"name": "Installation", "unitPrice": -1}]}
    fault = invoiced.reseller_login.refused("addAdHocInvoice", invoice=wrong)
    assert (fault.code, fault.field) == (101, "invoice.lines.0.unitPrice")
    invoiced.reseller_login.asking(dryRun=True).addAdHocInvoice(invoice=new)
    assert [each["number"] for each in invoiced.run("2027-03")] == ["1-202703-2"]
    assert invoiced.reseller_login.addAdHocInvoice(invoice=new)["number"] == "1-202703-3"
    assert invoiced.customer_login.refused("addAdHocInvoice", invoice=new).code == 902


def test_an_invoice_is_taken_back_by_credit_notes_and_never_more_than_it_was(
    invoiced: InvoiceScene, on_day: OnDay
) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT", 2))
    (made,) = invoiced.run("2027-03")
    login = invoiced.reseller_login
    part = {"invoice": made["number"], "reason": "Out of order", "lines": [{"place": 2, "amount": 10.5}]}
    note = login.addCreditNote(creditNote=part)
    assert (note["type"], note["credits"], note["net"], note["tax"]) == ("creditNote", made["number"], 10.5, 2.1)
    fault = login.refused("addCreditNote", creditNote={**part, "lines": [{"place": 2, "amount": 49.51}]})
    assert (fault.code, fault.field) == (101, "creditNote.lines.0.amount")
    rest = login.addCreditNote(creditNote={"invoice": made["number"], "reason": "Cancelled"})
    assert note["net"] + rest["net"] == made["net"]
    fault = login.refused("addCreditNote", creditNote={"invoice": made["number"], "reason": "Again"})
    assert (fault.code, fault.field) == (101, "creditNote.invoice")
    for number, code in ((note["number"], 101), ("1-202703-99", 8309)):
        fault = login.refused("addCreditNote", creditNote={"invoice": number, "reason": "Again"})
        assert (fault.code, fault.field) == (code, "creditNote.invoice")
    asked = {"creditNote": {"invoice": made["number"], "reason": "Not mine"}}
    strange = invoiced.stranger().refused("addCreditNote", **asked)
    assert strange.members == invoiced.stranger().refused("addCreditNote", **asked).members
    assert strange.code == 8309


def test_credit_notes_come_to_the_tax_of_the_invoice_however_many_they_are(invoiced: InvoiceScene) -> None:
    """Ten lines of 0.03 at 19 per cent: 0.057 of tax are 0.06, and of each line alone 0.01."""
    login = invoiced.reseller_login
    lines = [{"name": "Call", "unitPrice": 0.03, "taxCategory": "S", "taxRate": 19}] * 10
    lines.append({"name": "Call", "unitPrice": 0.05, "taxCategory": "S", "taxRate": 10})
    made = login.addAdHocInvoice(invoice={"customer": CUSTOMER, "currency": "EUR", "lines": lines})
    notes = [
        login.addCreditNote(creditNote={"invoice": made["number"], "reason": "Wrong", "lines": [{"place": place}]})
        for place in range(1, 12)
    ]
    cents = [round(each["tax"] * 100) for each in notes]
    assert cents == [1, 0, 1, 0, 1, 0, 1, 1, 0, 1, 1], "0.57, 1.14, 1.71, ... rounded, less what was there before"
    assert (made["tax"], sum(cents)) == (0.07, 7)
    assert round(sum(each["total"] for each in notes), 2) == made["total"]
    assert all(sum(tax["tax"] for tax in each["taxes"]) == each["tax"] for each in notes)
    found = login.getInvoices(query={"filter": {"type": "creditNote"}})["invoices"]
    assert found[::-1] == notes, "what was answered is what is read"


def test_reference_or_number_is_printed_and_stays_as_it_was(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT"))
    (march,) = invoiced.run("2027-03")
    assert march["reference"] == march["buyer"]["reference"] == str(CUSTOMER)
    invoiced.orders.pbx.profile(reference="K-4711", name="Renamed")
    invoiced.orders.pbx.root.updateProduct(product={"code": "SEAT", "reseller": 1, "priceMonthly": 99, "name": "Chair"})
    invoiced.reseller_login.setInvoicing(invoicing={"customer": 1, "name": "Other GmbH", "taxRate": 10})
    on_day("2027-04-01")
    (april,) = invoiced.run("2027-04")
    assert april["reference"] == "K-4711"
    assert told(april, "product", "unitPrice")[0] == ("SEAT", 30), "prices are those of the order"
    assert (april["seller"]["name"], april["taxes"][0]["rate"]) == ("Other GmbH", 10)
    (found,) = invoiced.customer_login.getInvoices(query={"filter": {"period": "2027-03"}})["invoices"]
    assert found == march


def test_a_trial_costs_nothing_and_each_day_behind_it_once(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    tenants = invoiced.admin.tenant
    tenants.startTrial(customer=CUSTOMER, until="2027-04-20")
    invoiced.orders.order(line("SEAT"))
    (march,) = invoiced.run("2027-03")
    assert march["total"] == 0
    assert {tuple(tags) for (tags,) in told(march, "tags")} == {("trial",)}
    on_day("2027-04-01")
    (april,) = invoiced.run("2027-04")
    assert told(april, *DAYS)[0] == ("2027-04-01", "2027-04-20", 0, ["prorata", "trial"])
    on_day("2027-04-11")
    tenants.convertTrial(customer=CUSTOMER)
    on_day("2027-05-01")
    (may,) = invoiced.run("2027-05")
    assert told(may, "product", *DAYS)[:2] == [
        ("SEAT", "2027-04-11", "2027-04-30", 20, ["prorata"]),
        ("SEAT", "2027-05-01", "2027-05-31", 30, []),
    ]


def test_suspension_is_a_block_of_the_provider(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT"))
    pbx = invoiced.orders.pbx.root
    pbx.updateProduct(product={"code": "SEAT", "reseller": 1, "chargeWhenBlockedByProvider": False})
    pbx.updateProduct(product={"code": "DESK", "reseller": 1, "chargeWhenBlockedByProvider": True})
    on_day("2027-03-11")
    invoiced.admin.tenant.suspendTenant(customer=CUSTOMER)
    found = told(invoiced.preview("2027-03"), "product", "kind", "fromDate", "amount")
    assert found[1:] == [
        ("SEAT", "monthly", "2027-03-01", 9.68),
        ("SEAT", "monthly", "2027-03-11", 0),
        ("DESK", "monthly", "2027-03-01", 3.1),
    ]


def test_the_in_house_tenant_is_told_of_and_not_charged(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT", 3))
    invoiced.admin.tenant.setInHouse(customer=CUSTOMER, inHouse=True)
    before = invoiced.preview("2027-03")
    assert {(amount, *tags) for amount, tags in told(before, "amount", "tags")} == {(0, "inHouse")}
    assert told(before, "quantity")[0] == (3,)
    invoiced.orders.order(line("SEAT", 10))
    assert invoiced.preview("2027-03")["total"] == before["total"] == 0


def test_two_customers_of_different_types_get_different_amounts(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-15")
    tenants = invoiced.admin.tenant
    for code, fee in (("plus", 31), ("basic", 3.1)):
        tenants.addProductType(
            productType={"code": code, "name": code.title(), "fee": fee, "userFee": 1, "mutable": True}
        )
    made = {}
    for code in ("plus", "basic"):
        tenant = {
            "account": {"username": code, "password": "secret", "reseller": 1},
            "profile": {"name": code, "productType": code, "country": "NZ"},
            "contact": {"email": "office@example.com", "organization": f"{code} Ltd"},
            "billingProfile": {"handle": code, "name": code, "currency": "NZD"},
            "primaryUser": {"email": "office@example.com"},
        }
        made[code] = tenants.addTenant(tenant=tenant)["customer"]["id"]
    tenants.addUser(user={"customer": made["plus"], "email": "anna@example.com", "roles": ["user"]})  # the second one
    login = invoiced.reseller_login
    found = {code: login.previewInvoice(customer=id, period="2027-04")[0] for code, id in made.items()}
    # at noon UTC of the 15th it is the 16th in Auckland: 16 of 31 days
    assert told(found["plus"], "kind", "fromDate", "amount") == [
        ("fee", "2027-03-16", 16),
        ("fee", "2027-04-01", 31),
        ("userFee", "2027-03-16", 1.03),
        ("userFee", "2027-04-01", 2),
    ]
    assert [amount for (amount,) in told(found["basic"], "amount")] == [1.6, 3.1, 0.52, 1]
    assert (found["plus"]["currency"], found["plus"]["customerName"]) == ("NZD", "plus Ltd")


@pytest.mark.parametrize(("level", "charged"), [("self", False), ("admin", True)])
def test_who_blocks_says_whether_it_is_charged(
    invoiced: InvoiceScene, on_day: OnDay, level: str, charged: bool
) -> None:
    on_day("2027-03-01")
    pbx = invoiced.orders.pbx
    rights = {"chargeWhenBlockedByCustomer": False, "chargeWhenBlockedByProvider": True}
    pbx.root.updateProduct(product={"code": "PBX", **rights})
    invoiced.orders.order(line("SEAT", 1))
    pbx.user("101")
    caller = pbx.customer_login if level == "self" else pbx.root
    on_day("2027-03-11")
    caller.blockExtension(customer=CUSTOMER, number="101", reason="away")
    found = [
        line
        for line in invoiced.preview("2027-03")["lines"]
        if line["product"] == "PBX" and line["userName"] == "User 101"
    ]
    if charged:
        assert [(each["fromDate"], each["amount"]) for each in found] == [("2027-03-01", 7.5)]
    else:
        assert [(each["fromDate"], each["amount"], each["tags"]) for each in found] == [
            ("2027-03-01", 2.42, ["prorata"]),
            ("2027-03-11", 0, ["prorata", "blocked"]),
        ]
    assert found[0]["role"] == "user"
    assert found[0]["userId"]


def test_changes_that_are_imagined_are_in_the_preview_and_nowhere_else(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT", 5))
    before = invoiced.world.fingerprint()
    changes = [
        {"product": "SEAT", "quantity": 2, "date": "2027-03-22"},
        {"product": "SEAT", "quantity": -4, "date": "2027-03-31"},
    ]
    found = invoiced.preview("2027-04", invoiced.customer_login, changes=changes)
    seats = [each for each in told(found, "product", "kind", "quantity", "fromDate") if each[:2] == ("SEAT", "monthly")]
    assert seats == [
        ("SEAT", "monthly", 2, "2027-03-01"),
        ("SEAT", "monthly", 3, "2027-03-01"),
        ("SEAT", "monthly", 3, "2027-04-01"),
        ("SEAT", "monthly", 2, "2027-03-22"),
    ]
    asked: dict[str, Any] = {"customer": CUSTOMER, "period": "2027-04"}
    for change, field in (
        ({"product": "SEAT", "quantity": -6}, "changes.0.quantity"),
        ({"product": "SEAT", "quantity": 1, "date": "2027-02-28"}, "changes.0.date"),
        ({"product": "SEAT", "quantity": 0}, "changes.0.quantity"),
        ({"product": "PBX", "quantity": 1}, "changes.0.product"),
        ({"product": "NONE", "quantity": 1}, "changes.0.product"),
    ):
        assert invoiced.customer_login.refused("previewInvoice", **asked, changes=[change]).field == field
    fault = invoiced.reseller_login.refused("previewInvoice", reseller=1, period="2027-04", changes=changes)
    assert (fault.code, fault.field) == (101, "changes")
    assert invoiced.world.fingerprint() == before


def test_what_is_another_resellers_is_as_if_it_were_not_there(invoiced: InvoiceScene) -> None:
    stranger = invoiced.stranger()
    for asked in ({"customer": CUSTOMER}, {"reseller": 1}, {"reseller": 1, "customer": CUSTOMER}):
        fault = stranger.refused("previewInvoice", period="2026-01", **asked)
        assert fault.code == 5000
    assert invoiced.customer_login.refused("previewInvoice", reseller=1, period="2026-01").code == 5000
    assert stranger.getInvoices(query={"filter": {"customer": CUSTOMER}})["total"] == 0
    assert invoiced.root.refused("previewInvoice", period="2026-01").field == "reseller"


def test_a_customer_with_invoices_stays_and_so_does_its_reseller(invoiced: InvoiceScene) -> None:
    id, _ = invoiced.sibling()
    new = {"customer": id, "currency": "EUR", "lines": [{"name": "Hour", "unitPrice": 80}]}
    invoiced.reseller_login.addAdHocInvoice(invoice=new)
    fault = invoiced.admin.refused("deleteAccount", id=id)
    assert fault.code == 5010
    assert "1 invoice" in fault.text


def test_no_day_before_billed_from_is_charged(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT"))
    on_day("2027-05-01")
    invoiced.reseller_login.setInvoicing(invoicing={"billedFrom": "2027-05-01"})
    assert told(invoiced.preview("2027-05"), "kind", "fromDate") == [("monthly", "2027-05-01")] * 2
