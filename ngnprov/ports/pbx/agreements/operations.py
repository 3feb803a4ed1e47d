# SPDX-License-Identifier: Apache-2.0
"""Agreements on the wire (pbx.md 1)."""

from collections.abc import Sequence
from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.pbx.agreements import service
from ngnprov.ports.pbx.agreements.types import AgreementItem, AvailableProduct
from ngnprov.ports.pbx.agreements.wire import AgreementItemAnswer, AgreementItemFields, AvailableProductAnswer
from ngnprov.ports.pbx.errors import (
    ItemExists,
    ItemInUse,
    NotInAgreement,
    ProductUnknown,
    QuantityBelowUse,
    ResellerQuantityReached,
)
from ngnprov.ports.pbx.permissions import READ_AGREEMENT, WRITE_AGREEMENT
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Flag, Id, ListOf

_changing = partial(operation, returns=AgreementItem, may=WRITE_AGREEMENT, versioned="pbx_agreement_items")
SUBJECT = (MissingInput, CustomerUnknown, NotAuthorized)
ADDING = (ProductUnknown, ResellerQuantityReached, QuantityBelowUse, InvalidValue)


class PbxAgreements(PortService):
    """Agreements: which products a customer or reseller may use, and how many of each."""

    @reading(Id(), returns=ListOf(AgreementItem), faults=(MissingInput, CustomerUnknown), may=READ_AGREEMENT)
    def getAgreement(call: Call, customer: int) -> Sequence[AgreementItemAnswer]:
        """The agreement of a customer or reseller, with how many of each product are used."""
        return service.get_agreement(call, customer)

    @operation(
        *(Id(), ListOf(AgreementItem), Flag()),
        returns=ListOf(AgreementItem),
        faults=(*SUBJECT, *ADDING, ItemInUse),
        may=WRITE_AGREEMENT,
        optional=("allowBelowUse",),
        replaces=("items",),
    )
    def setAgreement(
        call: Call, customer: int, items: Sequence[AgreementItemFields], allowBelowUse: bool | None = None
    ) -> Sequence[AgreementItemAnswer]:
        """Replace an agreement by these items, all of them or none; answers it."""
        return service.set_agreement(call, customer, items, bool(allowBelowUse))

    @_changing(AgreementItem, faults=(*SUBJECT, *ADDING, ItemExists))
    def addAgreementItem(call: Call, item: AgreementItemFields) -> AgreementItemAnswer:
        """Put a product into an agreement."""
        return service.add_item(call, item)

    @_changing(
        *(AgreementItem, Flag()),
        faults=(*SUBJECT, NotInAgreement, QuantityBelowUse, InvalidValue),
        optional=("allowBelowUse",),
    )
    def updateAgreementItem(
        call: Call, item: AgreementItemFields, allowBelowUse: bool | None = None
    ) -> AgreementItemAnswer:
        """Change the members given; a quantity below use only when it is allowed, and then nobody else gets the product."""
        return service.update_item(call, item, bool(allowBelowUse))

    @_changing(AgreementItem, faults=(*SUBJECT, NotInAgreement, ItemInUse))
    def deleteAgreementItem(call: Call, item: AgreementItemFields) -> AgreementItemAnswer:
        """Take a product out of an agreement that nobody holds; answers the item as it was."""
        return service.delete_item(call, item)

    @reading(Id(), returns=ListOf(AvailableProduct), faults=(MissingInput, CustomerUnknown), may=READ_AGREEMENT)
    def getProducts(call: Call, customer: int) -> Sequence[AvailableProductAnswer]:
        """The products that a customer may use as its users see them, with how many are left."""
        return service.get_products(call, customer)
