# SPDX-License-Identifier: Apache-2.0
"""The phonebook on the wire (sip.md 2.5)."""

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.sip.errors import AccountUnknown, EntryExists, EntryUnknown
from ngnprov.ports.sip.features.phonebook import service
from ngnprov.ports.sip.features.phonebook.types import PhonebookEntry, PhonebookPage
from ngnprov.ports.sip.features.phonebook.wire import PhonebookEntryAnswer, PhonebookEntryFields, PhonebookPageAnswer
from ngnprov.ports.sip.permissions import READ, WRITE
from ngnprov.ports.sip.types import Done, SipId
from ngnprov.ports.sip.wire import SipIdFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import Range, Text
from ngnprov.soap.wire import RangeFields

_INPUT = (MissingInput, InvalidValue, AccountUnknown)


class SipPhonebook(PortService):
    """The phonebook of an account."""

    @operation(SipId, PhonebookEntry, returns=PhonebookEntry, faults=(*_INPUT, EntryExists), may=WRITE)
    def addPhonebookEntry(call: Call, sipId: SipIdFields, entry: PhonebookEntryFields) -> PhonebookEntryAnswer:
        """Add an entry; its address, in lower case, is its key. Answers the stored entry."""
        return service.add_entry(call, sipId, entry)

    @operation(SipId, PhonebookEntry, returns=Done, faults=(*_INPUT, EntryUnknown), may=WRITE)
    def updatePhonebookEntry(call: Call, sipId: SipIdFields, entry: PhonebookEntryFields) -> bool:
        """Change the name and the group of the entry with this address, each when given."""
        return service.update_entry(call, sipId, entry)

    @operation(SipId, Text(1024), returns=Done, faults=(MissingInput, AccountUnknown, EntryUnknown), may=WRITE)
    def deletePhonebookEntry(call: Call, sipId: SipIdFields, uri: str) -> bool:
        """Remove the entry with this address."""
        return service.delete_entry(call, sipId, uri)

    @reading(
        SipId,
        PhonebookEntry,
        Range,
        returns=PhonebookPage,
        optional=("match", "range"),
        faults=(MissingInput, AccountUnknown),
        may=READ,
    )
    def getPhonebookEntries(
        call: Call, sipId: SipIdFields, match: PhonebookEntryFields | None, range: RangeFields | None
    ) -> PhonebookPageAnswer:
        """Entries whose address or name matches the patterns given, in the group given; a slice of them, by name."""
        return service.get_entries(call, sipId, match or {}, range or {})
