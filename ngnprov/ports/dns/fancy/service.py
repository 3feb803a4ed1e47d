# SPDX-License-Identifier: Apache-2.0
"""The rules of fancy records (dns.md 5): e-mail aliases, which consume credit, and URL redirects."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ngnprov import clock
from ngnprov.calls.call import Call
from ngnprov.db.failures import Duplicate
from ngnprov.db.unit import Row
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.customer import entitlements, owners
from ngnprov.ports.dns import conflicts, names, numbers, placing
from ngnprov.ports.dns.errors import FancyExists, FancyUnknown, ZoneUnknown
from ngnprov.ports.dns.fancy import store
from ngnprov.ports.dns.fancy.store import FANCY, FancyRecord
from ngnprov.ports.dns.fancy.tables import MAIL, WEB
from ngnprov.ports.dns.zones import service as zones
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.zonefiles import hostnames

TYPES = (MAIL, WEB)
CREDIT = {"email_credit": 1}

Members = Mapping[str, Any]


class Held(NamedTuple):
    """A fancy record that is held against other changes, and its zone."""

    zone: Zone
    record: FancyRecord


def add_fancy_record(call: Call, new: Members) -> Row:
    """Create an alias, which consumes ``email_credit`` of the zone's customer, or a redirect.

    Raises MissingInput, InvalidValue, ZoneUnknown, FancyExists, RecordConflict (CNAME), CustomerUnknown (owner),
    CustomerLimit, ResellerLimit, NotAuthorized (inactive reseller).
    """
    zone = zone_of(call, new)
    record = create(call, zone, new)
    zones.touch(call, zone)
    return _present(record)


def create(call: Call, zone: Zone, new: Members) -> FancyRecord:
    """:func:`add_fancy_record` in a zone that is held, and without its serial: whoever changes more publishes once."""
    record = _read(call, zone, new)
    if store.equal(call.unit, record) is not None:  # before any credit: importing clients update it then
        raise _exists(record)
    zones.require_own(call, zone, record.host, "record.name")
    conflicts.require_no_cname(call, zone, record.host, "record.name")
    if record.owner:
        owners.hold_owner(call, record.owner, "record.owner")  # before any counter, as changes of credits do
    entitlements.claim(call, zone.customer, zone.reseller, CREDIT if record.type == MAIL else {})
    record = record._replace(id=numbers.number(call, new.get("id", 0)))
    try:
        FANCY.insert(call.unit, {**record._asdict(), "distinct_value": record.distinct_value})
    except Duplicate:
        raise _exists(record) from None
    call.created(_subject(record), _told(record))
    return record


def update_fancy_record(call: Call, given: Members) -> Row:
    """Change value, ttl and owner; what is absent stays, and a ttl of 0 is the zone's default.

    Raises FancyUnknown, MissingInput (value), InvalidValue, FancyExists (of what is named by its id alone), CustomerUnknown
    (owner).
    """
    zone, record = _meant(call, given)
    wanted: dict[str, Any] = {}
    if "value" in given:
        wanted["value"] = _value(record.type, given["value"])
    if "ttl" in given:
        wanted["ttl"] = given["ttl"] or zone.minimum
    if "owner" in given:
        wanted["owner"] = given["owner"]
    changes = {name: value for name, value in wanted.items() if value != getattr(record, name)}
    if not changes:
        return _present(record)
    if changes.get("owner"):
        owners.hold_owner(call, changes["owner"], "record.owner")
    changed = record._replace(**changes, change_date=call.now)
    stored = {**changes, "distinct_value": changed.distinct_value, "change_date": call.now}
    try:
        FANCY.update(call.unit, record.id, stored)
    except Duplicate:
        raise _exists(record) from None
    zones.touch(call, zone)
    call.changed(_subject(record), record._asdict(), changes)
    return _present(changed)


def delete_fancy_record(call: Call, id: int) -> None:
    """Remove an alias, giving its credit back, or a redirect. Raises FancyUnknown."""
    held = _hold(call, id)
    if held is None:
        raise _unknown("recordId")
    zone, record = held
    FANCY.delete(call.unit, record.id)
    entitlements.release(call, zone.customer, zone.reseller, CREDIT if record.type == MAIL else {})
    zones.touch(call, zone)
    call.removed(_subject(record), _told(record))


def get_fancy_record(call: Call, id: int) -> Row:
    """One fancy record in scope. Raises FancyUnknown."""
    record = FANCY.get(call.unit, call.actor, id)
    if record is None:
        raise _unknown("recordId")
    return _present(record)


def get_fancy_records(call: Call, query: Members) -> Row:
    """Fancy records in scope that match (dns.md 8)."""
    page = FANCY.find(call.unit, call.actor, query, call.context.settings.customers.list_maximum)
    return page.answer(lambda rows: [_present(FancyRecord(*row)) for row in rows])


def zone_of(call: Call, given: Members) -> Zone:
    """The zone of a fancy record, held: of an alias the one that its mailbox is in, be it named or not.

    Raises MissingInput, InvalidValue (type, name), ZoneUnknown.
    """
    _require_type(given)
    named = hostnames.folded(given.get("zone", ""))
    if given["type"] == MAIL:
        domain = _mailbox(given)[1]
        if named and domain != named and hostnames.is_at_or_below(domain, named):
            try:
                return zones.hold_zone(call, domain, "record.name")
            except ZoneUnknown:
                return zones.hold_zone(call, named, "record.zone")
        return zones.hold_zone(call, domain, "record.name")
    if not named:
        raise MissingInput("must not be empty", field="record.zone")
    return zones.hold_zone(call, named, "record.zone")


def _read(call: Call, zone: Zone, given: Members) -> FancyRecord:
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


def _require_type(given: Members) -> None:
    if not given.get("type"):
        raise MissingInput("must not be empty", field="record.type")
    if given["type"] not in TYPES:
        raise InvalidValue(f"must be one of {', '.join(TYPES)}", field="record.type")


def _name(kind: str, given: Members, zone: str) -> tuple[str, str]:
    """The full name, and where it is published."""
    if kind == MAIL:
        local, host = _mailbox(given)
        return f"{local}@{host}", host
    host = names.owner_name(given.get("name", ""), zone, "record.name")
    placing.require_host_owner(host, "record.name")  # an A is published there (D-E)
    return host, host


def _mailbox(given: Members) -> tuple[str, str]:
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


def _meant(call: Call, given: Members) -> Held:
    """The record with the id given if zone, name and type fit, else the equal one (R7).

    The id may be another server's, and here that of another target of the same alias: one that is equal to what is said in
    full is meant before it.
    """
    held = _named(call, given)
    if held is None:
        return _equal(call, given)
    zone, record = held
    if not _is_said_in_full(given) or given["value"] == record.value:
        return held
    equal = store.equal(call.unit, record._replace(value=_value(record.type, given["value"])))
    return held if equal is None else Held(zone, equal)


def _is_said_in_full(given: Members) -> bool:
    """Do the members name a record without its id?"""
    return given.get("type") in TYPES and bool(given.get("value")) and bool(given.get("zone") or given.get("name"))


def _named(call: Call, given: Members) -> Held | None:
    """The record with the id given, unless zone or name say that another one is meant."""
    found = FANCY.get(call.unit, call.actor, given.get("id", 0))
    if found is None:
        return None
    if given.get("zone") and hostnames.folded(given["zone"]) != found.zone:
        return None
    if given.get("type", found.type) != found.type:
        if hostnames.folded(given.get("name", found.name)) != found.name:
            return None
        raise InvalidValue("cannot be changed: an alias is no redirect", field="record.type")
    if "name" in given and _name(found.type, {**given, "zone": found.zone}, found.zone)[0] != found.name:
        return None
    return _hold(call, found.id)


def _equal(call: Call, given: Members) -> Held:
    """The record with the name and value given."""
    if not _is_said_in_full(given):
        raise _unknown("record.id")
    try:
        zone = zone_of(call, given)
    except ZoneUnknown:
        raise _unknown("record.id") from None
    record = store.equal(call.unit, _read(call, zone, given))
    if record is None:
        raise _unknown("record.id")
    return Held(zone, record)


def _hold(call: Call, id: int) -> Held | None:
    found = FANCY.get(call.unit, call.actor, id)
    if found is None:
        return None
    try:
        zone = zones.hold_zone(call, found.zone, "record.zone")  # before the record, as whoever moves the zone
    except ZoneUnknown:
        return None
    record = FANCY.lock(call.unit, call.actor, id)
    return None if record is None else Held(zone, record)


def _exists(record: FancyRecord) -> FancyExists:
    what = "the e-mail alias" if record.type == MAIL else "a redirect of this name"
    return FancyExists(f"the zone has {what}", field="record.name")


def _unknown(field: str) -> FancyUnknown:
    return FancyUnknown("there is no such fancy record", field=field)


def _present(record: FancyRecord) -> Row:
    """In wire order; the priority is always 0."""
    changed = record.change_date[: clock.LENGTH_OF_SECONDS]
    return (*record[:5], 0, *record[5:9], changed)


def _subject(record: FancyRecord) -> str:
    return f"DNS fancy record {record.id}"


def _told(record: FancyRecord) -> dict[str, Any]:
    """What the journal tells of a record: not what follows from the rest."""
    told = record._asdict()
    del told["host"]
    return told
