# SPDX-License-Identifier: Apache-2.0
"""The story of tests/clients/README.md told by suds."""

import json
import sys
from typing import Any

from suds import WebFault
from suds.sudsobject import asdict
from suds_port import Port, items, tag

port = Port("customer")
customer, make, identify = port.call, port.make, port.identify


def listed(*properties: Any) -> Any:
    """A CustomerPropertyArray."""
    return port.listed("CustomerPropertyArray", *properties)


def plain(record: Any) -> dict[str, Any]:
    """The record as a dict, its list of properties as a list; suds' text is a subclass of str."""
    found = {name: str(value) if isinstance(value, str) else value for name, value in asdict(record).items()}
    if "properties" in found:
        found["properties"] = [plain(each) for each in items(found["properties"])]
    return found


def page(result: Any) -> dict[str, Any]:
    """accounts and total of getCustomers and getResellers."""
    return {"accounts": [plain(each) for each in items(result.accounts)], "total": result.total}


def query(filter_: dict[str, Any], attribute: str, direction: str, start: int, count: int) -> Any:
    """A CustomerQuery."""
    return make(
        "CustomerQuery",
        filter=make("CustomerFilter", **filter_),
        orderBy=make("OrderBy", attribute=attribute, direction=direction),
        range=make("Range", start=start, count=count),
    )


def refusal(raised: WebFault) -> dict[str, Any]:
    """What suds makes of a fault."""
    fault = raised.fault
    return {"faultcode": fault.faultcode, "faultstring": fault.faultstring, **plain(fault.detail.exception)}


told: dict[str, Any] = {}
reseller = customer.addAccount(
    make(
        "CustomerAccount",
        username=f"{tag}-reseller",
        password="geheim & sicher",
        organization="Müller & Söhne <GmbH>",
        timezone="Europe/Berlin",
        resellerActive=True,
        balance=12.5,
    )
)
told["reseller"] = plain(reseller)
none = customer.addAccount(
    make(
        "CustomerAccount",
        reseller=reseller.id,
        username=f"{tag}-none",
        password="aaaaaa",
        firstName="Zoë",
        lastName="Čapek",
        properties=listed(),
    )
)
told["none"] = plain(none)
one = customer.addAccount(
    make(
        "CustomerAccount",
        reseller=reseller.id,
        username=f"{tag}-one",
        password="bbbbbb",
        organization="To be emptied",
        address="Line 1\nLine 2",
        properties=listed(
            make("CustomerProperty", name="sip_credit", category="credit", value="5", permission="admin")
        ),
    )
)
told["one"] = plain(one)
two = customer.addAccount(
    make(
        "CustomerAccount",
        reseller=reseller.id,
        username=f"{tag}-two",
        password="cccccc",
        web="https://example.net/?a=1&b=<2>",
        credit=0.25,
        properties=listed(
            make("CustomerProperty", name="pstn_access", category="sip", value="1", permission="admin"),
            make(
                "CustomerProperty",
                name="support_company",
                category="sip",
                value="A & B <C>",
                permission="customer",
            ),
        ),
    )
)
told["two"] = plain(two)

read = customer.getAccount(one.id)
told["read"] = plain(read)
read.organization = ""
read.city = "Köln"
read.address = "Line 1\nLine 2\nLine 3"
read.balance = 2.5
items(read.properties)[0].value = "7"
read.properties = listed(*items(read.properties))
told["void"] = {"updateAccount": customer.updateAccount(read)}
told["updated"] = plain(customer.getAccount(one.id))

told["void"]["setProperties"] = customer.setProperties(
    two.id,
    listed(make("CustomerProperty", name="support_company", category="sip", value="D & E", permission="customer")),
)
customer.setProperties(none.id, listed())
told["properties"] = {
    name: [plain(each) for each in items(customer.getProperties(number))]
    for name, number in (("none", none.id), ("one", one.id), ("two", two.id))
}
told["found"] = {
    "none": page(customer.getCustomers(query({"username": f"{tag}-nobody"}, "customer", "ASC", 0, 20))),
    "one": page(customer.getCustomers(query({"username": f"{tag}-one"}, "customer", "ASC", 0, 1))),
    "page": page(customer.getCustomers(query({"reseller": reseller.id}, "username", "DESC", 1, 2))),
    "resellers": page(customer.getResellers(query({"username": f"{tag}-%"}, "customer", "ASC", 0, 20))),
}
told["void"]["deleteAccount"] = customer.deleteAccount(two.id)

told["faults"] = {}
try:
    customer.addAccount(make("CustomerAccount", reseller=reseller.id, username=f"{tag}-one", password="dddddd"))
except WebFault as fault:
    told["faults"]["taken"] = refusal(fault)
try:
    customer.getAccount(two.id)
except WebFault as fault:
    told["faults"]["unknown"] = refusal(fault)

identify(f"{tag}-reseller", "geheim & sicher", False)
told["own"] = plain(customer.getAccount(reseller.id))
identify(f"{tag}-reseller", "wrong", False)
try:
    customer.getAccount(reseller.id)
except WebFault as fault:
    told["faults"]["wrong_password"] = refusal(fault)

json.dump(told, sys.stdout, ensure_ascii=False)
