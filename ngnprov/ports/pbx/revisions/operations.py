# SPDX-License-Identifier: Apache-2.0
"""Draft and revisions on the wire (pbx.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, MissingInput
from ngnprov.ports.pbx.errors import DraftInconsistent, DraftOutdated, NoPilot
from ngnprov.ports.pbx.extensions.operations import IN_PBX
from ngnprov.ports.pbx.permissions import APPLY_CONFIGURATION, READ_EXTENSIONS
from ngnprov.ports.pbx.revisions import service
from ngnprov.ports.pbx.revisions.types import DIGEST, ConfigRevision, ConfigRevisionPage, ConfigRevisionQuery, Draft
from ngnprov.ports.pbx.revisions.wire import (
    ConfigRevisionAnswer,
    ConfigRevisionPageAnswer,
    ConfigRevisionQueryFields,
    DraftAnswer,
)
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id, Int, Text


class PbxRevisions(PortService):
    """Draft and revisions: what was changed since phones and PBXs were told, and telling them."""

    @reading(Id(), returns=Draft, may=READ_EXTENSIONS, faults=(MissingInput, CustomerUnknown))
    def getDraft(call: Call, customer: int) -> DraftAnswer:
        """In what the extensions of a customer differ from the last revision, who has changed each, and when."""
        return service.get_draft(call, customer)

    @operation(
        *(Id(), Int(0), Text(DIGEST)),
        returns=ConfigRevision,
        may=APPLY_CONFIGURATION,
        faults=(*IN_PBX, NoPilot, DraftOutdated, DraftInconsistent),
        optional=("baseRevision", "digest"),
    )
    def applyConfiguration(
        call: Call, customer: int, baseRevision: int | None, digest: str | None
    ) -> ConfigRevisionAnswer:
        """Make a customer's draft its next revision, all of it or nothing; without changes the last one is answered."""
        return service.apply_configuration(call, customer, baseRevision, digest or "")

    @operation(Id(), may=APPLY_CONFIGURATION, faults=(*IN_PBX, DraftInconsistent))
    def discardDraft(call: Call, customer: int) -> None:
        """Restore what was applied last, all of it or nothing: what was added goes, what was changed is changed back."""
        service.discard_draft(call, customer)

    @listing(ConfigRevisionQuery, returns=ConfigRevisionPage, may=READ_EXTENSIONS)
    def getRevisions(call: Call, query: ConfigRevisionQueryFields | None) -> ConfigRevisionPageAnswer:
        """What was applied when, and by whom, the newest first: a slice of it, and how many there are in all."""
        return service.get_revisions(call, query or {})
