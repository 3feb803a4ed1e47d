# SPDX-License-Identifier: Apache-2.0
"""Months that are invoiced at the same time, beside orders and other invoices (billing.md I9, I10)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ngnprov.calls.port import find_ports
from tests.ports.billing.conftest import InvoiceScene, line
from tests.ports.pbx.racing import Call, racing
from tests.support.scene import DATABASES, Filled

PROCESSES = 6
TODAY = datetime.now(UTC).date()
MONTH = f"{TODAY:%Y-%m}"
NEXT = f"{TODAY.replace(day=28) + timedelta(days=4):%Y-%m}"
AD_HOC = {"customer": 2, "currency": "EUR", "lines": [{"name": "Hour", "quantity": 1}]}


@pytest.fixture(params=DATABASES)
def raced(request: pytest.FixtureRequest, filled: Filled, tmp_path: Path) -> Iterator[InvoiceScene]:
    """On either database."""
    assert find_ports()
    with filled(InvoiceScene, request.param).copy(tmp_path) as world:
        yield InvoiceScene(world, "encoded")


def running(period: str) -> Call:
    """A call that invoices a month."""
    return Call("generateInvoices", {"reseller": 1, "period": period}, port="billing")


def test_one_of_many_invoices_a_month(raced: InvoiceScene) -> None:
    raced.orders.order(line("SEAT", 3))
    codes = racing(raced.orders.pbx, *[running(MONTH)] * PROCESSES)
    assert sorted(codes) == [0, *[8310] * (PROCESSES - 1)]
    found = raced.root.getInvoices(query={})["invoices"]
    assert [each["number"] for each in found] == [f"1-{MONTH.replace('-', '')}-1"]


def test_months_orders_and_other_invoices_leave_no_gap_and_charge_everything_once(raced: InvoiceScene) -> None:
    raced.orders.order(line("SEAT", 2))
    drafts = [raced.orders.draft(line("SEAT")) for _ in range(3)]
    orders = [
        Call("submitOrder", {"id": each["id"], "termsVersion": 1, "accepted": True, "quoteDigest": None}, port="order")
        for each in drafts
    ]
    ad_hoc = [Call("addAdHocInvoice", {"invoice": AD_HOC}, port="billing")] * 3
    codes = racing(raced.orders.pbx, *orders, running(MONTH), *ad_hoc, running(NEXT))
    assert set(codes) <= {0, 8310}
    if raced.world.sql(f"SELECT count(*) FROM billing_runs WHERE period = '{NEXT}'") == [(0,)]:
        raced.run(NEXT)
    serials = [serial for (serial,) in raced.world.sql("SELECT serial FROM billing_invoices ORDER BY serial")]
    assert serials == [*range(1, len(serials) + 1)]
    left = raced.reseller_login.previewInvoice(reseller=1, period=NEXT)
    found = [*raced.root.getInvoices(query={"filter": {"type": "periodic"}})["invoices"], *left]
    told = sorted(
        (each["subscription"], each["fromDate"], each["quantity"])
        for invoice in found
        for each in invoice["lines"]
        if each["kind"] == "monthly" and each["product"] == "SEAT"
    )
    held = raced.orders.held(product="SEAT")
    days = {TODAY.isoformat(), f"{NEXT}-01"}
    assert told == sorted((each["id"], day, each["quantity"]) for each in held for day in days)
