#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bring up a SIP domain of a customer: a hundred accounts with the next free numbers, and an alias for each.

    bring_up_domain.py CUSTOMER_ID DOMAIN [COUNT]

Prints a line for each account: its address, its password and its alias. The customer and its reseller need sip_credit and
sip_alias_credit unless an administrator calls. Run again after a failure, it goes on with the next numbers.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import secrets
from collections.abc import Iterator
from typing import Any

from server import connect, detail, positive, run
from zeep.exceptions import Fault

DOMAIN_EXISTS = "1001"


def ensure_domain(service: Any, domain: str, customer: int) -> None:
    """Create the domain unless it is there."""
    try:
        service.addDomain({"domain": domain, "customer": customer})
    except Fault as fault:
        if detail(fault, "errorcode") != DOMAIN_EXISTS:
            raise


def accounts(service: Any, domain: str, customer: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Create accounts; user name, password and alias of each."""
    for _ in range(count):
        password = secrets.token_urlsafe(12)
        account = service.addAccount(
            {
                "id": {"username": "<autoincrement>", "domain": domain},
                "password": password,
                "email": f"unknown@{domain}",
                "owner": customer,
            }
        )
        username = account.id.username
        alias = f"phone.{username}"
        service.addAlias(
            {
                "id": {"username": alias, "domain": domain},
                "target": {"username": username, "domain": domain},
                "owner": customer,
            }
        )
        yield username, password, alias


def main() -> None:
    parser = argparse.ArgumentParser(description="Bring up a SIP domain with accounts and an alias for each.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=int)
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("count", metavar="COUNT", type=positive, nargs="?", default=100)
    given = parser.parse_args()
    service = connect("sip")
    ensure_domain(service, given.domain, given.customer)
    for username, password, alias in accounts(service, given.domain, given.customer, given.count):
        print(f"{username}@{given.domain} {password} {alias}@{given.domain}", flush=True)


if __name__ == "__main__":
    run(main)
