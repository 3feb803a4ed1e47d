# SPDX-License-Identifier: Apache-2.0
"""Invoices of a customer that goes to another reseller: what is made stays, and what is not yet made the new one makes (tenant.md 20)."""

from collections.abc import Callable

from tests.ports.billing.conftest import SELLER, BillingScene, InvoiceScene, on_day
from tests.support.caller import Caller
from tests.support.examination import examine

__all__ = ["on_day"]

MANDATE = {"mandateId": "M-1", "mandateDate": "2026-01-02", "mandateSequence": "FRST"}


def moved(scene: InvoiceScene | BillingScene, reseller: int) -> dict[tuple[str, str], int]:
    """Move the customer; what was quoted, by kind and name."""
    move = {"customer": 2, "reseller": reseller}
    quote = scene.admin.tenant.quoteMove(move=move)
    scene.admin.tenant.moveTenant(move=move, quoteDigest=quote["quoteDigest"])
    return {(each["kind"], each["name"]): each["records"] for each in quote["impacts"]}


def days(caller: Caller) -> list[tuple[str, str, str]]:
    """The customer's invoices, and the first and last day that each charges."""
    found = caller.at("Billing").getInvoices(query={"filter": {"customer": 2}})["invoices"]
    spans = [
        (min(line["fromDate"] for line in each["lines"]), max(line["toDate"] for line in each["lines"]))
        for each in found
    ]
    return [(each["number"], *span) for each, span in zip(found, spans, strict=True)]


def test_each_reseller_has_the_invoices_that_it_has_made(
    quick_invoiced: InvoiceScene, on_day: Callable[[str], None]
) -> None:
    scene = quick_invoiced
    on_day("2027-01-01")
    scene.admin.tenant.addProductType(productType={"code": "basic", "name": "Basic", "fee": 10})
    scene.admin.tenant.updateProfile(profile={"customer": 2, "productType": "basic"})
    scene.stranger()
    other = scene.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    scene.root.setInvoicing(invoicing={**SELLER, "customer": other})
    for code in ("SEAT", "DESK"):
        scene.orders.pbx.root.deleteAgreementItem(item={"customer": 2, "product": code})
    scene.orders.pbx.agree("PBX", customer=other)
    on_day("2027-02-01")
    scene.run("2027-01")
    (former,) = days(scene.reseller_login)
    assert former[2] == "2027-01-31"
    on_day("2027-02-10")
    assert moved(scene, other)["invoices that stay with the former reseller", ""] == 1
    on_day("2027-03-01")
    assert scene.run("2027-02") == []
    scene.root.generateInvoices(reseller=other, period="2027-02")
    assert days(scene.reseller_login) == [former]
    ((new, *span),) = days(scene.stranger())
    assert span == ["2027-02-01", "2027-02-28"], "from the day behind the last one that was invoiced"
    assert scene.reseller_login.refused("previewInvoice", customer=2, period="2027-02").code == 5000
    assert {number for number, *_ in days(scene.customer_login)} == {former[0], new}
    assert examine(scene.world.database) == []


def test_a_mandate_was_given_to_the_former_one(billing: BillingScene) -> None:
    scene = billing
    scene.stranger()
    other = scene.admin.getResellers(query={"filter": {"username": "stranger"}})["accounts"][0]["id"]
    scene.reseller_login.setInvoicing(invoicing={"customer": 2, "iban": SELLER["iban"], **MANDATE})
    assert moved(scene, other)["direct debit mandate that goes", "M-1"] == 1
    shown = scene.stranger().getInvoicing(customer=2)
    assert [shown[member] for member in MANDATE] == ["", "", ""]
    assert shown["iban"]
    scene.world.undo()
    shown = scene.reseller_login.getInvoicing(customer=2)
    assert {member: shown[member] for member in MANDATE} == MANDATE
