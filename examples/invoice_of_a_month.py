#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Invoice a month of a reseller, and write what was invoiced into a folder: CSV for the billing system, and each invoice as
PDF and as Factur-X.

    invoice_of_a_month.py RESELLER_ID MONTH FOLDER

MONTH is as 2027-03, the next one at the latest. A month that is invoiced already is only written. Prints a line for each
file; an invoice that is no e-invoice yet, since something is missing, is told with what that is, and its PDF is written.

Needs zeep and server.py, and on the server the extra einvoice; the server and the administrator's login come from NGNPROV_URL,
NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import base64
from pathlib import Path

from server import connect, positive, run
from zeep.exceptions import Fault

ALREADY_INVOICED, NO_E_INVOICE = "8310", "8311"


def main() -> None:
    parser = argparse.ArgumentParser(description="Invoice a month, and write what was invoiced.")
    parser.add_argument("reseller", metavar="RESELLER_ID", type=positive)
    parser.add_argument("month", metavar="MONTH", help="a month such as 2027-03")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="is made if it is not there")
    given = parser.parse_args()
    billing = connect("billing")
    try:
        billing.generateInvoices(given.reseller, given.month)
    except Fault as fault:
        if member_of(fault, "errorcode") != ALREADY_INVOICED:
            raise
    given.folder.mkdir(parents=True, exist_ok=True)
    data = billing.getBillingData(reseller=given.reseller, period=given.month, format="csv")
    write(given.folder / f"{given.month}.csv", data.encode())
    asked = {"filter": {"reseller": given.reseller, "period": given.month}}
    found = billing.getInvoices(asked).invoices
    for invoice in (found.item or ()) if found else ():
        for format in ("pdf", "facturx"):
            try:
                file = billing.makeInvoiceFile(invoice.number, format)
            except Fault as fault:
                if member_of(fault, "errorcode") != NO_E_INVOICE:
                    raise
                print(f"{invoice.number} is no e-invoice: {member_of(fault, 'errorstring')}")
            else:
                write(given.folder / file.name, base64.b64decode(file.content))


def write(place: Path, content: bytes) -> None:
    """Write a file, and say so."""
    place.write_bytes(content)
    print(place)


def member_of(fault: Fault, name: str) -> str | None:
    """What a refusal says in its detail."""
    return None if fault.detail is None else fault.detail.findtext(f".//{{*}}{name}")


if __name__ == "__main__":
    run(main)
