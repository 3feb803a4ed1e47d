# SPDX-License-Identifier: Apache-2.0
"""DNS records on the wire (dns.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput
from ngnprov.ports.dns.errors import RecordConflict, RecordExists, RecordUnknown, ZoneUnknown
from ngnprov.ports.dns.permissions import READ, WRITE
from ngnprov.ports.dns.records import service
from ngnprov.ports.dns.records.types import DnsRecord, DnsRecordPage, DnsRecordQuery
from ngnprov.ports.dns.records.wire import DnsRecordAnswer, DnsRecordFields, DnsRecordPageAnswer, DnsRecordQueryFields
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Id

_INPUT = (MissingInput, InvalidValue, CustomerUnknown, RecordExists, RecordConflict)
_changing = partial(operation, may=WRITE, versioned="dns_records")
_reading = partial(reading, may=READ, versioned="dns_records")


class DnsRecords(PortService):
    """Records of the types A, AAAA, CNAME, MX, NS, NAPTR, PTR, SRV, TXT, LOC, CAA, TLSA, SSHFP, DS, HTTPS and SVCB."""

    @_changing(DnsRecord, returns=DnsRecord, answers="record", faults=(*_INPUT, ZoneUnknown))
    def addRecord(call: Call, record: DnsRecordFields) -> DnsRecordAnswer:
        """Create a record; its name and target may be relative to the zone. Answers the stored record."""
        return service.add_record(call, record)

    @_changing(DnsRecord, returns=DnsRecord, answers="record", faults=(*_INPUT, RecordUnknown))
    def updateRecord(call: Call, record: DnsRecordFields) -> DnsRecordAnswer:
        """Change type, value, priority, ttl and owner of a record; answers the stored record."""
        return service.update_record(call, record)

    @_changing(Id(), faults=(RecordUnknown,))
    def deleteRecord(call: Call, recordId: int) -> None:
        """Remove a record."""
        service.delete_record(call, recordId)

    @_reading(Id(), returns=DnsRecord, answers="record", faults=(RecordUnknown,))
    def getRecord(call: Call, recordId: int) -> DnsRecordAnswer:
        """One record."""
        return service.get_record(call, recordId)

    @listing(DnsRecordQuery, returns=DnsRecordPage, may=READ)
    def getRecords(call: Call, query: DnsRecordQueryFields | None) -> DnsRecordPageAnswer:
        """Records that match: a slice of them, and how many there are in all. SOA and the zones' name servers are none."""
        return service.get_records(call, query or {})
