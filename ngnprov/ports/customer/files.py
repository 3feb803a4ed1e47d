# SPDX-License-Identifier: Apache-2.0
"""Customers and resellers in CSV files: each is added as addAccount adds it. Their properties, credits too, are not here."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.operation import Task
from ngnprov.calls.policy import Policy
from ngnprov.intake.adding import Form
from ngnprov.intake.record_files import RecordFile, all_of, columns_of
from ngnprov.ports.customer import service
from ngnprov.ports.customer.permissions import CREATE_CUSTOMERS, READ_CUSTOMERS
from ngnprov.ports.customer.types import CustomerAccount
from ngnprov.ports.customer.wire import CustomerAccountAnswer

FILE = RecordFile(
    columns_of(
        CustomerAccount,
        *(
            "username",
            "password",
            "reseller",
            "firstName",
            "lastName",
            "organization",
            "vatNumber",
            "email",
            "web",
            "tel",
        ),
        *("fax", "mobile", "sip", "enum", "address", "postcode", "city", "state", "country", "timezone", "language"),
        *("bankAccount", "billingAddress", "billingEmail", "balance", "credit", "companyCode", "resellerActive"),
    ),
    frozenset({"username", "password"}),
    Task(name="customers import", policy=Policy(CREATE_CUSTOMERS)),
    Task(name="customers export", policy=Policy(READ_CUSTOMERS), writes=False),
)
SECRET = ("password",)


def form() -> Form:
    """Files of customers; those that name no reseller are resellers."""
    return FILE.form(lambda call: partial(service.make_account, call))


def rows(call: Call, reseller: int) -> Iterator[CustomerAccountAnswer]:
    """The customers of a reseller, of all in scope with 0, by login."""
    filter: dict[str, Any] = {"reseller": reseller} if reseller else {}
    found = all_of(lambda query: service.get_customers(call, query), filter, "username")
    return map(CustomerAccountAnswer._make, found)  # they come as plain tuples
