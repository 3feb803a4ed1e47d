#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""List all customers, or those of one reseller, page by page.

    page_through_customers.py [RESELLER_ID]

Prints id, username and organization. Needs zeep; the server and the administrator's login come from
NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from typing import Any

import zeep

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")
PAGE = 100


def connect() -> Any:
    """The operations of CustomerPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/customer/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


def customers(service: Any, page: int = PAGE, **filter_: Any) -> Iterator[Any]:
    """All accounts that match the filter, oldest first, asked for ``page`` at a time."""
    start, total = 0, 1
    while start < total:
        answer = service.getCustomers(
            {
                "filter": filter_,
                # New accounts get higher ids, so they come after the pages that were read already.
                "orderBy": {"attribute": "customer", "direction": "ASC"},
                "range": {"start": start, "count": page},
            }
        )
        total = answer.total
        start += page
        if answer.accounts is not None:  # how zeep shows an empty list
            yield from answer.accounts.item


if __name__ == "__main__":
    wanted = {"reseller": int(sys.argv[1])} if len(sys.argv) > 1 else {}
    for account in customers(connect(), **wanted):
        print(account.id, account.username, account.organization or "-")
