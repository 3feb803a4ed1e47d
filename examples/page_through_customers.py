#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""List all customers, or those of one reseller, page by page.

    page_through_customers.py [RESELLER_ID]

Prints id, username and organization. Needs zeep and server.py; the server and the administrator's login come from
NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from server import connect, run

PAGE = 100


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


def main() -> None:
    parser = argparse.ArgumentParser(description="List all customers, or those of one reseller, page by page.")
    parser.add_argument("reseller", metavar="RESELLER_ID", type=int, nargs="?")
    given = parser.parse_args()
    wanted = {} if given.reseller is None else {"reseller": given.reseller}
    for account in customers(connect("customer"), **wanted):
        print(account.id, account.username, account.organization or "-")


if __name__ == "__main__":
    run(main)
