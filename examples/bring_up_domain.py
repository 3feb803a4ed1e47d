#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bring up a SIP domain of a customer: a hundred accounts with the next free numbers, and an alias for each.

    bring_up_domain.py CUSTOMER_ID DOMAIN [COUNT]

Prints a line for each account: its address, its password and its alias. The customer and its reseller need sip_credit and
sip_alias_credit unless an administrator calls. Run again after a failure, it goes on with the next numbers.

Needs zeep; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import secrets
import sys
from collections.abc import Iterator
from typing import Any

import zeep
from zeep.exceptions import Fault

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")
DOMAIN_EXISTS = "1001"


def connect() -> Any:
    """The operations of SipPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/sip/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


def errorcode(fault: Fault) -> str:
    """The number by which programs tell faults apart."""
    return fault.detail.findtext(".//{*}errorcode") or ""


def ensure_domain(service: Any, domain: str, customer: int) -> None:
    """Create the domain unless it is there."""
    try:
        service.addDomain({"domain": domain, "customer": customer})
    except Fault as fault:
        if errorcode(fault) != DOMAIN_EXISTS:
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


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: bring_up_domain.py CUSTOMER_ID DOMAIN [COUNT]")
    customer, domain = int(sys.argv[1]), sys.argv[2]
    try:
        service = connect()
        ensure_domain(service, domain, customer)
        for username, password, alias in accounts(service, domain, customer, int((sys.argv[3:] or ["100"])[0])):
            print(f"{username}@{domain} {password} {alias}@{domain}", flush=True)
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
