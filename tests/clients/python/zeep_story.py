# SPDX-License-Identifier: Apache-2.0
"""The story of tests/clients/README.md told by zeep: ``zeep_story.py URL LOGIN PASSWORD TAG``."""

import json
import sys
from typing import Any

import zeep
from zeep.exceptions import Fault
from zeep.helpers import serialize_object

TYPES = "urn:AGProjects:NGNPro"
url, login, password, tag = sys.argv[1:]
client = zeep.Client(f"{url}/soap/customer/?wsdl")
customer = client.service
auth = client.get_element(f"{{{TYPES}}}auth")
client.set_default_soapheaders([auth(username=login, password=password, admin=True)])


def items(array: Any) -> list[Any]:
    """The members of a list inside a record: None when it is empty, else an object with ``item``."""
    return [] if array is None else list(array.item)


def plain(record: Any) -> dict[str, Any]:
    """The record as a dict, its list of properties as a list."""
    found: dict[str, Any] = dict(serialize_object(record, dict))
    if "properties" in found:
        found["properties"] = [dict(serialize_object(each, dict)) for each in items(record.properties)]
    return found


def page(result: Any) -> dict[str, Any]:
    """accounts and total of getCustomers and getResellers."""
    return {"accounts": [plain(each) for each in items(result.accounts)], "total": result.total}


def refusal(fault: Fault) -> dict[str, Any]:
    """The typed detail of a fault, read with the element that the WSDL declares for it."""
    element = client.get_element(f"{{{TYPES}}}exception")
    detail = serialize_object(element.parse(fault.detail[0], client.wsdl.types), dict)
    return {"faultcode": fault.code, "faultstring": fault.message, **detail}


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
told["reseller"] = plain(reseller)
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
told["none"] = plain(none)
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
told["one"] = plain(one)
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
told["two"] = plain(two)

read = customer.getAccount(one.id)
told["read"] = plain(read)
read.organization = ""
read.city = "Köln"
read.address = "Line 1\nLine 2\nLine 3"
read.balance = 2.5
read.properties.item[0].value = "7"
told["void"] = {"updateAccount": customer.updateAccount(read)}
told["updated"] = plain(customer.getAccount(one.id))

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

client.set_default_soapheaders([auth(username=f"{tag}-reseller", password="geheim & sicher", admin=False)])
told["own"] = plain(customer.getAccount(reseller.id))
client.set_default_soapheaders([auth(username=f"{tag}-reseller", password="wrong", admin=False)])
try:
    customer.getAccount(reseller.id)
except Fault as fault:
    told["faults"]["wrong_password"] = refusal(fault)

json.dump(told, sys.stdout, ensure_ascii=False)
