# SPDX-License-Identifier: Apache-2.0
"""What the types of OrderPort have in common."""

from ngnprov.ports.order.names import NAMESPACE
from ngnprov.soap.types import Record


class OrderRecord(Record):
    """A struct of the port's own namespace."""

    __namespace__ = NAMESPACE
