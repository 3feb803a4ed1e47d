# SPDX-License-Identifier: Apache-2.0
"""What holds for records and fancy records alike, as both lie in a zone: their numbers, which one is meant, TTL and owner."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from ngnprov.calls.call import Call
from ngnprov.calls.resource import Resource
from ngnprov.db.ledgers import sequences
from ngnprov.errors import Unknown
from ngnprov.ports.customer import tenancy
from ngnprov.ports.dns import store
from ngnprov.ports.dns.errors import ZoneUnknown
from ngnprov.ports.dns.fancy.store import FancyRecord
from ngnprov.ports.dns.records.store import DnsRecord
from ngnprov.ports.dns.records.wire import DnsRecordFields
from ngnprov.ports.dns.zones.service import lock_zone
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.zonefiles import hostnames

KIND = "dns_record"
"""Records and fancy records are numbered in one series (R6)."""

R = TypeVar("R", DnsRecord, FancyRecord)


class Locked(NamedTuple, Generic[R]):
    """A record and its zone, both locked."""

    zone: Zone
    record: R


def new_id(call: Call, chosen: int) -> int:
    """The number that an administrator chose when it is free, else the next."""
    if call.actor.may_choose_ids and 0 < chosen <= sequences.HIGHEST_CHOSEN:
        sequences.skip_to(call.unit, KIND, chosen)  # before the look: nobody else takes it until the unit ends
        if not store.is_taken(call.unit, chosen):
            return chosen
    return sequences.take(call.unit, KIND)


def lock(call: Call, resource: Resource[R], id: int, field: str) -> Locked[R]:
    """The record with an id, and its zone. Raises what ``resource`` has for unknown on ``field``."""
    return _lock(call, resource, resource.get(call, id, field=field), field)


def lock_named(
    call: Call, resource: Resource[R], given: DnsRecordFields, is_another: Callable[[DnsRecordFields, R], bool]
) -> Locked[R] | None:
    """The record with the id given, unless its zone, or ``is_another``, says that another one is meant (R7)."""
    found = resource.records.get(call.unit, call.actor, given.get("id", 0))
    if found is None or (given.get("zone") and hostnames.folded(given["zone"]) != found.zone):
        return None
    if is_another(given, found):
        return None
    try:
        return _lock(call, resource, found, "record.id")
    except Unknown:
        return None


def _lock(call: Call, resource: Resource[R], found: R, field: str) -> Locked[R]:
    try:
        zone = lock_zone(call, found.zone, "record.zone")  # before the record, in the order in which a zone is moved
    except ZoneUnknown:
        raise resource.unknown(field=field) from None
    return Locked(zone, resource.lock(call, found.id, field=field))


def meant(call: Call, resource: Resource[R], zone: Zone, record: R) -> Locked[R]:
    """Another record of a locked zone than the one that was named, as the one that the call is about."""
    resource.note(call, record)
    return Locked(zone, record)


def ttl_and_owner(call: Call, zone: Zone, record: DnsRecord | FancyRecord, given: DnsRecordFields) -> dict[str, int]:
    """Both as an update lets them be: a TTL of 0 is the zone's default (R3). Raises CustomerUnknown."""
    ttl = (given["ttl"] or zone.minimum) if "ttl" in given else record.ttl
    return {"ttl": ttl, "owner": tenancy.owner_after_update(call, given.get("owner"), "record.owner", record.owner)}
