# SPDX-License-Identifier: Apache-2.0
"""The rules of DNS records (dns.md 5): under the lock of their zone, whose serial rises with each change."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.dns import conflicts, names, placing, rdata, zone_records
from ngnprov.ports.dns.errors import RecordExists, RecordUnknown, ZoneUnknown
from ngnprov.ports.dns.rdata import Data
from ngnprov.ports.dns.records import store
from ngnprov.ports.dns.records.store import DnsRecord
from ngnprov.ports.dns.records.wire import DnsRecordAnswer, DnsRecordFields, DnsRecordPageAnswer, DnsRecordQueryFields
from ngnprov.ports.dns.zone_records import Locked
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone

EXISTS = partial(RecordExists, "the zone has a record of this name, type and value")
RECORDS = Resource(
    store.RECORDS,
    subject=lambda record: f"DNS record {record.id}",
    unknown=partial(RecordUnknown, "there is no such DNS record"),
    exists=EXISTS,
    reversal=Reversal(
        *("dns", "addRecord", "updateRecord", "deleteRecord", "record"),
        named_by=lambda record: {"recordId": record.id},
    ),
)


def add_record(call: Call, new: DnsRecordFields) -> DnsRecordAnswer:
    """Create a record in a zone of the caller's scope (R1 to R10).

    Raises MissingInput (zone, type, value), InvalidValue, ZoneUnknown, RecordExists, RecordConflict, CustomerUnknown (owner),
    NotAuthorized (inactive reseller).
    """
    zone = zone_of(call, new)
    name, data = read(zone, new)
    conflicts.require_unlisted(zone, name, data)
    _require_unlike(call, zone, name, data)  # before any right: importing clients update it then
    require_entitled(call, zone)
    record = _create(call, zone, new, name, data)
    zones.touch(call, zone)
    return _answer(record)


def zone_of(call: Call, given: DnsRecordFields) -> Zone:
    """The zone that a new record names, locked. Raises MissingInput, ZoneUnknown."""
    return zones.lock_zone(call, required(given.get("zone"), "record.zone"), "record.zone")


def require_entitled(call: Call, zone: Zone) -> None:
    """Raise NotAuthorized when nothing may be created in a zone: its reseller is not active. Records consume no credit."""
    entitlements.claim(call, zone.customer, zone.reseller, {})


def create(call: Call, zone: Zone, new: DnsRecordFields, *, by_priority: bool = False) -> DnsRecord:
    """A record of :func:`add_record` in a zone that is locked and :func:`entitled <require_entitled>`, and without its serial.

    Bulk callers check the right and raise the serial once. ``by_priority`` keeps apart records of one name and value that
    differ in their priority, as DNS does and the files of zones may (D-G); the wire does not (R5).
    """
    name, data = read(zone, new)
    if data.has_priority and not by_priority:
        _require_unlike(call, zone, name, data)
    return _create(call, zone, new, name, data)


def read(zone: Zone, new: DnsRecordFields) -> tuple[str, Data]:
    """Full name and data of a record that was given. Raises MissingInput (type, value), InvalidValue."""
    type = required(new.get("type"), "record.type")
    name = names.owner_name(new.get("name", ""), zone.name, "record.name")
    return name, rdata.read(type, new.get("value", ""), new.get("priority", 0), zone.name)


def _create(call: Call, zone: Zone, new: DnsRecordFields, name: str, data: Data) -> DnsRecord:
    placing.require_place(zone.name, name, data)
    conflicts.require_room(call, zone, name, data)
    owner = tenancy.owner_after_update(call, new.get("owner"), "record.owner")
    record = DnsRecord(
        id=zone_records.new_id(call, new.get("id", 0)),
        name=name,
        zone=zone.name,
        type=data.type,
        value=data.value,
        priority=data.priority,
        ttl=new.get("ttl") or zone.minimum,
        owner=owner,
        customer=zone.customer,
        reseller=zone.reseller,
        change_date=call.now,
    )
    return RECORDS.create(call, record, field="record", columns=store.columns(data))


def update_record(call: Call, given: DnsRecordFields) -> DnsRecordAnswer:
    """Change type, value, priority, ttl and owner; what is absent stays, and a ttl of 0 is the zone's default (R3, R7).

    Raises RecordUnknown, MissingInput (value), InvalidValue, RecordExists (of what is named by its id alone), RecordConflict,
    CustomerUnknown (owner).
    """
    zone, record = _meant(call, given)
    data = _changed_data(record, given)
    wanted = {
        **{"type": data.type, "value": data.value, "priority": data.priority},
        **zone_records.ttl_and_owner(call, zone, record, given),
    }
    if (data.type, data.value) != (record.type, record.value):
        placing.require_place(zone.name, record.name, data)
        _require_unlike(call, zone, record.name, data, other_than=record.id)
        conflicts.require_room(call, zone, record.name, data, other_than=record.id)
    changed = RECORDS.update(call, record, wanted, field="record", derived=lambda _: store.columns(data))
    if changed is not record:
        zones.touch(call, zone)
    return _answer(changed)


def delete_record(call: Call, id: int) -> None:
    """Remove a record. Raises RecordUnknown."""
    zone, record = zone_records.lock(call, RECORDS, id, "recordId")
    RECORDS.remove(call, record)
    zones.touch(call, zone)


def restate(call: Call, record: DnsRecord, data: Data, ttl: int) -> DnsRecord:
    """Give a record in a locked zone a TTL and the priority of ``data``, which is alike else, without the zone's serial."""
    wanted: dict[str, Any] = {"priority": data.priority, "ttl": ttl}
    if data.priority != record.priority:
        wanted["value"] = data.value  # a NAPTR says it there, too
    else:
        data = replace(data, value=record.value)
    return RECORDS.update(call, record, wanted, field="record", derived=lambda _: store.columns(data))


def get_record(call: Call, id: int) -> DnsRecordAnswer:
    """One record in scope. Raises RecordUnknown."""
    return _answer(RECORDS.get(call, id, field="recordId"))


def get_records(call: Call, query: DnsRecordQueryFields) -> DnsRecordPageAnswer:
    """Records in scope that match (dns.md 8)."""
    return RECORDS.find(call, query, _answer)


def _meant(call: Call, given: DnsRecordFields) -> Locked[DnsRecord]:
    """The record with the id given if zone and name fit, else the one equal in zone, name, type and value (R7).

    Importing clients know the ids of another server. Here such an id may belong to another record with the same name: a
    record that equals a complete input takes precedence over it (D-H).
    """
    named = zone_records.lock_named(call, RECORDS, given, _is_another)
    if named is None:
        return _equal(call, given)
    zone, record = named
    if not _is_said_in_full(given) or (given["type"], given["value"]) == (record.type, record.value):
        return named
    data = _changed_data(record, given)
    alike = store.alike(call.unit, zone.name, record.name, data)
    if not alike or record.id in [each.id for each in alike]:
        return named
    return zone_records.meant(call, RECORDS, zone, _one_of(alike, data, given))


def _is_another(given: DnsRecordFields, found: DnsRecord) -> bool:
    """Does the name say that not ``found`` is meant?"""
    return "name" in given and names.owner_name(given["name"], found.zone, "record.name") != found.name


def _is_said_in_full(given: DnsRecordFields) -> bool:
    """Do the members name a record without its id? An empty name is the apex."""
    return bool(given.get("zone") and given.get("type") and given.get("value"))


def _equal(call: Call, given: DnsRecordFields) -> Locked[DnsRecord]:
    """The record with the name and data given."""
    if not _is_said_in_full(given):
        raise RECORDS.unknown(field="record.id")
    try:
        zone = zone_of(call, given)
    except ZoneUnknown:
        raise RECORDS.unknown(field="record.id") from None
    name, data = read(zone, given)
    alike = store.alike(call.unit, zone.name, name, data)
    if not alike:
        raise RECORDS.unknown(field="record.id")
    return zone_records.meant(call, RECORDS, zone, _one_of(alike, data, given))


def _one_of(alike: Sequence[DnsRecord], data: Data, given: DnsRecordFields) -> DnsRecord:
    """Of records that differ in their priority the one whose priority is given (D-G). Raises RecordExists."""
    if len(alike) == 1:
        return alike[0]
    is_said = "priority" in given or data.type == "NAPTR"  # which says it in its value
    for record in alike:
        if is_said and record.priority == data.priority:
            return record
    raise RecordExists("several records have this name, type and value; none has the priority given", field="record")


def _require_unlike(call: Call, zone: Zone, name: str, data: Data, other_than: int = 0) -> None:
    """Raise RecordExists when the zone has this name, type and value, at any priority (R5), in a record ``other_than``."""
    alike = store.alike(call.unit, zone.name, name, data)
    if alike and other_than not in [record.id for record in alike]:
        raise EXISTS(field="record")


def _changed_data(record: DnsRecord, given: DnsRecordFields) -> Data:
    """What the record says after the update; a value that is sent alone brings its own preference."""
    kind = given.get("type") or record.type
    value = given.get("value", record.value)
    if (kind, value) == (record.type, record.value):
        value = rdata.stored(kind, value)
    is_alone = "value" in given and kind == "NAPTR"
    priority = given.get("priority", 0 if is_alone else record.priority)
    return rdata.read(kind, value, priority, record.zone)


def _answer(record: DnsRecord) -> DnsRecordAnswer:
    return record._replace(change_date=clock.to_seconds(record.change_date))
