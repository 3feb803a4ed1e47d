# SPDX-License-Identifier: Apache-2.0
"""What is charged to customers that end, and to those that go on afterwards (billing.md 7, tenant.md 15)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.ports.billing.conftest import InvoiceScene, line, told

OnDay = Callable[[str], None]
MONTHS = (("06", "30"), ("07", "31"))
DAYS = ("fromDate", "toDate", "amount", "tags")
CUSTOMER = InvoiceScene.customer_id


def test_a_trial_that_ends_with_its_tenant_is_never_charged(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.admin.tenant.startTrial(customer=CUSTOMER, until="2027-03-20")
    invoiced.orders.order(line("SEAT"))
    invoiced.world.sql(f"UPDATE tenant_profiles SET terminate_date = '2027-03-10 12:00:00' WHERE customer = {CUSTOMER}")
    on_day("2027-04-01")
    (april,) = invoiced.run("2027-04")
    assert april["total"] == 0
    assert told(april, "product", "kind", *DAYS) == [
        ("SEAT", "once", "2027-03-01", "2027-03-01", 0, ["trial"]),
        ("SEAT", "monthly", "2027-03-01", "2027-03-10", 0, ["prorata", "trial"]),
        ("DESK", "monthly", "2027-03-01", "2027-03-10", 0, ["prorata", "trial"]),
    ]


def test_who_ends_and_is_restored_pays_each_month_and_what_was_due_once_once(
    invoiced: InvoiceScene, on_day: OnDay
) -> None:
    on_day("2027-03-01")
    tenants = invoiced.admin.tenant
    invoiced.orders.order(line("SEAT"))
    invoiced.run("2027-03")
    on_day("2027-03-10")
    tenants.terminateTenant(customer=CUSTOMER)
    on_day("2027-03-20")
    tenants.restoreTenant(customer=CUSTOMER)
    assert invoiced.reseller_login.previewInvoice(customer=CUSTOMER, period="2027-03") == []
    on_day("2027-04-01")
    found = told(invoiced.preview("2027-04"), "product", "kind", "fromDate", "amount")
    assert found == [("SEAT", "monthly", "2027-04-01", 30), ("DESK", "monthly", "2027-04-01", 3.1)]


def test_who_has_ended_is_still_invoiced_and_credited(invoiced: InvoiceScene, on_day: OnDay) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT"))
    on_day("2027-03-10")
    invoiced.admin.tenant.terminateTenant(customer=CUSTOMER)
    on_day("2027-04-01")
    (april,) = invoiced.run("2027-04")
    assert told(april, "kind", "product", "fromDate", "toDate")[1] == ("monthly", "SEAT", "2027-03-01", "2027-03-31")
    login = invoiced.reseller_login
    login.setInvoicing(invoicing={"customer": CUSTOMER, "city": "Wien"})
    login.addAdHocInvoice(invoice={"customer": CUSTOMER, "lines": [{"name": "Hour", "unitPrice": 80}]})
    login.addCreditNote(creditNote={"invoice": april["number"], "reason": "Goodwill"})
    assert login.makeInvoiceFile(invoice=april["number"], format="pdf")["mediaType"] == "application/pdf"


@pytest.mark.parametrize("back", ["2027-03-31", "2027-04-10"])
def test_who_has_ended_and_is_restored_pays_no_day_twice_and_once_for_what_is_paid_once(
    invoiced: InvoiceScene, on_day: OnDay, back: str
) -> None:
    on_day("2027-03-01")
    invoiced.orders.order(line("SEAT"))
    on_day("2027-03-20")
    invoiced.admin.tenant.terminateTenant(customer=CUSTOMER)
    on_day(back)
    invoiced.admin.tenant.restoreTenant(customer=CUSTOMER)
    on_day("2027-05-01")
    (may,) = invoiced.run("2027-05")
    seats = [each for each in told(may, "product", "kind", "fromDate", "toDate") if each[0] == "SEAT"]
    assert sorted(seats) == [
        ("SEAT", "monthly", "2027-03-01", "2027-03-31"),
        ("SEAT", "monthly", "2027-04-01" if back < "2027-04" else back, "2027-04-30"),
        ("SEAT", "monthly", "2027-05-01", "2027-05-31"),
        ("SEAT", "once", "2027-03-01", "2027-03-01"),
    ]


def fees(invoices: list[Any]) -> list[tuple[Any, ...]]:
    """Days and amounts of the fees of product types on invoices."""
    lines = [line for invoice in invoices for line in told(invoice, "kind", "fromDate", "toDate", "amount")]
    return [tuple(days) for kind, *days in lines if kind == "fee"]


def seats(invoices: list[Any]) -> list[tuple[Any, ...]]:
    """Those of seats."""
    lines = [line for invoice in invoices for line in told(invoice, "kind", "product", "fromDate", "toDate", "amount")]
    return [tuple(days) for kind, product, *days in lines if (kind, product) == ("monthly", "SEAT")]


def months(days: list[tuple[Any, ...]]) -> list[str]:
    """The months that days are, all of them whole."""
    assert all(first[:7] == last[:7] and first.endswith("-01") and last[8:] in ("30", "31") for first, last, _ in days)
    return [first[:7] for first, _, _ in days]


@pytest.fixture
def typed(quick_invoiced: InvoiceScene, on_day: OnDay) -> InvoiceScene:
    """The customer has a product type of 31 a month from 1 March on, and a seat of 30."""
    on_day("2027-03-01")
    tenants = quick_invoiced.admin.tenant
    tenants.addProductType(productType={"code": "plus", "name": "Plus", "fee": 31, "mutable": True})
    quick_invoiced.world.sql(
        f"UPDATE tenant_profiles SET create_date = '2027-03-01 12:00:00' WHERE customer = {CUSTOMER}"
    )
    tenants.updateProfile(profile={"customer": CUSTOMER, "productType": "plus"})
    quick_invoiced.orders.order(line("SEAT"))
    return quick_invoiced


def test_who_is_restored_two_months_later_has_paid_its_fees_throughout(typed: InvoiceScene, on_day: OnDay) -> None:
    """What it held ended with March and begins anew; the fee of its product type goes on (tenant.md E5)."""
    typed.reseller_login.setInvoicing(invoicing={"minimumDays": 30})
    tenants = typed.admin.tenant
    on_day("2027-03-10")
    typed.orders.order(line("SEAT", 2))
    on_day("2027-03-20")
    tenants.terminateTenant(customer=CUSTOMER)
    made = []
    for day, period in (("2027-03-31", "2027-03"), ("2027-04-01", "2027-04"), ("2027-05-01", "2027-05")):
        on_day(day)
        made += typed.run(period)
    assert fees(made) == [("2027-03-01", "2027-03-31", 31)]
    on_day("2027-05-10")
    tenants.restoreTenant(customer=CUSTOMER)
    on_day("2027-06-01")
    made += typed.run("2027-06")
    on_day("2027-07-01")
    made += typed.run("2027-07")
    assert months(fees(made)) == ["2027-03", "2027-04", "2027-05", "2027-06", "2027-07"]
    assert sorted(seats(made)) == [
        ("2027-03-01", "2027-03-31", 30),
        ("2027-03-10", "2027-03-31", 42.58),
        ("2027-04-01", "2027-04-08", 16),  # two of them, for 30 days at least
        *(("2027-05-10", "2027-05-31", amount) for amount in (21.29, 42.58)),
        *((f"2027-{month}-01", f"2027-{month}-{last}", amount) for month, last in MONTHS for amount in (30, 60)),
    ]


@pytest.mark.parametrize("when", ["", "2027-03-30"])
def test_a_month_that_was_invoiced_ahead_is_charged_to_who_goes_on_after_all(
    typed: InvoiceScene, on_day: OnDay, when: str
) -> None:
    """The invoice of April is made in March, when the customer has ended, or is to."""
    tenants = typed.admin.tenant
    on_day("2027-03-20")
    tenants.terminateTenant(customer=CUSTOMER, when=when)
    made = typed.run("2027-04")
    assert months(fees(made)) == months(seats(made)) == ["2027-03"]
    on_day("2027-03-25")
    if when:
        tenants.withdrawTermination(customer=CUSTOMER)
    else:
        tenants.restoreTenant(customer=CUSTOMER)
    on_day("2027-05-01")
    made = typed.run("2027-05")
    assert months(fees(made)) == months(seats(made)) == ["2027-04", "2027-05"]


def test_who_ends_behind_a_month_that_is_invoiced_and_is_restored_pays_it_once(
    typed: InvoiceScene, on_day: OnDay
) -> None:
    tenants = typed.admin.tenant
    on_day("2027-03-20")
    typed.run("2027-04")
    tenants.terminateTenant(customer=CUSTOMER)
    on_day("2027-05-01")
    assert typed.run("2027-05") == []
    tenants.restoreTenant(customer=CUSTOMER)
    on_day("2027-06-01")
    made = typed.run("2027-06")
    assert fees(made) == [("2027-05-01", "2027-05-31", 31), ("2027-06-01", "2027-06-30", 31)]
