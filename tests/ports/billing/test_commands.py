# SPDX-License-Identifier: Apache-2.0
"""``ngnprov invoices``: months invoiced, shown and written out from the command line, and what doctor asks of invoices."""

import json
from pathlib import Path

from tests.ports.billing.conftest import InvoiceScene, line
from tests.ports.billing.test_debits import MANDATE
from tests.ports.billing.test_races import MONTH
from tests.support.commands import done, run
from tests.support.examination import examine

NUMBER = f"1-{MONTH.replace('-', '')}-1"


def test_a_month_is_tried_invoiced_shown_and_written_out(quick_invoiced: InvoiceScene, tmp_path: Path) -> None:
    world = quick_invoiced.world
    quick_invoiced.orders.order(line("SEAT", 2))
    before = world.fingerprint()
    asked = ("--reseller", 1, "--month", MONTH)
    (tried,) = json.loads(done(world, "invoices", "run", *asked, "--dry-run", "--json"))
    assert world.fingerprint() == before
    assert NUMBER in done(world, "invoices", "run", *asked)
    found = run(world, "invoices", "run", *asked)
    assert (found.exit_code, f"the latest invoices of the reseller are those of {MONTH}" in found.stderr) == (1, True)
    assert str(tried["total"]) in done(world, "invoices", "show", "--of", 2)
    (shown,) = json.loads(done(world, "invoices", "show", "--number", NUMBER, "--json"))
    assert shown["lines"] == tried["lines"]
    assert "Seat" in done(world, "invoices", "show", "--number", NUMBER)
    rows = done(world, "invoices", "export", *asked, "--format", "csv").splitlines()
    assert len(rows) == 1 + len(shown["lines"])
    page = tmp_path / "invoice.pdf"
    done(world, "invoices", "export", "--number", NUMBER, "--format", "pdf", "--to", page)
    assert page.read_bytes().startswith(b"%PDF")


def test_what_an_export_needs_is_said(quick_invoiced: InvoiceScene) -> None:
    for format, needed in (("pdf", "--number"), ("csv", "--reseller and --month")):
        found = run(quick_invoiced.world, "invoices", "export", "--format", format)
        assert (found.exit_code, f"needs {needed}" in found.stderr) == (2, True)


def test_direct_debits_are_written(quick_invoiced: InvoiceScene, tmp_path: Path) -> None:
    scene, place = quick_invoiced, tmp_path / "debits.xml"
    scene.reseller_login.setInvoicing(invoicing={"customer": 1, "creditorId": "AT61ZZZ01234567890"})
    scene.reseller_login.setInvoicing(invoicing=MANDATE)
    scene.orders.order(line("SEAT", 2))
    scene.run(MONTH)
    id, _ = scene.sibling()
    scene.reseller_login.addAdHocInvoice(
        invoice={"customer": id, "currency": "EUR", "lines": [{"name": "Hour", "unitPrice": 80}]}
    )
    asked = ("--reseller", 1, "--month", MONTH, "--on", "2199-12-30", "--to", place)
    first, note = done(scene.world, "invoices", "debits", *asked).splitlines()
    assert first.startswith("1 collections of ")
    assert note.endswith("the customer has no mandate with an IBAN")
    assert b"pain.008.001.08" in place.read_bytes()


def test_doctor_names_sums_gaps_and_what_was_never_invoiced(quick_invoiced: InvoiceScene) -> None:
    scene, world = quick_invoiced, quick_invoiced.world
    scene.orders.order(line("SEAT", 2))
    for _ in range(3):
        scene.reseller_login.addAdHocInvoice(invoice={"customer": 2, "lines": [{"name": "Hour", "unitPrice": 80}]})
    scene.run(MONTH)
    assert examine(world.database) == []
    world.sql("UPDATE pbx_subscriptions SET start = '2020-01-01'")
    world.sql("DELETE FROM billing_marks")
    world.sql("UPDATE billing_lines SET amount = 790000 WHERE invoice = 1")
    world.sql("DELETE FROM billing_lines WHERE invoice = 2")
    world.sql("DELETE FROM billing_invoices WHERE id = 2")
    told = [finding.text for finding in examine(world.database)]
    assert told == [
        f"invoice {NUMBER} comes to 80 without tax, its lines to 79",
        "reseller 1 has 3 invoices with numbers from 1 to 4: some are missing",
        "customer 2 holds subscriptions since 2020-01-01 that no invoice tells of: the latest of its reseller are those of "
        f"{MONTH}",
    ]
