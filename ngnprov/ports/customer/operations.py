# SPDX-License-Identifier: Apache-2.0
"""CustomerPort on the wire: the eight operations, and who may call them (customer.md 1 and 6.4)."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.errors import (
    CustomerExists,
    CustomerInUse,
    CustomerUnknown,
    InvalidType,
    InvalidValue,
    MissingInput,
)
from ngnprov.ports.customer import service
from ngnprov.ports.customer.permissions import CREATE_CUSTOMERS, READ_CUSTOMERS, WRITE_CUSTOMERS, WRITE_PROPERTIES
from ngnprov.ports.customer.properties.service import get_properties, set_properties
from ngnprov.ports.customer.types import (
    CustomerAccount,
    CustomerProperty,
    CustomerQuery,
    CustomerQueryResult,
)
from ngnprov.ports.customer.wire import (
    CustomerAccountAnswer,
    CustomerAccountFields,
    CustomerPropertyAnswer,
    CustomerPropertyFields,
    CustomerQueryFields,
    CustomerQueryResultAnswer,
)
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id, ListOf

_INPUT = (InvalidType, InvalidValue, MissingInput)


class CustomerPort(PortService):
    """Resellers and customers, their properties and credits."""

    @operation(
        CustomerAccount,
        returns=CustomerAccount,
        answers="account",
        impersonated_by_admin=True,
        faults=(*_INPUT, CustomerExists),
        may=CREATE_CUSTOMERS,
        versioned="customers",
    )
    def addAccount(call: Call, account: CustomerAccountFields) -> CustomerAccountAnswer:
        """Create a customer; an administrator who names no reseller creates a reseller. Answers the stored entry."""
        return service.add_account(call, account)

    @operation(
        CustomerAccount,
        faults=(*_INPUT, CustomerUnknown, CustomerExists, CustomerInUse),
        may=WRITE_CUSTOMERS,
        versioned="customers",
    )
    def updateAccount(call: Call, account: CustomerAccountFields) -> None:
        """Change the members given; absent and null ones stay, and so do those that the caller may not change."""
        service.update_account(call, account)

    @operation(
        Id(),
        impersonated_by_admin=True,
        faults=(CustomerUnknown, CustomerInUse),
        may=CREATE_CUSTOMERS,
        versioned="customers",
    )
    def deleteAccount(call: Call, id: int) -> None:
        """Remove an entry to which no record and no customer refers."""
        service.delete_account(call, id)

    @reading(
        Id(),
        returns=CustomerAccount,
        answers="account",
        faults=(CustomerUnknown,),
        may=READ_CUSTOMERS,
        versioned="customers",
    )
    def getAccount(call: Call, id: int) -> CustomerAccountAnswer:
        """One entry with its properties."""
        return service.get_account(call, id)

    @listing(CustomerQuery, returns=CustomerQueryResult, may=READ_CUSTOMERS)
    def getCustomers(call: Call, query: CustomerQueryFields | None) -> CustomerQueryResultAnswer:
        """Entries that match, resellers included: a slice of them, and how many there are in all."""
        return service.get_customers(call, query or {})

    @listing(CustomerQuery, returns=CustomerQueryResult, may=READ_CUSTOMERS)
    def getResellers(call: Call, query: CustomerQueryFields | None) -> CustomerQueryResultAnswer:
        """Resellers that match; with the filter customer that entry, reseller or not."""
        return service.get_resellers(call, query or {})

    @operation(
        Id(), ListOf(CustomerProperty), faults=(*_INPUT, CustomerUnknown), may=WRITE_PROPERTIES, versioned="customers"
    )
    def setProperties(call: Call, customer: int, properties: Sequence[CustomerPropertyFields]) -> None:
        """Add or replace properties by name and leave the others as they are; all of them or none."""
        set_properties(call, customer, properties)

    @reading(
        Id(),
        returns=ListOf(CustomerProperty),
        answers="properties",
        faults=(CustomerUnknown,),
        may=READ_CUSTOMERS,
        versioned="customers",
    )
    def getProperties(call: Call, customer: int) -> Sequence[CustomerPropertyAnswer]:
        """Every property of an entry."""
        return get_properties(call, customer)
