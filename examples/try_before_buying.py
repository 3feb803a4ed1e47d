#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Let somebody try before he pays: a customer on trial, what its invoice of this month would be, and the same once it pays.

    try_before_buying.py RESELLER_ID USERNAME EMAIL TYPE [--days N] [--convert]

TYPE is a product type; EMAIL is that of the first user, who is invited where the server sends mail. The trial lasts
N days, today included, or as long as the reseller may give. With --convert the customer pays from today on; else it does
so by itself when the last day is over. A USERNAME that is there already is the customer that was made before. Prints the id of
the customer, until when it tries, and a line for each line of the invoice.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from server import connect, detail, positive, run
from zeep.exceptions import Fault

CUSTOMER_EXISTS, NOT_ON_TRIAL = "5001", "8425"


def main() -> None:
    parser = argparse.ArgumentParser(description="A customer on trial, and what it will pay.")
    parser.add_argument("reseller", metavar="RESELLER_ID", type=positive)
    parser.add_argument("username", metavar="USERNAME")
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("type", metavar="TYPE", help="a product type")
    parser.add_argument("--days", metavar="N", type=positive, help="how long the trial lasts, today included")
    parser.add_argument("--convert", action="store_true", help="end the trial: the customer pays from today on")
    given = parser.parse_args()
    tenants = connect("tenant")
    customer = added(tenants, given)
    profile = tenants.getProfile(customer)
    print(customer, f"on trial until {profile.trialUntil}" if profile.trialUntil else "pays")
    tell(customer)
    if given.convert:
        try:
            print(customer, "pays from", tenants.convertTrial(customer).trialEnded)
        except Fault as fault:
            if detail(fault, "errorcode") != NOT_ON_TRIAL:
                raise
        tell(customer)


def added(tenants: Any, given: argparse.Namespace) -> int:
    """The customer, which is made unless it is there; its trial begins with it."""
    profile = {"name": given.username, "productType": given.type}
    tenant = {
        "account": {"username": given.username, "password": secrets.token_urlsafe(18), "reseller": given.reseller},
        "profile": profile,
        "contact": {"email": given.email},
        "billingProfile": {"handle": given.username, "name": given.username, "currency": "EUR"},
        "primaryUser": {"email": given.email},
    }
    try:
        customer = tenants.addTenant(tenant).customer.id
    except Fault as fault:
        if detail(fault, "errorcode") != CUSTOMER_EXISTS:
            raise
        found = connect("customer").getCustomers({"filter": {"username": given.username, "reseller": given.reseller}})
        if not found.total:
            raise
        return int(found.accounts.item[0].id)
    last = "" if given.days is None else f"{datetime.now(UTC).date() + timedelta(days=given.days - 1)}"
    tenants.startTrial(customer, last or None)
    return int(customer)


def tell(customer: int) -> None:
    """The invoice of this month as it would be now."""
    period = f"{datetime.now(UTC):%Y-%m}"
    for invoice in connect("billing").previewInvoice(customer=customer, period=period) or ():
        for line in invoice.lines.item:
            tags = " ".join(line.tags.item) if line.tags and line.tags.item else ""
            print(
                f"  {line.fromDate} to {line.toDate} {line.name}: {line.amount:.2f} {invoice.currency} {tags}".rstrip()
            )


if __name__ == "__main__":
    run(main)
