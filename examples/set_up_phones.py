#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give somebody at a customer with a PBX a number and two phones, or take them away again when he leaves.

    set_up_phones.py CUSTOMER_ID SEAT NAME MAC MAC
    set_up_phones.py CUSTOMER_ID SEAT --leaves NUMBER

SEAT is a licence of users in the customer's agreement, which comes with one of a device. The first form orders one with a
second device, as it is quoted, makes the user and the phones, links them and applies the configuration; then each phone's file
is there, whose address is printed: type it into the phone. The second form unlinks and removes phones and user, applies that,
and orders the licences away for the end of the month. Whoever runs this accepts the present terms.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
from typing import Any

from server import URL, connect, positive, run

MODEL = "Yealink T46S"


def main() -> None:
    parser = argparse.ArgumentParser(description="Give somebody a number and two phones, or take them away.")
    parser.add_argument("customer", metavar="CUSTOMER_ID", type=positive)
    parser.add_argument("seat", metavar="SEAT", help="a licence of users in the customer's agreement")
    parser.add_argument("name", metavar="NAME", nargs="?")
    parser.add_argument("macs", metavar="MAC", nargs="*")
    parser.add_argument("--leaves", metavar="NUMBER", help="take the phones of this extension away, and it")
    given = parser.parse_args()
    if given.leaves:
        leave(given.customer, given.seat, given.leaves)
    elif given.name and len(given.macs) == 2:
        arrive(given.customer, given.seat, given.name, given.macs)
    else:
        parser.error("give NAME and two MAC addresses, or --leaves")


def arrive(customer: int, seat: str, name: str, macs: list[str]) -> None:
    pbx = connect("pbx")
    place(customer, {"kind": "add", "lines": {"item": [{"product": seat, "quantity": 1, "extraDevices": 1}]}})
    user = pbx.addExtension({"customer": customer, "name": name})
    phones = [pbx.addDevice({"customer": customer, "mac": mac, "model": MODEL}) for mac in macs]
    pbx.linkDevice(customer, user.number, {"item": [phone.id for phone in phones]})
    draft = pbx.getDraft(customer)
    made = pbx.applyConfiguration(customer, draft.baseRevision, draft.digest)
    print(f"{user.number} {user.name}, revision {made.number}")
    for phone in phones:
        token = pbx.rotateDeviceToken(phone.id).token
        file = pbx.getDeviceConfiguration(phone.id).file
        print(f"{phone.name}: {URL}/p/{token}/{file}")


def leave(customer: int, seat: str, number: str) -> None:
    pbx = connect("pbx")
    found = pbx.getDevices({"filter": {"customer": customer}}).devices
    phones = [each.id for each in (found.item if found else ()) if each.extension == number]
    if phones:
        pbx.unlinkDevice(customer, number, {"item": phones})
    for phone in phones:
        pbx.deleteDevice({"id": phone})
    pbx.deleteExtension(customer, number)
    pbx.applyConfiguration(customer)
    line = {"product": seat, "quantity": 1, "extraDevices": len(phones) - 1 if phones else 0}
    done = place(customer, {"kind": "remove", "lines": {"item": [line]}, "effective": "endOfMonth"})
    print(f"{done.id} {done.state} {done.date}")


def place(customer: int, order: dict[str, Any]) -> Any:
    """Order something exactly as it is quoted; what has to be known of it is printed."""
    orders = connect("order")
    order = {"customer": customer, **order}
    quote = orders.quoteOrder(order)
    print(f"{quote.now:.2f} {quote.currency} now, {quote.monthly:.2f} a month")
    for warning in (quote.warnings.item or ()) if quote.warnings else ():
        print(f"note: {warning}")
    draft = orders.addOrder(order)
    return orders.submitOrder(draft.id, quote.termsVersion, True, quote.quoteDigest)


if __name__ == "__main__":
    run(main)
