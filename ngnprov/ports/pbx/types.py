# SPDX-License-Identifier: Apache-2.0
"""What the types of PbxPort have in common."""

from ngnprov.ports.pbx.names import NAMESPACE
from ngnprov.soap.types import Record


class PbxRecord(Record):
    """A struct of the port's own namespace."""

    __namespace__ = NAMESPACE
