#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give every SIP account of a customer access to the telephone network: membership in the group free-pstn.

    grant_pstn_access.py CUSTOMER_ID

Prints the accounts that got it now; those that had it are left as they are.

Needs zeep; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import sys
from collections.abc import Iterator
from typing import Any

import zeep
from zeep.exceptions import Fault

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")
GROUP = "free-pstn"
ALREADY_A_MEMBER = "1030"
PAGE = 500


def connect() -> Any:
    """The operations of SipPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/sip/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


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
        if fault.detail.findtext(".//{*}errorcode") == ALREADY_A_MEMBER:
            return False
        raise
    return True


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: grant_pstn_access.py CUSTOMER_ID")
    try:
        service = connect()
        for account in accounts(service, int(sys.argv[1])):
            members = account.groups.item if account.groups else []
            if GROUP not in members and grant(service, account.id):
                print(f"{account.id.username}@{account.id.domain}")
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
