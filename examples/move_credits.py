#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Move SIP credit (the number of SIP accounts that may be created) from one customer to another.

    move_credits.py FROM_ID TO_ID AMOUNT

Needs zeep; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import getpass
import os
import sys
from typing import Any

import zeep
from zeep.exceptions import Fault

URL = os.environ.get("NGNPROV_URL", "http://127.0.0.1:9200")
USER = os.environ.get("NGNPROV_USER", "admin")
CREDIT = "sip_credit"


def connect() -> Any:
    """The operations of CustomerPort, called as the administrator."""
    client = zeep.Client(f"{URL}/soap/customer/?wsdl")
    auth = client.get_element("{urn:AGProjects:NGNPro}auth")
    password = os.environ.get("NGNPROV_PASSWORD") or getpass.getpass(f"Password of {USER}: ")
    client.set_default_soapheaders([auth(username=USER, password=password, admin=True)])
    return client.service


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
        raise ValueError(f"cannot move {amount} of {given} from {giver} to {taker}")
    grant(service, giver, given - amount)
    try:
        grant(service, taker, taken + amount)
    except Fault:
        grant(service, giver, given)
        raise
    return given - amount, taken + amount


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: move_credits.py FROM_ID TO_ID AMOUNT")
    giver, taker, amount = map(int, sys.argv[1:])
    try:
        left, now = move(connect(), giver, taker, amount)
    except Fault as fault:
        sys.exit(f"refused: {fault.message}: {fault.detail.findtext('.//{*}errorstring')}")
    except ValueError as error:
        sys.exit(f"refused: {error}")
    print(f"{giver} has {left}, {taker} has {now}")
