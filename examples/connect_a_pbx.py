#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Connect a customer to its Kazoo, and list its users there, with the user of the customer that each is.

    connect_a_pbx.py CUSTOMER_ID URL ACCOUNT KEY

URL is where Crossbar answers, such as https://kazoo.example.com:8443, ACCOUNT the id of an account there and KEY its API key.
Users of accounts below it are found, too. Run again for the same customer, URL and account it asks the platform anew. Without
a Kazoo try kazoo_simulator.py, which prints these three.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import sys
import time
from typing import Any

from server import connect, positive, run

UNDER_WAY = ("pending", "syncing")


def main() -> None:
    parser = argparse.ArgumentParser(description="Connect a customer to its Kazoo.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=positive)
    parser.add_argument("url", metavar="URL")
    parser.add_argument("account", metavar="ACCOUNT")
    parser.add_argument("key", metavar="KEY")
    given = parser.parse_args()
    tenant = connect("tenant")
    connection = begin(tenant, given.customer, given.url, given.account, given.key)
    while connection.state in UNDER_WAY:
        time.sleep(0.2)
        connection = find(tenant, {"id": connection.id})[0]
    if connection.state == "failed":
        print(f"failed: {connection.lastError}; tried again at {connection.retryAt} UTC", file=sys.stderr)
        sys.exit(1)
    page = tenant.getDiscoveredUsers({"filter": {"connection": connection.id}}).discoveredUsers
    for each in page.item if page else ():
        print(f"{each.name} {each.email or '-'} {each.state}" + (f" to user {each.user}" if each.user else ""))


def begin(tenant: Any, customer: int, url: str, account: str, key: str) -> Any:
    """The connection, made or asked anew."""
    for each in find(tenant, {"customer": customer}):
        if (each.host, each.accountId or "") == (url.rstrip("/"), account):
            return tenant.syncConnection(each.id) if each.enabled else tenant.enableConnection(each.id)
    connection = {"customer": customer, "type": "kazoo", "host": url, "accountId": account, "accessKey": key}
    return tenant.addConnection({**connection, "autoProvisionSubAccounts": True, "enabled": True})


def find(tenant: Any, wanted: dict[str, int]) -> list[Any]:
    page = tenant.getConnections({"filter": wanted}).connections
    return list(page.item) if page else []


if __name__ == "__main__":
    run(main)
