#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sell a cloud PBX: a customer with an agreement, a pilot, an auto attendant with a telephone number, and an extension.

    sell_pbx.py RESELLER_ID USERNAME DOMAIN BASE DID

The customer may have one auto attendant, any number of extensions, and call recording on 300 of them. BASE is its base number
in three parts, the country, the area and the subscriber: 43-1-9999. Callers of DID choose in the auto attendant. Extension
466 is recorded; it is blocked and unblocked, as its customer could do. Nobody calls a second time what another has sold.

Needs zeep and server.py; the server and the administrator's login come from NGNPROV_URL, NGNPROV_USER and NGNPROV_PASSWORD.
"""

import argparse
import secrets
from typing import Any

from server import connect, detail, positive, run
from zeep.exceptions import Fault

THERE_ALREADY = ("8020", "8021")
PRODUCTS = {
    "AUTO-ATTENDANT": {"name": "Auto attendant", "kind": "main", "appliesTo": "attendant"},
    "CLOUD-PBX": {"name": "Cloud PBX", "kind": "main", "appliesTo": "extension"},
    "CALL-RECORDING": {"name": "Call recording", "kind": "addon", "appliesTo": "extension"},
}
AGREEMENT = {"AUTO-ATTENDANT": 1, "CLOUD-PBX": 0, "CALL-RECORDING": 300}
"""How many of each; 0 is any number."""
CREDITS = ("sip_credit", "sip_alias_credit", "enum_number_credit")


def once(operation: Any, record: dict[str, Any]) -> None:
    """Add what may be there already."""
    try:
        operation(record)
    except Fault as fault:
        if detail(fault, "errorcode") not in THERE_ALREADY:
            raise


def offer(pbx: Any, reseller: int) -> None:
    """Let the provider have the products, and the reseller sell any number of them."""
    for code, members in PRODUCTS.items():
        once(pbx.addProduct, {"code": code, **members})
        once(pbx.addAgreementItem, {"customer": reseller, "product": code, "quantity": 0})


def make_customer(reseller: int, username: str) -> int:
    """A customer with a PBX, its contact and its billing profile; the id."""
    credits = [{"name": name, "category": "credit", "value": "1000", "permission": "admin"} for name in CREDITS]
    account = {"reseller": reseller, "username": username, "password": secrets.token_urlsafe(12)}
    made = connect("tenant").addTenant(
        {
            "account": {**account, "properties": {"item": credits}},
            "profile": {"name": username, "kind": "pbxaccount", "country": "AT", "maxSubscribers": "500"},
            "contact": {"email": f"office@{username}.example"},
            "primaryUser": {"email": f"admin@{username}.example"},
            "billingProfile": {"handle": username.lower(), "name": "Monthly", "currency": "EUR"},
        }
    )
    return int(made.customer.id)


def main() -> None:
    parser = argparse.ArgumentParser(description="Sell a cloud PBX.")
    parser.add_argument("reseller", metavar="RESELLER_ID", type=positive)
    parser.add_argument("username", metavar="USERNAME")
    parser.add_argument("domain", metavar="DOMAIN")
    parser.add_argument("base", metavar="BASE")
    parser.add_argument("did", metavar="DID")
    given = parser.parse_args()
    parts = given.base.split("-")
    if len(parts) != 3:
        parser.error("BASE has three parts: 43-1-9999")
    pbx = connect("pbx")
    offer(pbx, given.reseller)
    customer = make_customer(given.reseller, given.username)
    items = [{"customer": customer, "product": code, "quantity": most} for code, most in AGREEMENT.items()]
    pbx.setAgreement(customer, {"item": items})
    pilot = {"customer": customer, "newDomain": {"domain": given.domain}, "displayName": "Head office"}
    number = dict(zip(("cc", "ac", "sn"), parts, strict=True))
    pbx.addPilot({**pilot, "number": number, "sipUsername": "pilot", "sipPassword": secrets.token_urlsafe(12)})
    pbx.addExtension(
        {
            "customer": customer,
            "number": "466",
            "name": "Reception",
            "mainProduct": "CLOUD-PBX",
            "addons": {"item": ["CALL-RECORDING"]},
        }
    )
    keys = {"item": [{"button": "1", "target": "466"}]}
    attendant = pbx.addAutoAttendant({"customer": customer, "name": "Welcome", "keys": keys})
    pbx.addNumbers(customer, {"item": [given.did]})
    pbx.assignNumber(customer, attendant.accountId, given.did)
    blocked = pbx.blockExtension(customer, "466", "on leave")
    free = pbx.unblockExtension(customer, "466", "is back")
    print(customer, blocked.status, free.status)
    for entry in pbx.getDirectory(customer) or ():
        print(entry.number or "-", entry.name, entry.address)
    for item in pbx.getAgreement(customer) or ():
        print(item.product, item.used, "of", "any number" if item.unlimited else item.quantity)


if __name__ == "__main__":
    run(main)
