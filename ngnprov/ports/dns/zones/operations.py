# SPDX-License-Identifier: Apache-2.0
"""DNS zones on the wire (dns.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import CustomerLimit, CustomerUnknown, InvalidValue, MissingInput, ResellerLimit
from ngnprov.ports.dns.errors import RecordConflict, ZoneExists, ZoneUnknown
from ngnprov.ports.dns.permissions import READ, WRITE
from ngnprov.ports.dns.zones import service
from ngnprov.ports.dns.zones.types import LONGEST_NAME, DnsZone, DnsZonePage, DnsZoneQuery
from ngnprov.ports.dns.zones.wire import DnsZoneAnswer, DnsZoneFields, DnsZonePageAnswer, DnsZoneQueryFields
from ngnprov.soap.port_service import PortService, listing, operation, reading
from ngnprov.soap.types import Text

_INPUT = (MissingInput, InvalidValue, CustomerUnknown, RecordConflict, CustomerLimit, ResellerLimit)
_changing = partial(operation, may=WRITE, versioned="dns_zones")
_reading = partial(reading, may=READ, versioned="dns_zones")


class DnsZones(PortService):
    """Zones: each belongs to a customer, and its records with it."""

    @_changing(DnsZone, returns=DnsZone, answers="zone", faults=(*_INPUT, ZoneExists))
    def addZone(call: Call, zone: DnsZoneFields) -> DnsZoneAnswer:
        """Create a zone for the customer named, else for the caller's; answers the stored zone."""
        return service.add_zone(call, zone)

    @_changing(DnsZone, returns=DnsZone, answers="zone", faults=(*_INPUT, ZoneUnknown))
    def updateZone(call: Call, zone: DnsZoneFields) -> DnsZoneAnswer:
        """Change the members given; with another customer all records move along. Answers the stored zone."""
        return service.update_zone(call, zone)

    @_changing(Text(LONGEST_NAME), faults=(ZoneUnknown,))
    def deleteZone(call: Call, zone: str) -> None:
        """Remove a zone with all its records."""
        service.delete_zone(call, zone)

    @_reading(Text(LONGEST_NAME), returns=DnsZone, answers="zone", faults=(ZoneUnknown,))
    def getZone(call: Call, zone: str) -> DnsZoneAnswer:
        """One zone."""
        return service.get_zone(call, zone)

    @listing(DnsZoneQuery, returns=DnsZonePage, may=READ)
    def getZones(call: Call, query: DnsZoneQueryFields | None) -> DnsZonePageAnswer:
        """Zones that match: a slice of them, and how many there are in all."""
        return service.get_zones(call, query or {})
