# SPDX-License-Identifier: Apache-2.0
"""Every refusal of OrderPort (order.md 7); those about licences and subscriptions are PbxPort's.

::

    Unknown
     └── OrderUnknown    8307

    TermsNotAccepted 8301, OrderState 8304, QuoteChanged 8305
"""

from ngnprov.errors import Refusal, Unknown


class TermsNotAccepted(Refusal):
    """The present terms were not accepted: nobody said so, or he named another version."""

    code, name = 8301, "TermsNotAcceptedError"


class OrderState(Refusal):
    """The order is in another state than one in which this can be done."""

    code, name = 8304, "OrderStateError"


class QuoteChanged(Refusal):
    """What was ordered costs something else by now, or is under other terms, than it was quoted."""

    code, name = 8305, "QuoteChangedError"


class OrderUnknown(Unknown):
    """No such order."""

    code, name = 8307, "OrderUnknownError"
