# SPDX-License-Identifier: Apache-2.0
"""Subscriptions on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, Terminated
from ngnprov.ports.pbx.errors import (
    AddonWithoutMain,
    BlockedFromAbove,
    ExtensionUnknown,
    NoPilot,
    NotInAgreement,
    NotPbx,
    ProductHeld,
    QuantityReached,
    ResellerQuantityReached,
)
from ngnprov.ports.pbx.extensions import activation
from ngnprov.ports.pbx.extensions.types import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.names import LONGEST_CODE
from ngnprov.ports.pbx.permissions import ACTIVATE_EXTENSIONS, ASSIGN_PRODUCTS
from ngnprov.ports.pbx.subscriptions import assigning
from ngnprov.ports.pbx.subscriptions.types import Subscription
from ngnprov.ports.pbx.subscriptions.wire import SubscriptionAnswer
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text

_CALLED = Text(32, example="101")
"""The number of an extension, or its account id."""
_OF_EXTENSION = (
    MissingInput,
    InvalidValue,
    CustomerUnknown,
    NotPbx,
    Terminated,
    ExtensionUnknown,
    NoPilot,
    BlockedFromAbove,
)

_changing = partial(operation, versioned="pbx_extensions", optional=("number",))
_assigning = partial(
    _changing, Id(), _CALLED, Text(LONGEST_CODE, example="CLOUD-PBX"), returns=Subscription, may=ASSIGN_PRODUCTS
)


class PbxSubscriptions(PortService):
    """Subscriptions: the products that an extension gets, and gives back."""

    @_assigning(
        faults=(
            *(*_OF_EXTENSION, NotInAgreement, QuantityReached),
            *(AddonWithoutMain, ProductHeld, ResellerQuantityReached),
        )
    )
    def assignProduct(call: Call, customer: int, number: str | None, product: str) -> SubscriptionAnswer:
        """Let an extension, the pilot without a number, hold a product of the customer's agreement from today on."""
        return assigning.assign_product(call, customer, number or "", product)

    @_assigning(faults=(*_OF_EXTENSION, AddonWithoutMain))
    def unassignProduct(call: Call, customer: int, number: str | None, product: str) -> SubscriptionAnswer:
        """Let an extension hold a product no more; answers the subscription that has ended."""
        return assigning.unassign_product(call, customer, number or "", product)

    @_changing(Id(), _CALLED, returns=Extension, may=ACTIVATE_EXTENSIONS, faults=_OF_EXTENSION)
    def activateExtension(call: Call, customer: int, number: str | None) -> ExtensionAnswer:
        """Let an extension be active that has got a product which somebody checks first."""
        return activation.activate_extension(call, customer, number or "")
