# SPDX-License-Identifier: Apache-2.0
"""What the types of TenantPort have in common."""

from ngnprov.soap.types import Record

NAMESPACE = "urn:ngnprov:Tenant"


class TenantRecord(Record):
    """A struct of the port's own namespace."""

    __namespace__ = NAMESPACE
