# SPDX-License-Identifier: Apache-2.0
"""Blocking on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import NotAuthorized
from ngnprov.ports.pbx.blocking import service
from ngnprov.ports.pbx.errors import BlockedFromAbove, ExtensionUnknown, NoPilot
from ngnprov.ports.pbx.extensions.operations import IN_PBX
from ngnprov.ports.pbx.extensions.types import Extension
from ngnprov.ports.pbx.extensions.wire import ExtensionAnswer
from ngnprov.ports.pbx.permissions import BLOCK_EXTENSIONS
from ngnprov.ports.tenant.errors import NotBlockedHere
from ngnprov.soap.port_service import PortService, operation
from ngnprov.soap.types import Id, Text

NAMED = Text(32, example="101")
"""The number of an extension, or its account id."""

_changing = partial(
    operation,
    *(Id(), NAMED, Text(255), Text(16)),
    returns=Extension,
    may=BLOCK_EXTENSIONS,
    versioned="pbx_extensions",
    optional=("number", "reason", "level"),
)
_FAULTS = (*IN_PBX, ExtensionUnknown, NoPilot, NotAuthorized)


class PbxBlocking(PortService):
    """Blocking: each side for itself, and nobody lifts what those above have set."""

    @_changing(faults=_FAULTS)
    def blockExtension(
        call: Call, customer: int, number: str | None, reason: str | None, level: str | None
    ) -> ExtensionAnswer:
        """Block an extension, by its number or account id, at the caller's level; without a number, the pilot."""
        return service.block_extension(call, customer, number or "", reason, level or "")

    @_changing(faults=(*_FAULTS, BlockedFromAbove, NotBlockedHere))
    def unblockExtension(
        call: Call, customer: int, number: str | None, reason: str | None, level: str | None
    ) -> ExtensionAnswer:
        """Lift the block of the caller's level, or of a lower one that is named; what others have blocked stays blocked."""
        return service.unblock_extension(call, customer, number or "", reason or "", level or "")
