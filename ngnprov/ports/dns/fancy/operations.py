# SPDX-License-Identifier: Apache-2.0
"""E-mail aliases and URL redirects on the wire (dns.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.dns.errors import FancyExists, FancyUnknown, RecordConflict, ZoneUnknown
from ngnprov.ports.dns.fancy import service
from ngnprov.ports.dns.fancy.types import DnsFancyRecord, DnsFancyRecordPage, DnsFancyRecordQuery
from ngnprov.ports.dns.fancy.wire import (
    DnsFancyRecordAnswer,
    DnsFancyRecordFields,
    DnsFancyRecordPageAnswer,
    DnsFancyRecordQueryFields,
)
from ngnprov.ports.dns.permissions import READ, WRITE
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id

_INPUT = (MissingInput, InvalidValue, CustomerUnknown, FancyExists)
_changing = partial(operation, may=WRITE, versioned="dns_fancy_records")
_reading = partial(reading, may=READ, versioned="dns_fancy_records")


class DnsFancyRecords(PortService):
    """Fancy records: e-mail aliases (MBOXFW) and URL redirects (URL)."""

    @_changing(
        DnsFancyRecord,
        returns=DnsFancyRecord,
        answers="record",
        faults=(*_INPUT, ZoneUnknown, RecordConflict, CustomerLimit, ResellerLimit),
    )
    def addFancyRecord(call: Call, record: DnsFancyRecordFields) -> DnsFancyRecordAnswer:
        """Create an e-mail alias or a URL redirect; answers the stored record."""
        return service.add_fancy_record(call, record)

    @_changing(DnsFancyRecord, returns=DnsFancyRecord, answers="record", faults=(*_INPUT, FancyUnknown))
    def updateFancyRecord(call: Call, record: DnsFancyRecordFields) -> DnsFancyRecordAnswer:
        """Change value, ttl and owner; answers the stored record."""
        return service.update_fancy_record(call, record)

    @_changing(Id(), faults=(FancyUnknown,))
    def deleteFancyRecord(call: Call, recordId: int) -> None:
        """Remove an e-mail alias or a URL redirect."""
        service.delete_fancy_record(call, recordId)

    @_reading(Id(), returns=DnsFancyRecord, answers="record", faults=(FancyUnknown,))
    def getFancyRecord(call: Call, recordId: int) -> DnsFancyRecordAnswer:
        """One e-mail alias or URL redirect."""
        return service.get_fancy_record(call, recordId)

    @listing(DnsFancyRecordQuery, returns=DnsFancyRecordPage, may=READ)
    def getFancyRecords(call: Call, query: DnsFancyRecordQueryFields | None) -> DnsFancyRecordPageAnswer:
        """E-mail aliases and URL redirects that match: a slice of them, and how many there are in all."""
        return service.get_fancy_records(call, query or {})
