# SPDX-License-Identifier: Apache-2.0
"""What the types of BillingPort have in common."""

from ngnprov.ports.billing.names import NAMESPACE
from ngnprov.soap.types import Record


class BillingRecord(Record):
    """A struct of the port's own namespace."""

    __namespace__ = NAMESPACE
