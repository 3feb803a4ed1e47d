#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Create a reseller with credits, and customers that draw on them.

    create_reseller_and_customers.py acme alice bob

Prints id, username and password of each new account. Needs zeep; the server and the administrator's login
come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import secrets
import sys
from typing import Any

import zeep
from zeep.exceptions import Fault

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")


def connect() -> Any:
    """The operations of CustomerPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/customer/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


def credits(**amounts: int) -> dict[str, Any]:
    """Credits are properties that only the administrator, or the reseller of the customer, may change."""
    return {
        "item": [
            {"name": name, "category": "credit", "value": str(amount), "permission": "admin"}
            for name, amount in amounts.items()
        ]
    }


def main(reseller_name: str, *customer_names: str) -> None:
    customer = connect()
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


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: create_reseller_and_customers.py RESELLER CUSTOMER...")
    try:
        main(*sys.argv[1:])
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
