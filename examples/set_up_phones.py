#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Give somebody at a customer with a PBX a number and two phones, or take them away again when he leaves.

    set_up_phones.py CUSTOMER_ID SEAT NAME MAC MAC
    set_up_phones.py CUSTOMER_ID SEAT --leaves NUMBER

SEAT is a licence of users in the customer's agreement, which comes with one of a device. The first form orders what licences
are missing, as it is quoted, makes the phones and the user, links them and applies the configuration; then each phone's file
is there, whose address is printed: type it into the phone. It can be run again where it was refused: nothing is ordered or
made twice. The second form removes user and phones, applies that, and cancels the licences for the end of the month. Whoever
runs this accepts the present terms.

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
    known = {mac: find(pbx, customer, mac) for mac in macs}
    order_missing(pbx, customer, seat, sum(phone is None for phone in known.values()))
    phones = [known[mac] or pbx.addDevice({"customer": customer, "mac": mac, "model": MODEL}) for mac in macs]
    user = pbx.addExtension({"customer": customer, "name": name})
    pbx.linkDevice(customer, user.number, {"item": [phone.id for phone in phones]})
    draft = pbx.getDraft(customer)
    made = pbx.applyConfiguration(customer, draft.baseRevision, draft.digest)
    print(f"{user.number} {user.name}, revision {made.number}")
    for phone in phones:
        found = pbx.getDeviceConfiguration(phone.id)
        # a server that was not told its own address gives none, but a new token
        print(f"{phone.name}: {found.url or f'{URL}/p/{pbx.rotateDeviceToken(phone.id).token}/{found.file}'}")


def find(pbx: Any, customer: int, mac: str) -> Any:
    """A phone that is nobody's yet, from an attempt before."""
    found = pbx.getDevices({"filter": {"customer": customer, "mac": mac}}).devices
    free = [each for each in (found.item if found else ()) if not each.extension]
    return free[0] if free else None


def order_missing(pbx: Any, customer: int, seat: str, phones: int) -> None:
    """Order what licences a user with so many new phones lacks."""
    licences = {each.kind: each for each in pbx.getLicences(customer)}
    free = {kind: each.free if each.required else 1_000 for kind, each in licences.items()}
    seats = int(free["userLicence"] < 1)
    devices = max(0, phones - seats - free["deviceLicence"])
    if seats or devices:
        place(
            customer,
            {"kind": "add", "lines": {"item": [{"product": seat, "quantity": seats, "extraDevices": devices}]}},
        )


def leave(customer: int, seat: str, number: str) -> None:
    pbx = connect("pbx")
    found = pbx.getDevices({"filter": {"customer": customer}}).devices
    phones = [each.id for each in (found.item if found else ()) if each.extension == number]
    pbx.deleteExtension(customer, number)  # first, as something may refer to it; its phones are nobody's then
    for phone in phones:
        pbx.deleteDevice({"id": phone})
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
