# SPDX-License-Identifier: Apache-2.0
"""The story of tests/clients/README.md told by zeep."""

import json
import sys
from typing import Any

from zeep.exceptions import Fault
from zeep_port import TYPES, Port, items, plain, tag

port = Port("customer")
customer = port.call


def account(record: Any) -> dict[str, Any]:
    """An account as a dict, its list of properties as a list."""
    return {**plain(record), "properties": [plain(each) for each in items(record.properties)]}


def page(result: Any) -> dict[str, Any]:
    """accounts and total of getCustomers and getResellers."""
    return {"accounts": [account(each) for each in items(result.accounts)], "total": result.total}


def refusal(fault: Fault) -> dict[str, Any]:
    """The typed detail of a fault, read with the element that the WSDL declares for it."""
    detail = port.element(f"{{{TYPES}}}exception").parse(fault.detail[0], port.client.wsdl.types)
    return {"faultcode": fault.code, "faultstring": fault.message, **plain(detail)}


told: dict[str, Any] = {}
reseller = customer.addAccount(
    {
        "username": f"{tag}-reseller",
        "password": "geheim & sicher",
        "organization": "Müller & Söhne <GmbH>",
        "timezone": "Europe/Berlin",
        "resellerActive": True,
        "balance": 12.5,
    }
)
told["reseller"] = account(reseller)
none = customer.addAccount(
    {
        "reseller": reseller.id,
        "username": f"{tag}-none",
        "password": "aaaaaa",
        "firstName": "Zoë",
        "lastName": "Čapek",
        "properties": {"item": []},
    }
)
told["none"] = account(none)
one = customer.addAccount(
    {
        "reseller": reseller.id,
        "username": f"{tag}-one",
        "password": "bbbbbb",
        "organization": "To be emptied",
        "address": "Line 1\nLine 2",
        "properties": {"item": [{"name": "sip_credit", "category": "credit", "value": "5", "permission": "admin"}]},
    }
)
told["one"] = account(one)
two = customer.addAccount(
    {
        "reseller": reseller.id,
        "username": f"{tag}-two",
        "password": "cccccc",
        "web": "https://example.net/?a=1&b=<2>",
        "credit": 0.25,
        "properties": {
            "item": [
                {"name": "pstn_access", "category": "sip", "value": "1", "permission": "admin"},
                {
                    "name": "support_company",
                    "category": "sip",
                    "value": "A & B <C>",
                    "permission": "customer",
                },
            ]
        },
    }
)
told["two"] = account(two)

read = customer.getAccount(one.id)
told["read"] = account(read)
read.organization = ""
read.city = "Köln"
read.address = "Line 1\nLine 2\nLine 3"
read.balance = 2.5
read.properties.item[0].value = "7"
told["void"] = {"updateAccount": customer.updateAccount(read)}
told["updated"] = account(customer.getAccount(one.id))

changed = {"name": "support_company", "category": "sip", "value": "D & E", "permission": "customer"}
told["void"]["setProperties"] = customer.setProperties(two.id, {"item": [changed]})
customer.setProperties(none.id, {"item": []})
told["properties"] = {
    # as the whole answer a list comes plain, or as None when it is empty
    name: [plain(each) for each in customer.getProperties(number) or []]
    for name, number in (("none", none.id), ("one", one.id), ("two", two.id))
}

first = {"attribute": "customer", "direction": "ASC"}
told["found"] = {
    "none": page(
        customer.getCustomers(
            {"filter": {"username": f"{tag}-nobody"}, "orderBy": first, "range": {"start": 0, "count": 20}}
        )
    ),
    "one": page(
        customer.getCustomers(
            {"filter": {"username": f"{tag}-one"}, "orderBy": first, "range": {"start": 0, "count": 1}}
        )
    ),
    "page": page(
        customer.getCustomers(
            {
                "filter": {"reseller": reseller.id},
                "orderBy": {"attribute": "username", "direction": "DESC"},
                "range": {"start": 1, "count": 2},
            }
        )
    ),
    "resellers": page(
        customer.getResellers(
            {"filter": {"username": f"{tag}-%"}, "orderBy": first, "range": {"start": 0, "count": 20}}
        )
    ),
}
told["void"]["deleteAccount"] = customer.deleteAccount(two.id)

told["faults"] = {}
try:
    customer.addAccount({"reseller": reseller.id, "username": f"{tag}-one", "password": "dddddd"})
except Fault as fault:
    told["faults"]["taken"] = refusal(fault)
try:
    customer.getAccount(two.id)
except Fault as fault:
    told["faults"]["unknown"] = refusal(fault)

port.identify(f"{tag}-reseller", "geheim & sicher", False)
told["own"] = account(customer.getAccount(reseller.id))
port.identify(f"{tag}-reseller", "wrong", False)
try:
    customer.getAccount(reseller.id)
except Fault as fault:
    told["faults"]["wrong_password"] = refusal(fault)

json.dump(told, sys.stdout, ensure_ascii=False)
