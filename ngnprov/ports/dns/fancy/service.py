# SPDX-License-Identifier: Apache-2.0
"""The rules of fancy records (dns.md 5): e-mail aliases, which consume credit, and URL redirects."""

from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.customer import entitlements, tenancy
from ngnprov.ports.dns import conflicts, names, placing, zone_records
from ngnprov.ports.dns.errors import FancyExists, FancyUnknown, ZoneUnknown
from ngnprov.ports.dns.fancy import store
from ngnprov.ports.dns.fancy.store import FancyRecord
from ngnprov.ports.dns.fancy.tables import MAIL, WEB
from ngnprov.ports.dns.fancy.wire import (
    DnsFancyRecordAnswer,
    DnsFancyRecordFields,
    DnsFancyRecordPageAnswer,
    DnsFancyRecordQueryFields,
)
from ngnprov.ports.dns.zone_records import Locked
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.zonefiles import hostnames

TYPES = (MAIL, WEB)
CREDITS: dict[str, dict[str, int]] = {MAIL: {"email_credit": 1}, WEB: {}}
EXISTS = {
    MAIL: partial(FancyExists, "the zone has the e-mail alias"),
    WEB: partial(FancyExists, "the zone has a redirect of this name"),
}
FANCY = Resource(
    store.FANCY,
    subject=lambda record: f"DNS fancy record {record.id}",
    unknown=partial(FancyUnknown, "there is no such fancy record"),
    journal_values=lambda record: record._replace(host="")._asdict(),  # which follows from the name
    reversal=Reversal(
        *("dns", "addFancyRecord", "updateFancyRecord", "deleteFancyRecord", "record"),
        shown=lambda _, record: _answer(record),
        named_by=lambda record: {"recordId": record.id},
    ),
)
OF_TYPE = {type: replace(FANCY, exists=exists) for type, exists in EXISTS.items()}


def add_fancy_record(call: Call, new: DnsFancyRecordFields) -> DnsFancyRecordAnswer:
    """Create an alias, which consumes ``email_credit`` of the zone's customer, or a redirect.

    Raises MissingInput, InvalidValue, ZoneUnknown, FancyExists, RecordConflict (CNAME), CustomerUnknown (owner),
    CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
    """
    zone = zone_of(call, new)
    record = create(call, zone, new)
    zones.touch(call, zone)
    return _answer(record)


def create(call: Call, zone: Zone, new: DnsFancyRecordFields) -> FancyRecord:
    """:func:`add_fancy_record` in a locked zone, without raising its serial: bulk callers publish once."""
    record = _read(call, zone, new)
    if store.equal(call.unit, record) is not None:  # before any credit: importing clients update it then
        raise EXISTS[record.type](field="record.name")
    zones.require_own(call, zone, record.host, "record.name")
    conflicts.require_no_cname(call, zone, record.host, "record.name")
    if record.owner:
        tenancy.lock_owner(call, record.owner, "record.owner")  # before any counter, as changes of credits do
    entitlements.claim(call, zone.customer, zone.reseller, CREDITS[record.type])
    record = record._replace(id=zone_records.new_id(call, new.get("id", 0)))
    return OF_TYPE[record.type].create(call, record, field="record.name", columns=store.columns(record))


def update_fancy_record(call: Call, given: DnsFancyRecordFields) -> DnsFancyRecordAnswer:
    """Change value, ttl and owner; what is absent stays, and a ttl of 0 is the zone's default.

    Raises FancyUnknown, MissingInput (value), InvalidValue, FancyExists (of what is named by its id alone), CustomerUnknown
    (owner).
    """
    zone, record = _meant(call, given)
    value = _value(record.type, given["value"]) if "value" in given else record.value
    wanted = {"value": value, **zone_records.ttl_and_owner(call, zone, record, given)}
    changed = OF_TYPE[record.type].update(call, record, wanted, field="record.name", derived=store.columns)
    if changed is not record:
        zones.touch(call, zone)
    return _answer(changed)


def delete_fancy_record(call: Call, id: int) -> None:
    """Remove an alias, giving its credit back, or a redirect. Raises FancyUnknown."""
    zone, record = zone_records.lock(call, FANCY, id, "recordId")
    FANCY.remove(call, record)
    entitlements.release(call, zone.customer, zone.reseller, CREDITS[record.type])
    zones.touch(call, zone)


def get_fancy_record(call: Call, id: int) -> DnsFancyRecordAnswer:
    """One fancy record in scope. Raises FancyUnknown."""
    return _answer(FANCY.get(call, id, field="recordId"))


def get_fancy_records(call: Call, query: DnsFancyRecordQueryFields) -> DnsFancyRecordPageAnswer:
    """Fancy records in scope that match (dns.md 8)."""
    return FANCY.find(call, query, _answer)


def zone_of(call: Call, given: DnsFancyRecordFields) -> Zone:
    """The zone of a fancy record, locked. For an alias it is the zone of its mailbox, whether or not it is named.

    Raises MissingInput, InvalidValue (type, name), ZoneUnknown.
    """
    if required(given.get("type"), "record.type") not in TYPES:
        raise InvalidValue(f"must be one of {', '.join(TYPES)}", field="record.type")
    named = hostnames.folded(given.get("zone", ""))
    if given["type"] == MAIL:
        domain = _mailbox(given)[1]
        if named and domain != named and hostnames.is_at_or_below(domain, named):
            try:
                return zones.lock_zone(call, domain, "record.name")
            except ZoneUnknown:
                return zones.lock_zone(call, named, "record.zone")
        return zones.lock_zone(call, domain, "record.name")
    return zones.lock_zone(call, required(named, "record.zone"), "record.zone")


def _read(call: Call, zone: Zone, given: DnsFancyRecordFields) -> FancyRecord:
    """The record that was given, without a number."""
    name, host = _name(given["type"], given, zone.name)
    return FancyRecord(
        id=0,
        name=name,
        zone=zone.name,
        type=given["type"],
        value=_value(given["type"], given.get("value", "")),
        ttl=given.get("ttl") or zone.minimum,
        owner=given.get("owner", 0),
        customer=zone.customer,
        reseller=zone.reseller,
        change_date=call.now,
        host=host,
    )


def _name(kind: str, given: DnsFancyRecordFields, zone: str) -> tuple[str, str]:
    """The full name, and where it is published."""
    if kind == MAIL:
        local, host = _mailbox(given)
        return f"{local}@{host}", host
    host = names.owner_name(given.get("name", ""), zone, "record.name")
    placing.require_host_owner(host, "record.name")  # an A is published there (D-E)
    return host, host


def _mailbox(given: DnsFancyRecordFields) -> tuple[str, str]:
    """Local part and domain of the name; without a domain it is in the zone."""
    name = hostnames.folded(given.get("name", ""))
    if name and "@" not in name and given.get("zone"):
        name = f"{name}@{hostnames.folded(given['zone'])}"
    return names.mailbox(name, "record.name")


def _value(kind: str, value: str) -> str:
    if not value.strip():
        raise MissingInput("must not be empty", field="record.value")
    if kind == MAIL:
        local, domain = names.mailbox(value, "record.value")
        return f"{local}@{domain}"
    return _url(value.strip())


def _url(value: str) -> str:
    """An absolute http or https URL in the characters of RFC 3986, as written."""
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_good = False
    if not is_good or not value.isascii() or any(each in value for each in ' "<>\\^`{|}') or not value.isprintable():
        raise InvalidValue("must be a URL that begins with http:// or https:// (RFC 3986)", field="record.value")
    return value


def _meant(call: Call, given: DnsFancyRecordFields) -> Locked[FancyRecord]:
    """The record with the id given if zone, name and type fit, else the equal one (R7).

    The id may come from another server, and may here belong to another target of the same alias: a record that equals a
    complete input takes precedence over it.
    """
    named = zone_records.lock_named(call, FANCY, given, _is_another)
    if named is None:
        return _equal(call, given)
    zone, record = named
    if not _is_said_in_full(given) or given["value"] == record.value:
        return named
    equal = store.equal(call.unit, record._replace(value=_value(record.type, given["value"])))
    return named if equal is None else zone_records.meant(call, FANCY, zone, equal)


def _is_another(given: DnsFancyRecordFields, found: FancyRecord) -> bool:
    """Does the name say that not ``found`` is meant? Raises InvalidValue for a type that is not its own."""
    if given.get("type", found.type) != found.type:
        if hostnames.folded(given.get("name", found.name)) != found.name:
            return True
        raise InvalidValue("cannot be changed: an alias is no redirect", field="record.type")
    return "name" in given and _name(found.type, {**given, "zone": found.zone}, found.zone)[0] != found.name


def _is_said_in_full(given: DnsFancyRecordFields) -> bool:
    """Do the members name a record without its id?"""
    return given.get("type") in TYPES and bool(given.get("value")) and bool(given.get("zone") or given.get("name"))


def _equal(call: Call, given: DnsFancyRecordFields) -> Locked[FancyRecord]:
    """The record with the name and value given."""
    if not _is_said_in_full(given):
        raise FANCY.unknown(field="record.id")
    try:
        zone = zone_of(call, given)
    except ZoneUnknown:
        raise FANCY.unknown(field="record.id") from None
    record = store.equal(call.unit, _read(call, zone, given))
    if record is None:
        raise FANCY.unknown(field="record.id")
    return zone_records.meant(call, FANCY, zone, record)


def _answer(record: FancyRecord) -> DnsFancyRecordAnswer:
    return DnsFancyRecordAnswer(
        id=record.id,
        name=record.name,
        zone=record.zone,
        type=record.type,
        value=record.value,
        priority=0,
        ttl=record.ttl,
        owner=record.owner,
        customer=record.customer,
        reseller=record.reseller,
        change_date=clock.to_seconds(record.change_date),
    )
