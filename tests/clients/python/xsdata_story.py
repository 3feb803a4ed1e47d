# SPDX-License-Identifier: Apache-2.0
"""The story of tests/clients/README.md told by xsdata."""

import json
import sys
from collections.abc import Callable
from typing import Any

from xsdata_port import Port, Refused, plain, tag

customer = Port("customer")
types = customer.types


def account(name: str, password: str, **members: Any) -> Any:
    """A CustomerAccount."""
    return types.CustomerAccount(username=f"{tag}-{name}", password=password, **members)


def listed(*rows: tuple[str, str, str, str]) -> Any:
    """A CustomerPropertyArray."""
    names = ("name", "category", "value", "permission")
    return types.CustomerPropertyArray(
        item=[types.CustomerProperty(**dict(zip(names, row, strict=True))) for row in rows]
    )


def page(operation: str, filter_: dict[str, Any], attribute: str, direction: str, start: int, count: int) -> Any:
    """accounts and total of a search."""
    query = types.CustomerQuery(
        filter=types.CustomerFilter(**filter_),
        order_by=types.OrderBy(attribute=attribute, direction=direction),
        range=types.Range(start=start, count=count),
    )
    return plain(customer.call(operation, query=query))


def refusal(operation: Callable[[], Any]) -> dict[str, Any] | None:
    """Code, string and typed detail of a fault."""
    try:
        operation()
    except Refused as refused:
        fault = refused.fault
        detail = plain(fault.detail.exception)
        return {"faultcode": fault.faultcode, "faultstring": fault.faultstring, **detail}
    return None


reseller = customer.call(
    "add_account",
    account=account(
        "reseller",
        "geheim & sicher",
        organization="Müller & Söhne <GmbH>",
        timezone="Europe/Berlin",
        reseller_active=True,
        balance=12.5,
    ),
)
under = {"reseller": reseller.id}
none = customer.call(
    "add_account",
    account=account("none", "aaaaaa", first_name="Zoë", last_name="Čapek", properties=listed(), **under),
)
one = customer.call(
    "add_account",
    account=account(
        "one",
        "bbbbbb",
        organization="To be emptied",
        address="Line 1\nLine 2",
        properties=listed(("sip_credit", "credit", "5", "admin")),
        **under,
    ),
)
two = customer.call(
    "add_account",
    account=account(
        "two",
        "cccccc",
        web="https://example.net/?a=1&b=<2>",
        credit=0.25,
        properties=listed(("pstn_access", "sip", "1", "admin"), ("support_company", "sip", "A & B <C>", "customer")),
        **under,
    ),
)
told: dict[str, Any] = {"reseller": plain(reseller), "none": plain(none), "one": plain(one), "two": plain(two)}

read = customer.call("get_account", id=one.id)
told["read"] = plain(read)
read.organization = ""
read.city = "Köln"
read.address = "Line 1\nLine 2\nLine 3"
read.balance = 2.5
read.properties.item[0].value = "7"
told["void"] = {"updateAccount": customer.call("update_account", account=read)}
told["updated"] = plain(customer.call("get_account", id=one.id))

changed = listed(("support_company", "sip", "D & E", "customer"))
told["void"]["setProperties"] = customer.call("set_properties", customer=two.id, properties=changed)
customer.call("set_properties", customer=none.id, properties=listed())
told["properties"] = {
    name: plain(customer.call("get_properties", customer=stored.id))
    for name, stored in (("none", none), ("one", one), ("two", two))
}
told["found"] = {
    "none": page("get_customers", {"username": f"{tag}-nobody"}, "customer", "ASC", 0, 20),
    "one": page("get_customers", {"username": f"{tag}-one"}, "customer", "ASC", 0, 1),
    "page": page("get_customers", under, "username", "DESC", 1, 2),
    "resellers": page("get_resellers", {"username": f"{tag}-%"}, "customer", "ASC", 0, 20),
}
told["void"]["deleteAccount"] = customer.call("delete_account", id=two.id)

told["faults"] = {
    "taken": refusal(lambda: customer.call("add_account", account=account("one", "dddddd", **under))),
    "unknown": refusal(lambda: customer.call("get_account", id=two.id)),
}
customer.identify(f"{tag}-reseller", "geheim & sicher", False)
told["own"] = plain(customer.call("get_account", id=reseller.id))
customer.identify(f"{tag}-reseller", "wrong", False)
told["faults"]["wrong_password"] = refusal(lambda: customer.call("get_account", id=reseller.id))
json.dump(told, sys.stdout, ensure_ascii=False)
