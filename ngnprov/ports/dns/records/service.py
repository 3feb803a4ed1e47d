# SPDX-License-Identifier: Apache-2.0
"""The rules of DNS records (dns.md 5): under the lock of their zone, whose serial rises with each change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import MissingInput
from ngnprov.ports.customer import entitlements, owners
from ngnprov.ports.dns import conflicts, names, numbers, placing, rdata
from ngnprov.ports.dns.errors import RecordExists, RecordUnknown, ZoneUnknown
from ngnprov.ports.dns.rdata import Data
from ngnprov.ports.dns.records import store
from ngnprov.ports.dns.records.store import RECORDS, DnsRecord
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.zonefiles import hostnames

Members = Mapping[str, Any]


class Held(NamedTuple):
    """A record that is held against other changes, and its zone."""

    zone: Zone
    record: DnsRecord


def add_record(call: Call, new: Members) -> Row:
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
    return _present(record)


def zone_of(call: Call, given: Members) -> Zone:
    """The zone that a new record names, held. Raises MissingInput, ZoneUnknown."""
    if not given.get("zone"):
        raise MissingInput("must not be empty", field="record.zone")
    return zones.hold_zone(call, given["zone"], "record.zone")


def require_entitled(call: Call, zone: Zone) -> None:
    """Raise NotAuthorized when nothing may be created in a zone: its reseller is not active. Records consume no credit."""
    entitlements.claim(call, zone.customer, zone.reseller, {})


def create(call: Call, zone: Zone, new: Members, *, by_priority: bool = False) -> DnsRecord:
    """A record of :func:`add_record` in a zone that is held and :func:`entitled <require_entitled>`, and without its serial.

    Whoever creates many asks and publishes once. ``by_priority`` tells records of one name and value apart that differ in
    their priority, as DNS does and the files of zones may (D-G); the wire does not (R5).
    """
    name, data = read(zone, new)
    if data.has_priority and not by_priority:
        _require_unlike(call, zone, name, data)
    return _create(call, zone, new, name, data)


def read(zone: Zone, new: Members) -> tuple[str, Data]:
    """Full name and data of a record that was given. Raises MissingInput (type, value), InvalidValue."""
    if not new.get("type"):
        raise MissingInput("must not be empty", field="record.type")
    name = names.owner_name(new.get("name", ""), zone.name, "record.name")
    return name, rdata.read(new["type"], new.get("value", ""), new.get("priority", 0), zone.name)


def _create(call: Call, zone: Zone, new: Members, name: str, data: Data) -> DnsRecord:
    placing.require_place(zone.name, name, data)
    conflicts.require_room(call, zone, name, data)
    owner = new.get("owner", 0)
    if owner:
        owners.hold_owner(call, owner, "record.owner")
    record = DnsRecord(
        id=numbers.number(call, new.get("id", 0)),
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
    try:
        RECORDS.insert(call.unit, {**record._asdict(), **store.columns(data)})
    except Duplicate:
        raise _exists() from None
    call.created(_subject(record), record._asdict())
    return record


def update_record(call: Call, given: Members) -> Row:
    """Change type, value, priority, ttl and owner; what is absent stays, and a ttl of 0 is the zone's default (R3, R7).

    Raises RecordUnknown, MissingInput (value), InvalidValue, RecordExists (of what is named by its id alone), RecordConflict,
    CustomerUnknown (owner).
    """
    zone, record = _meant(call, given)
    data = _changed_data(record, given)
    wanted: dict[str, Any] = {"type": data.type, "value": data.value, "priority": data.priority}
    if "ttl" in given:
        wanted["ttl"] = given["ttl"] or zone.minimum
    if "owner" in given:
        wanted["owner"] = given["owner"]
    changes = {name: value for name, value in wanted.items() if value != getattr(record, name)}
    if not changes:
        return _present(record)
    if changes.get("owner"):
        owners.hold_owner(call, changes["owner"], "record.owner")
    if "type" in changes or "value" in changes:
        placing.require_place(zone.name, record.name, data)
        _require_unlike(call, zone, record.name, data, but=record.id)
        conflicts.require_room(call, zone, record.name, data, but=record.id)
    changed = record._replace(**changes, change_date=call.now)
    try:
        RECORDS.update(call.unit, record.id, {**changes, **store.columns(data), "change_date": call.now})
    except Duplicate:
        raise _exists() from None
    zones.touch(call, zone)
    call.changed(_subject(record), record._asdict(), changes)
    return _present(changed)


def delete_record(call: Call, id: int) -> None:
    """Remove a record. Raises RecordUnknown."""
    held = _hold(call, id)
    if held is None:
        raise _unknown("recordId")
    remove(call, held.record)
    zones.touch(call, held.zone)


def remove(call: Call, record: DnsRecord) -> None:
    """Remove a record whose zone is held, without its serial."""
    RECORDS.delete(call.unit, record.id)
    call.removed(_subject(record), record._asdict())


def restate(call: Call, record: DnsRecord, data: Data, ttl: int) -> DnsRecord:
    """Give a record whose zone is held the priority of ``data``, which is alike else, and a TTL, without the zone's serial."""
    wanted: dict[str, Any] = {"priority": data.priority, "ttl": ttl}
    if data.priority != record.priority:
        wanted["value"] = data.value  # a NAPTR says it there, too
    else:
        data = replace(data, value=record.value)
    changes = {name: value for name, value in wanted.items() if value != getattr(record, name)}
    RECORDS.update(call.unit, record.id, {**changes, **store.columns(data), "change_date": call.now})
    call.changed(_subject(record), record._asdict(), changes)
    return record._replace(**changes, change_date=call.now)


def get_record(call: Call, id: int) -> Row:
    """One record in scope. Raises RecordUnknown."""
    record = RECORDS.get(call.unit, call.actor, id)
    if record is None:
        raise _unknown("recordId")
    return _present(record)


def get_records(call: Call, query: Members) -> Row:
    """Records in scope that match (dns.md 8)."""
    page = RECORDS.find(call.unit, call.actor, query, call.context.settings.customers.list_maximum)
    return page.answer(lambda rows: [_present(DnsRecord(*row)) for row in rows])


def _meant(call: Call, given: Members) -> Held:
    """The record with the id given if zone and name fit, else the one equal in zone, name, type and value (R7).

    Importing clients know the ids of another server. Here such an id may be that of another record with the same name: one
    that is equal to what is said in full is meant before it (D-H).
    """
    held = _named(call, given)
    if held is None:
        return _equal(call, given)
    zone, record = held
    if not _is_said_in_full(given) or (given["type"], given["value"]) == (record.type, record.value):
        return held
    data = _changed_data(record, given)
    alike = store.alike(call.unit, zone.name, record.name, data)
    if not alike or record.id in [each.id for each in alike]:
        return held
    return Held(zone, _one_of(alike, data, given))


def _is_said_in_full(given: Members) -> bool:
    """Do the members name a record without its id? An empty name is the apex."""
    return all(given.get(member) for member in ("zone", "type", "value"))


def _named(call: Call, given: Members) -> Held | None:
    """The record with the id given, unless zone or name say that another one is meant."""
    found = RECORDS.get(call.unit, call.actor, given.get("id", 0))
    if found is None:
        return None
    if given.get("zone") and hostnames.folded(given["zone"]) != found.zone:
        return None
    if "name" in given and names.owner_name(given["name"], found.zone, "record.name") != found.name:
        return None
    return _hold(call, found.id)


def _equal(call: Call, given: Members) -> Held:
    """The record with the name and data given."""
    if not _is_said_in_full(given):
        raise _unknown("record.id")
    try:
        zone = zones.hold_zone(call, given["zone"], "record.zone")
    except ZoneUnknown:
        raise _unknown("record.id") from None
    name = names.owner_name(given.get("name", ""), zone.name, "record.name")
    data = rdata.read(given["type"], given["value"], given.get("priority", 0), zone.name)
    alike = store.alike(call.unit, zone.name, name, data)
    if not alike:
        raise _unknown("record.id")
    return Held(zone, _one_of(alike, data, given))


def _one_of(alike: Sequence[DnsRecord], data: Data, given: Members) -> DnsRecord:
    """Of records that differ in their priority the one whose priority is given (D-G). Raises RecordExists."""
    if len(alike) == 1:
        return alike[0]
    is_said = "priority" in given or data.type == "NAPTR"  # which says it in its value
    for record in alike:
        if is_said and record.priority == data.priority:
            return record
    raise RecordExists("several records have this name, type and value; none has the priority given", field="record")


def _require_unlike(call: Call, zone: Zone, name: str, data: Data, but: int = 0) -> None:
    """Raise RecordExists when the zone has this name, type and value, whatever its priority (R5), unless as record ``but``."""
    alike = store.alike(call.unit, zone.name, name, data)
    if alike and but not in [record.id for record in alike]:
        raise _exists()


def _hold(call: Call, id: int) -> Held | None:
    found = RECORDS.get(call.unit, call.actor, id)
    if found is None:
        return None
    try:
        zone = zones.hold_zone(call, found.zone, "record.zone")  # before the record, as whoever moves the zone
    except ZoneUnknown:
        return None
    record = RECORDS.lock(call.unit, call.actor, id)
    return None if record is None else Held(zone, record)


def _changed_data(record: DnsRecord, given: Members) -> Data:
    """What the record says after the update; a value that is sent alone brings its own preference."""
    kind = given.get("type") or record.type
    value = given.get("value", record.value)
    if (kind, value) == (record.type, record.value):
        value = rdata.stored(kind, value)
    is_alone = "value" in given and kind == "NAPTR"
    priority = given.get("priority", 0 if is_alone else record.priority)
    return rdata.read(kind, value, priority, record.zone)


def _exists() -> RecordExists:
    return RecordExists("the zone has a record of this name, type and value", field="record")


def _unknown(field: str) -> RecordUnknown:
    return RecordUnknown("there is no such DNS record", field=field)


def _present(record: DnsRecord) -> Row:
    return record._replace(change_date=record.change_date[: clock.LENGTH_OF_SECONDS])


def _subject(record: DnsRecord) -> str:
    return f"DNS record {record.id}"
