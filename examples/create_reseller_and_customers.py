#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Create a reseller with credits, and customers that draw on them.

    create_reseller_and_customers.py acme alice bob

Prints id, username and password of each new account. Needs zeep and server.py; the server and the administrator's login
come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import secrets
from typing import Any

from server import connect, run


def credits(**amounts: int) -> dict[str, Any]:
    """Credits are properties that only the administrator, or the reseller of the customer, may change."""
    return {
        "item": [
            {"name": name, "category": "credit", "value": str(amount), "permission": "admin"}
            for name, amount in amounts.items()
        ]
    }


def create(customer: Any, reseller_name: str, customer_names: list[str]) -> None:
    """Make and print them."""
    # An account without `reseller` becomes a reseller; resellerActive lets it create customers itself.
    reseller = customer.addAccount(
        {
            "username": reseller_name,
            "password": secrets.token_urlsafe(12),
            "organization": reseller_name.title(),
            "resellerActive": True,
            "properties": credits(sip_credit=100, dns_zone_credit=10),
        }
    )
    print(reseller.id, reseller.username, reseller.password)
    for name in customer_names:
        account = customer.addAccount(
            {
                "reseller": reseller.id,
                "username": name,
                "password": secrets.token_urlsafe(12),
                "properties": credits(sip_credit=5),
            }
        )
        print(account.id, account.username, account.password)


def main() -> None:
    parser = argparse.ArgumentParser(description="Create a reseller with credits, and customers that draw on them.")
    parser.add_argument("reseller", metavar="RESELLER")
    parser.add_argument("customers", metavar="CUSTOMER", nargs="+")
    given = parser.parse_args()
    create(connect("customer"), given.reseller, given.customers)


if __name__ == "__main__":
    run(main)
