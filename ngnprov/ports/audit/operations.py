# SPDX-License-Identifier: Apache-2.0
"""The journal on the wire (audit.md 1)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.audit import service
from ngnprov.ports.audit.permissions import READ, REVERT
from ngnprov.ports.audit.types import JournalPage, JournalQuery, RevertedRecord
from ngnprov.ports.audit.wire import JournalPageAnswer, JournalQueryFields, RevertedRecordAnswer
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Flag, ListOf, Position, Text


class AuditJournal(PortService):
    """The journal: who has changed what, and undoing it."""

    @reading(
        JournalQuery, returns=JournalPage, may=READ, answers_nobody=True, optional=("query",), faults=(InvalidValue,)
    )
    def getJournal(call: Call, query: JournalQueryFields | None) -> JournalPageAnswer:
        """Entries of the journal that match, the newest first: a slice of them, and how many there are in all."""
        return service.get_journal(call, query or {})

    @operation(
        *(Position(), Text(64), Flag()),
        returns=ListOf(RevertedRecord),
        answers="records",
        may=REVERT,
        faults=(MissingInput, InvalidValue),
        optional=("entry", "transaction", "dryRun"),
    )
    def revert(
        call: Call, entry: int | None, transaction: str | None, dryRun: bool | None
    ) -> list[RevertedRecordAnswer]:
        """Undo the change of an entry, or all changes of a transaction, the last one first; with dryRun only try."""
        return service.revert(call, entry or 0, transaction or "", tries=bool(dryRun))
