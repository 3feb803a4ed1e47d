#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Move SIP credit (the number of SIP accounts that may be created) from one customer to another.

    move_credits.py FROM_ID TO_ID AMOUNT

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import sys
from typing import Any

from server import connect, run
from zeep.exceptions import Fault

CREDIT = "sip_credit"


def credit(service: Any, customer: int) -> int:
    """The customer's SIP credit; a customer without the property has none."""
    properties = service.getProperties(customer) or []
    values = {each.name: each.value for each in properties}
    return int(values.get(CREDIT) or 0)


def grant(service: Any, customer: int, amount: int) -> None:
    """Set the customer's SIP credit; setProperties leaves all other properties as they are."""
    changed = {"name": CREDIT, "category": "credit", "value": str(amount), "permission": "admin"}
    service.setProperties(customer, {"item": [changed]})


def move(service: Any, giver: int, taker: int, amount: int) -> tuple[int, int]:
    """Take from ``giver`` first, so that a failure in between never leaves more credit than before."""
    given, taken = credit(service, giver), credit(service, taker)
    if giver == taker or not 0 < amount <= given:
        raise ValueError(f"cannot move {amount} from customer {giver}, who has {given}, to customer {taker}")
    grant(service, giver, given - amount)
    try:
        grant(service, taker, taken + amount)
    except Fault:
        grant(service, giver, given)
        raise
    return given - amount, taken + amount


def main() -> None:
    parser = argparse.ArgumentParser(description="Move SIP credit from one customer to another.")
    parser.add_argument("giver", metavar="FROM_ID", type=int)
    parser.add_argument("taker", metavar="TO_ID", type=int)
    parser.add_argument("amount", metavar="AMOUNT", type=int)
    given = parser.parse_args()
    try:
        left, now = move(connect("customer"), given.giver, given.taker, given.amount)
    except ValueError as error:
        sys.exit(f"refused: {error}")
    print(f"{given.giver} has {left}, {given.taker} has {now}")


if __name__ == "__main__":
    run(main)
