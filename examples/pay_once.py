#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Add to the prepaid credit of a SIP account, once only, however often it takes to get an answer.

    pay_once.py USERNAME DOMAIN AMOUNT REQUEST_ID

REQUEST_ID names the payment, such as the number of its order: the same one again pays nothing and prints the same credit. See
docs/integrators.md.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import time
from typing import Any

from server import detail, log_in, run
from zeep.exceptions import Error, Fault

AGAIN = {"201", "202"}
"""Fault codes of a server that is busy, or cannot tell whether the change was made."""
PAUSES = (1, 2, 4)
"""Seconds between one attempt and the next."""


def pay(client: Any, sip_id: dict[str, str], amount: float, request_id: str) -> Any:
    """The old and the new credit. With the id in the header, asking again is safe whatever has become of the call before."""
    once = client.get_element("{urn:ngnprov}request")(id=request_id)
    for pause in (*PAUSES, None):
        try:
            return client.service.addBalance(sip_id, amount, "payment", _soapheaders=[once])
        except Fault as fault:
            if pause is None or detail(fault, "errorcode") not in AGAIN:
                raise
        except (OSError, Error):  # no connection, or one that was cut: the answer may be lost, and the payment made
            if pause is None:
                raise
        time.sleep(pause)
    raise AssertionError("unreachable")


def main() -> None:
    parser = argparse.ArgumentParser(description="Add to the prepaid credit of a SIP account, once only.")
    parser.add_argument("username", metavar="USERNAME")
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("amount", metavar="AMOUNT", type=float)
    parser.add_argument("request_id", metavar="REQUEST_ID")
    given = parser.parse_args()
    sip_id = {"username": given.username, "domain": given.domain}
    change = pay(log_in("sip"), sip_id, given.amount, given.request_id)
    print(f"{given.username}@{given.domain} had {change.old_balance:.2f}, has {change.new_balance:.2f}")


if __name__ == "__main__":
    run(main)
