# SPDX-License-Identifier: Apache-2.0
"""The records of ``types.py`` in Python. Written by scripts/records: change the types, and run it."""

# fmt: off

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from ngnprov.ports.customer.wire import CustomerAccountAnswer
from ngnprov.ports.tenant.connections.wire import ConnectionAnswer
from ngnprov.ports.tenant.contacts.wire import ContactAnswer
from ngnprov.ports.tenant.invitations.wire import InvitationAnswer
from ngnprov.ports.tenant.users.wire import UserAnswer

CloneNumberFields = TypedDict("CloneNumberFields", {
    "cc": str, "ac": str, "sn": str,
}, total=False)
"""What was supplied of a CloneNumber."""


CloneOptionsFields = TypedDict("CloneOptionsFields", {
    "include": list[str], "domain": str, "number": CloneNumberFields, "terms_version": int,
}, total=False)
"""What was supplied of a CloneOptions."""


class CopiedPartAnswer(NamedTuple):
    """A CopiedPart as it is answered, in wire order."""

    part: str
    records: int


class ClonedTenantAnswer(NamedTuple):
    """A ClonedTenant as it is answered, in wire order."""

    customer: CustomerAccountAnswer
    contact: ContactAnswer
    user: UserAnswer
    connection: ConnectionAnswer
    invitation: InvitationAnswer
    copied: Sequence[CopiedPartAnswer]
