#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give every SIP account of a customer access to the telephone network: membership in the group free-pstn.

    grant_pstn_access.py CUSTOMER_ID

Prints the accounts that got it now; those that had it are left as they are.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from server import connect, detail, run
from zeep.exceptions import Fault

GROUP = "free-pstn"
ALREADY_A_MEMBER = "1030"
PAGE = 500


def accounts(service: Any, customer: int, page: int = PAGE) -> Iterator[Any]:
    """Every account in the domains of a customer, page by page, in an order that granting does not disturb."""
    start = 0
    while True:
        found = service.getAccounts(
            {
                "filter": {"customer": customer},
                "orderBy": {"attribute": "username", "direction": "ASC"},
                "range": {"start": start, "count": page},
            }
        )
        items = found.accounts.item if found.accounts else []
        yield from items
        start += len(items)
        if not items or start >= found.total:
            return


def grant(service: Any, sip_id: Any) -> bool:
    """Add one account to the group; was it new there? Somebody else may have been quicker."""
    try:
        service.addToGroup(sip_id, GROUP)
    except Fault as fault:
        if detail(fault, "errorcode") == ALREADY_A_MEMBER:
            return False
        raise
    return True


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Give every SIP account of a customer access to the telephone network."
    )
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=int)
    given = parser.parse_args()
    service = connect("sip")
    for account in accounts(service, given.customer):
        members = account.groups.item if account.groups else []
        if GROUP not in members and grant(service, account.id):
            print(f"{account.id.username}@{account.id.domain}")


if __name__ == "__main__":
    run(main)
