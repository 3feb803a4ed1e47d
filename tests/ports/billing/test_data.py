# SPDX-License-Identifier: Apache-2.0
"""Billing data: CSV byte for byte as Xarios publishes it, JSON with totals, XML by our schema (billing.md 10)."""

import csv
import io
import json
from collections.abc import Callable
from importlib.resources import files

import pytest
from lxml import etree

from tests.ports.billing.conftest import InvoiceScene, line

OnDay = Callable[[str], None]
HEADER = (
    "id,quantity,value,fromdate,todate,productname,partnumber,tenantcode,tenantcodeext,tenantname,userid,username,"
    "resellercode,resellercodeext,resellername,role"
)
LEGACY = (
    "id,quantity,value,fromdate,todate,productname,partnumber,tenantcode,tenantcodeext,tenantname,endcustomercode,"
    "endcustomercodeext,endcustomername,userid,username,resellercode,resellercodeext,resellername"
)


@pytest.fixture
def sold(invoiced: InvoiceScene, on_day: OnDay) -> InvoiceScene:
    """A seat of a customer in Vienna since 27 March, the day before summer time, invoiced to the end of April."""
    on_day("2027-03-27")
    invoiced.orders.pbx.root.updateProduct(product={"code": "SEAT", "reseller": 1, "partNumber": "#XDM-100"})
    invoiced.orders.pbx.profile(reference="=1+1", country="AT", timezone="Europe/Vienna")
    invoiced.orders.pbx.profile(invoiced.reseller_id, reference="R-1")
    invoiced.orders.order(line("SEAT"))
    on_day("2027-04-01")
    invoiced.run("2027-04")
    return invoiced


def test_csv_is_that_of_the_published_page_byte_for_byte(sold: InvoiceScene) -> None:
    text = sold.customer_login.getBillingData(period="2027-04", format="csv")
    lines = text.split("\r\n")
    assert lines[0] == HEADER
    seat = "Seat,#XDM-100,2,=1+1,Customer,,,1,R-1,Anbieter GmbH,"
    assert lines[1:4] == [
        f"1-202704-1-1,1,5.00,2027-03-27T00:00:00.000+01:00,2027-03-27T23:59:59.000+01:00,{seat}",
        f"1-202704-1-2,1,4.84,2027-03-27T00:00:00.000+01:00,2027-03-31T23:59:59.000+02:00,{seat}",
        f"1-202704-1-3,1,30.00,2027-04-01T00:00:00.000+02:00,2027-04-30T23:59:59.000+02:00,{seat}",
    ]
    assert lines[-1] == "", "the last line ends, too"
    assert all("\n" not in each for each in lines)


def test_the_legacy_layout_has_the_former_columns_and_no_role(sold: InvoiceScene) -> None:
    text = sold.reseller_login.getBillingData(reseller=1, period="2027-04", format="csv", layout="legacy")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.split("\r\n")[0] == LEGACY
    assert {(row["tenantcode"], row["endcustomercode"]) for row in rows} == {("2", "2")}


def test_only_the_form_for_spreadsheets_guards_formulas(sold: InvoiceScene) -> None:
    text = sold.reseller_login.getBillingData(reseller=1, period="2027-04", format="spreadsheet")
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert (row["tenantcodeext"], row["partnumber"]) == ("'=1+1", "#XDM-100")


def test_a_credit_note_is_negative_in_csv_and_taken_off_the_totals(sold: InvoiceScene) -> None:
    login = sold.reseller_login
    login.addCreditNote(creditNote={"invoice": "1-202704-1", "reason": "Cancelled"})
    text = login.getBillingData(customer=2, period="2027-04", format="csv")
    assert sum(float(row["value"]) for row in csv.DictReader(io.StringIO(text, newline=""))) == pytest.approx(0)
    found = json.loads(login.getBillingData(customer=2, period="2027-04", format="json"))
    assert found["totals"] == [{"currency": "EUR", "net": "0.00", "tax": "0.00", "total": "0.00"}]
    assert [each["total"] for each in found["invoices"]] == ["52.13", "52.13"]


def test_json_has_totals_and_xml_says_the_same_by_its_schema(sold: InvoiceScene) -> None:
    login = sold.reseller_login
    found = json.loads(login.getBillingData(reseller=1, period="2027-04", format="json"))
    assert found["totals"] == [{"currency": "EUR", "net": "43.44", "tax": "8.69", "total": "52.13"}]
    assert found["invoices"][0]["lines"][0]["from"] == "2027-03-27T00:00:00.000+01:00"
    root = etree.fromstring(login.getBillingData(reseller=1, period="2027-04", format="xml").encode())
    schema = etree.XMLSchema(
        etree.fromstring(files("ngnprov.ports.billing.files").joinpath("billing-data.xsd").read_bytes())
    )
    schema.assertValid(root)
    lines = root.findall(".//{*}line")
    assert [dict(each.attrib) for each in lines] == found["invoices"][0]["lines"]
    assert [dict(each.attrib) for each in root.findall(".//{*}total")] == found["totals"]
    empty = etree.fromstring(login.getBillingData(reseller=1, period="2020-01", format="xml").encode())
    schema.assertValid(empty)


def test_bookings_have_a_row_for_each_rate_of_tax(sold: InvoiceScene) -> None:
    login = sold.reseller_login
    lines = [
        {"name": "Book", "unitPrice": 10, "taxCategory": "S", "taxRate": 10},
        {"name": "Hour", "unitPrice": 80},
    ]
    login.addAdHocInvoice(invoice={"customer": 2, "lines": lines})
    login.addCreditNote(creditNote={"invoice": "1-202704-1", "reason": "Cancelled"})
    text = login.getBillingData(customer=2, period="2027-04", format="bookings")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    told = [(row["number"], row["taxrate"], row["net"], row["tax"], row["credits"]) for row in rows]
    assert told == [
        ("1-202704-1", "20", "43.44", "8.69", ""),
        ("1-202704-2", "10", "10.00", "1.00", ""),
        ("1-202704-2", "20", "80.00", "16.00", ""),
        ("1-202704-3", "20", "-43.44", "-8.69", "1-202704-1"),
    ]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"format": "pdf"}, "format"),
        ({"format": "json", "layout": "legacy"}, "layout"),
        ({"layout": "other"}, "layout"),
        ({"period": "2027"}, "period"),
        ({"period": ""}, "period"),
    ],
)
def test_what_is_not_known_is_named(quick_invoiced: InvoiceScene, asked: dict[str, str], field: str) -> None:
    given = {"customer": 2, "period": "2027-04", "format": "csv", **asked}
    fault = quick_invoiced.customer_login.refused("getBillingData", **given)
    assert fault.field == field
    assert fault.code == (102 if asked.get("period") == "" else 101)
