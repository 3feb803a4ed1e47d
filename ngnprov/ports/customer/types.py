# SPDX-License-Identifier: Apache-2.0
"""The types of CustomerPort, members in the vendor's order (customer.md 2 to 4)."""

from ngnprov.soap.types import Flag, Id, ListOf, Money, Record, Text, page_of, query_of


class CustomerProperty(Record):
    """An attribute of a customer with the right to change it (customer.md 3). A null value deletes (7.2)."""

    name = Text(64)
    category = Text(64)
    value = Text(65535, keeps_null=True)
    permission = Text(64)


class CustomerAccount(Record):
    """A reseller (``reseller`` equals ``id``) or a customer of one (customer.md 2). The 32 members that NGNPro prints."""

    id = reseller = impersonate = Id()
    username = Text(255)
    password = Text(255, secret=True)
    firstName = lastName = organization = vatNumber = Text(255)
    email = web = tel = fax = mobile = sip = enum = Text(255)
    address = Text(4096)
    postcode = city = state = country = timezone = language = bankAccount = Text(255)
    billingAddress = Text(4096)
    billingEmail = Text(255)
    balance = credit = Money()
    companyCode = Text(255)
    resellerActive = Flag()
    changeDate = Text(255)
    properties = ListOf(CustomerProperty)


class CustomerFilter(Record):
    """What getCustomers and getResellers filter by: patterns (wire.md L4) and ids (customer.md 4.1)."""

    username = firstName = lastName = organization = email = tel = web = city = country = Text(1024)
    only_resellers = Text(16)
    customer = reseller = Id()


CustomerQuery = query_of("CustomerQuery", "customers", CustomerFilter)
CustomerQueryResult = page_of("CustomerQueryResult", "customers", accounts=CustomerAccount)
