#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Order licences of users for a customer with a PBX, or order them away: quoted first, and exactly as quoted.

    order_seats.py CUSTOMER_ID PRODUCT COUNT [--extra-devices N] [--remove] [--on DAY]

PRODUCT is a licence of users in the customer's agreement; each comes with one of a device, and N more. DAY is now,
endOfMonth or a day such as 2027-01-31. Whoever runs this accepts the present terms, whose version is printed. Prints what is
due now and each month, what has to be known of it, the order, and how many licences there are.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from collections.abc import Iterable
from typing import Any

from server import connect, positive, run
from zeep.exceptions import Fault


def main() -> None:
    parser = argparse.ArgumentParser(description="Order licences of users for a customer with a PBX.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=positive)
    parser.add_argument("product", metavar="PRODUCT", help="a licence of users in the customer's agreement")
    parser.add_argument("count", metavar="COUNT", type=positive)
    parser.add_argument("--extra-devices", metavar="N", type=int, default=0, help="with each user so many more devices")
    parser.add_argument("--remove", action="store_true", help="order them away")
    parser.add_argument("--on", metavar="DAY", default="now", help="now, endOfMonth or a day such as 2027-01-31")
    given = parser.parse_args()
    orders = connect("order")
    line = {"product": given.product, "quantity": given.count, "extraDevices": given.extra_devices}
    order = {
        "customer": given.customer,
        "kind": "remove" if given.remove else "add",
        "lines": {"item": [line]},
        "effective": given.on,
    }
    quote = orders.quoteOrder(order)
    for each in items(quote.lines):
        print(f"{each.quantity:+} {each.product}: {each.now:.2f} now, {each.monthly:.2f} a month")
    print(f"together {quote.now:.2f} {quote.currency} now, {quote.monthly:.2f} a month, terms {quote.termsVersion}")
    for warning in items(quote.warnings):
        print(f"note: {warning}")
    for limit in items(quote.limits):
        if limit.bites:
            print(f"note: {limit.kind}: {limit.left} left of {limit.limit}, {limit.wanted} wanted")
    draft = orders.addOrder(order)
    try:
        done = orders.submitOrder(draft.id, quote.termsVersion, True, quote.quoteDigest)
    except Fault:
        orders.cancelOrder(draft.id)
        raise
    print(done.id, done.state, done.date)
    for each in connect("pbx").getLicences(given.customer):
        print(f"{each.kind}: {each.ordered} ordered, {each.used} used, {each.free} free")


def items(array: Any) -> Iterable[Any]:
    """What a list has that is a member of an answer."""
    return array.item or () if array else ()


if __name__ == "__main__":
    run(main)
