# SPDX-License-Identifier: Apache-2.0
"""The rules of DNS zones (dns.md 4): whose they are, what their SOA says, and what moves and goes with them."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal

from ngnprov import clock
from ngnprov.auth import probes
from ngnprov.calls.call import Call
from ngnprov.calls.fields import required
from ngnprov.calls.resource import Resource
from ngnprov.calls.reversal import Reversal, given_of
from ngnprov.calls.undo import Step
from ngnprov.errors import CustomerUnknown, InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.tenancy import Tenancy, tenancy_after_update, tenancy_for_creation, zone_mailbox
from ngnprov.ports.dns import conflicts, names
from ngnprov.ports.dns.errors import ZoneExists, ZoneUnknown
from ngnprov.ports.dns.fancy import store as fancy
from ngnprov.ports.dns.records import store as records
from ngnprov.ports.dns.settings import DnsSettings
from ngnprov.ports.dns.store import ZoneSummary, contents, summaries
from ngnprov.ports.dns.zones import store
from ngnprov.ports.dns.zones.store import Zone
from ngnprov.ports.dns.zones.wire import DnsZoneAnswer, DnsZoneFields, DnsZonePageAnswer, DnsZoneQueryFields
from ngnprov.zonefiles import hostnames, master_files, serials

CREDIT = {"dns_zone_credit": 1}
Timer = Literal["ttl", "minimum", "retry", "expire", "refresh"]
DEFAULTS: dict[Timer, int] = {"ttl": 3600, "minimum": 3600, "retry": 3600, "expire": 604800, "refresh": 10800}
"""Seconds, where a zone says none (Z7)."""
MOST_NAMESERVERS = 32

EXISTS = partial(ZoneExists, "the zone exists")
ZONES = Resource(
    store.ZONES,
    subject=lambda zone: f"DNS zone {zone.name}",
    unknown=partial(ZoneUnknown, "there is no such DNS zone"),
    exists=EXISTS,
    reversal=Reversal(
        *("dns", "addZone", "updateZone", "deleteZone", "zone"),
        shown=lambda _, zone: _answer(zone),
        named_by=lambda zone: {"zone": zone.name},
        key=("name",),
    ),
)


def add_zone(call: Call, new: DnsZoneFields) -> DnsZoneAnswer:
    """Create a zone of the customer named, else of the caller's; it consumes ``dns_zone_credit`` (Z1, Z2, Z4 to Z7).

    Raises MissingInput (name; nameservers when there is no default), InvalidValue, CustomerUnknown, ZoneExists,
    RecordConflict, CustomerLimit, ResellerLimit, NotAuthorized (another reseller's zone above or below; inactive reseller).
    """
    return _answer(create(call, new))


def create(call: Call, new: DnsZoneFields, after_serial: int = 0) -> Zone:
    """:func:`add_zone` for a zone whose serials go on from those of another server.

    A zone in the caller's scope exists, whatever else but its customer is wrong or used up: importing clients go on with
    updateZone then (dns.md 7). Of another's zone the caller learns only when able to create it, and not of too many
    (TooManyLogins).
    """
    name = names.zone(required(new.get("name"), "zone.name"), "zone.name")
    owner = tenancy_for_creation(call, new, "zone", own=True, absent=CustomerUnknown)
    is_bounded = not call.actor.is_admin
    if is_bounded:
        store.lock_names(call.unit)
    if ZONES.records.get(call.unit, call.actor, name) is not None:
        raise EXISTS(field="zone.name")
    if is_bounded:
        probes.require_few(call.unit, call.actor.login)
    _require_not_enum(call, name)
    if is_bounded and store.overlaps(call.unit, name, owner.reseller):
        text = "the name is above or below a zone of somebody else"
        raise NotAuthorized(text, field="zone.name", of_others=True)
    zone = Zone(
        name=name,
        email=_email(call, new.get("email", ""), name, owner),
        nameservers=_nameservers(call, new.get("nameservers") or ()),
        serial=master_files.next_serial(max(after_serial, serials.last(call.unit, name)), call.now),
        info=new.get("info", ""),
        customer=owner.customer,
        reseller=owner.reseller,
        change_date=call.now,
        **{timer: new.get(timer) or default for timer, default in DEFAULTS.items()},
    )
    entitlements.claim(call, owner.customer, owner.reseller, CREDIT)
    return ZONES.create(call, zone, field="zone.name", columns={"path": names.path(name)}, of_others=is_bounded)


def update_zone(call: Call, given: DnsZoneFields) -> DnsZoneAnswer:
    """Change the members given; another customer takes the zone with all its records and their credits (Z4 to Z8).

    Raises MissingInput, ZoneUnknown, InvalidValue, CustomerUnknown, RecordConflict, CustomerLimit or ResellerLimit of the
    new customer.
    """
    zone = lock_zone(call, required(given.get("name"), "zone.name"), "zone.name")
    return _answer(update(call, zone, given))


def update(call: Call, zone: Zone, given: DnsZoneFields) -> Zone:
    """:func:`update_zone` of a zone that is locked; the zone as it is then."""
    wanted: dict[str, Any] = {name: given[name] or default for name, default in DEFAULTS.items() if name in given}
    if "info" in given:
        wanted["info"] = given["info"]
    owner = Tenancy(zone.customer, zone.reseller)
    moved = tenancy_after_update(call, given, owner, "zone", absent=CustomerUnknown)
    if moved is not None:
        _move_credits(call, zone, owner, moved)
        wanted |= {"customer": moved.customer, "reseller": moved.reseller}
    if "email" in given:
        wanted["email"] = _email(call, given["email"], zone.name, moved or owner)
    if "nameservers" in given:
        wanted["nameservers"] = _nameservers(call, given["nameservers"], zone.servers)
    return ZONES.update(call, zone, wanted, derived=lambda changed: {"serial": _next_serial(call, changed)})


def delete_zone(call: Call, name: str) -> None:
    """Remove a zone with all its records and give the credits back (Z3). Raises ZoneUnknown."""
    zone = lock_zone(call, name, "zone")
    of_records, of_fancy, aliases = contents(call.unit, zone.name)
    told = {**zone._asdict(), "records": of_records, "fancy_records": of_fancy}
    ZONES.remove(call, zone, journal=told, also=_steps_of_contents(call, zone) if call.keeps_undo else ())
    serials.remember(call.unit, zone.name, zone.serial)  # for a zone of this name that comes later
    entitlements.release(call, zone.customer, zone.reseller, {**CREDIT, "email_credit": aliases})


def get_zone(call: Call, name: str) -> DnsZoneAnswer:
    """One zone in scope. Raises ZoneUnknown."""
    return _answer(ZONES.get(call, hostnames.folded(name), field="zone"))


def get_zones(call: Call, query: DnsZoneQueryFields) -> DnsZonePageAnswer:
    """Zones in scope that match (dns.md 8)."""
    return ZONES.find(call, query, _answer)


def overview(call: Call) -> Iterator[ZoneSummary]:
    """Every zone in scope, by name, with the numbers of its records."""
    return summaries(call.unit, call.actor)


def lock_zone(call: Call, name: str, field: str) -> Zone:
    """A zone in scope, locked until the unit ends. Raises ZoneUnknown on ``field``."""
    return ZONES.lock(call, hostnames.folded(name), field=field)


def touch(call: Call, zone: Zone) -> None:
    """Publish what changed in a locked zone: its serial rises (Z6)."""
    ZONES.records.update(call.unit, zone.name, {"serial": _next_serial(call, zone)}, counts=False)


def touch_any(call: Call, name: str) -> None:
    """:func:`touch` for a change that another port made in anybody's zone, if the zone is still there."""
    zone = ZONES.records.lock_any(call.unit, name)
    if zone is not None:
        touch(call, zone)


def _next_serial(call: Call, zone: Zone) -> int:
    return master_files.next_serial(zone.serial, call.now)


def _require_not_enum(call: Call, name: str) -> None:
    """Zones of numbers are EnumPort's, below the tlds of its ranges and those that the settings name besides (Z1).

    A range that comes at this moment is not waited for: EnumPort lets one come where a zone is, and so the zone was first.
    """
    tlds = call.context.settings.of(DnsSettings).enum_tlds
    if any(hostnames.is_at_or_below(name, tld) for tld in tlds) or call.context.is_reserved(call.unit, name):
        raise InvalidValue("is at or below a tld of ENUM, where EnumPort publishes numbers", field="zone.name")


def _nameservers(call: Call, given: Sequence[str], present: Sequence[str] = ()) -> str:
    """The names given without blanks and repetitions, else the server's default (Z4).

    None of them may be an alias, not even in another's zone. Those ``present`` in the zone, and the default, may have become
    one since: that must stop neither a save, which sends them all, nor a new zone.
    """
    field = "zone.nameservers"
    if len(given) > MOST_NAMESERVERS:
        raise InvalidValue(f"must be at most {MOST_NAMESERVERS} names", field=field)
    written = [name for name in given if name.strip()]
    servers = list(dict.fromkeys(names.host(name, field) for name in written))
    default = call.context.settings.of(DnsSettings).nameservers
    servers = servers or list(default)
    if not servers:
        raise MissingInput("must name a name server: the settings of this server have no default", field=field)
    conflicts.require_no_alias(call, [server for server in servers if server not in (*present, *default)], field)
    return " ".join(servers)


def _email(call: Call, given: str, zone: str, owner: Tenancy) -> str:
    """The address given, else the one for the owner's zones, else hostmaster (Z5)."""
    written = given if given.strip() else zone_mailbox(call, owner, f"hostmaster@{zone}")
    return hostnames.administrator(written, "zone.email")


def require_own(call: Call, zone: Zone, name: str, field: str) -> None:
    """Raise ZoneUnknown for a name that lies in a zone of somebody else below ``zone``: it is not this zone's to give (Z9)."""
    for above in (name, *hostnames.ancestors(name)):
        if above == zone.name:
            return
        if store.customer_of(call.unit, above) not in (None, zone.customer):
            raise ZoneUnknown("lies in a zone that is not there", field=field)


def _steps_of_contents(call: Call, zone: Zone) -> list[Step]:
    """What makes the records of a zone again that goes with them."""
    return [
        Step("dns", operation, {"record": given_of(record)})
        for operation, found in (
            ("addRecord", records.of_zone(call.unit, zone.name)),
            ("addFancyRecord", fancy.of_zone(call.unit, zone.name)),
        )
        for record in found
    ]


def _move_credits(call: Call, zone: Zone, old: Tenancy, new: Tenancy) -> None:
    """What a zone and its e-mail aliases consume becomes the new customer's."""
    kinds = {**CREDIT, "email_credit": contents(call.unit, zone.name)[2]}
    entitlements.transfer(call, old, new, kinds)


def _answer(zone: Zone) -> DnsZoneAnswer:
    return DnsZoneAnswer(
        name=zone.name,
        email=zone.email,
        nameservers=zone.servers,
        ttl=zone.ttl,
        minimum=zone.minimum,
        retry=zone.retry,
        expire=zone.expire,
        refresh=zone.refresh,
        serial=zone.serial,
        info=zone.info,
        customer=zone.customer,
        reseller=zone.reseller,
        change_date=clock.to_seconds(zone.change_date),
    )
