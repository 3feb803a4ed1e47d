# SPDX-License-Identifier: Apache-2.0
"""SQL of devices and their keys. They change while their customer is held."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, null, or_, select, update

from ngnprov.db.columns import fold
from ngnprov.db.grouping import grouped
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, first_of
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.devices.tables import devices, keys, live
from ngnprov.ports.pbx.extensions.store import of_one
from ngnprov.ports.pbx.extensions.tables import extensions

_BATCH = 500
_d, _k, _e = devices.c, keys.c, extensions.c


class Device(NamedTuple):
    """A stored device that lives. ``account`` is the number of its SIP account, ``extension`` that of whose it is."""

    id: int
    customer: int
    number: int
    account_id: str
    name: str
    mac: str | None
    model: str
    sip_username: str
    domain: str
    account: int
    extension: int | None
    credentials: int
    door_token: bytes
    resync_date: str
    redirection: str
    redirection_text: str
    created_by: str
    create_date: str
    change_date: str
    version: int = 1

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"PBX device {self.account_id}"

    @property
    def sip_id(self) -> dict[str, str]:
        """How callers name its account."""
        return {"username": self.sip_username, "domain": self.domain}


class Key(NamedTuple):
    """A key of a device. ``target`` is an ``extension`` as callers write it, or what is dialled; nothing for a line."""

    place: int
    kind: str
    extension: int | None
    target: str
    label: str


_rows = select(*columns_of(Device, devices))
LISTING = Listing(
    rows=_rows.select_from(devices.join(customers, customers.c.id == _d.customer)).where(live),
    filters={
        "customer": ByNumber(_d.customer, is_selective=True),
        "reseller": ByNumber(customers.c.reseller),
        "id": ByNumber(_d.id, is_selective=True),
        "account_id": ByPattern(_d.account_id, literal="alone"),
        "name": ByPattern(_d.name_fold),
        "mac": ByPattern(_d.mac, literal="alone"),
        "model": ByPattern(_d.model),
    },
    orders={
        "changeDate": (_d.change_date, _d.id),
        "name": (_d.name_fold, _d.id),
        "id": _d.id,
    },
    key=_d.id,
    customer=_d.customer,
    reseller=customers.c.reseller,
)
DEVICES = Records(devices, Device, LISTING, names=(_d.id,))

ids_of = first_of(_d.customer, _d.id, _d.extension, where=(live,))
"""(number, extension) of a customer's devices that are there."""

count_of = counting(_d.customer)
"""How many devices an entry has or has had."""

_of_customer = _d.customer == parameter("customer")
_COUNT = Statement(select(func.count()).select_from(devices).where(_of_customer, live))
_OF_CUSTOMER = Statement(_rows.where(_of_customer, live).order_by(_d.id))
_OF_ACCOUNT = Statement(_rows.where(_d.account == parameter("account")))
_OF_MAC = Statement(_rows.where(_d.mac == parameter("mac"), live))
_HAS_NAME = Statement(select(_d.id).where(_of_customer, _d.name_fold == parameter("folded"), live))
_OF_EXTENSIONS = among(_rows.where(live).order_by(_d.id), _d.extension)
_LIVE = Statement(_rows.where(_d.id == parameter("id"), live))
_CLOSED = Statement(_rows.where(_d.id == parameter("id"), _d.closed.is_not(None)))
_NEXT_OF_ALL = Statement(_rows.where(live, _d.id > parameter("after")).order_by(_d.id).limit(parameter("most")))
_LAST_NUMBER = Statement(select(func.max(_d.number)).where(_of_customer))
_CLOSE = Statement(
    update(devices).where(_d.id == parameter("key")).values(closed=parameter("at"), account=null(), domain=null())
)
_REOPEN = Statement(
    update(devices)
    .where(_d.id == parameter("key"))
    .values(closed=null(), account=parameter("account_now"), domain=parameter("domain_now"))
)
_INSERT_KEY = insertion(keys)
_DELETE_KEYS = Statement(delete(keys).where(_k.device == parameter("device")))
_target = extensions.alias()
_shown = func.coalesce(_target.c.number, _target.c.account_id, _k.target)
_leads = keys.outerjoin(_target, _target.c.id == _k.extension)
_KEYS = among(
    select(_k.device, _k.place, _k.kind, _k.extension, _shown, _k.label)
    .select_from(_leads)
    .order_by(_k.device, _k.place),
    _k.device,
)
_NAMING = Statement(
    select(_d.name, _k.place)
    .select_from(keys.join(devices, _d.id == _k.device))
    .where(_k.extension == parameter("extension"), live)
    .order_by(_d.id, _k.place)
    .limit(parameter("most"))
)
_ASTRAY = Statement(
    select(_d.account_id, _k.place, _target.c.account_id)
    .select_from(_leads.join(devices, _d.id == _k.device))
    .where(
        live,
        or_(_target.c.closed.is_not(None), _target.c.customer != _d.customer),
        of_one(_d.customer),
    )
    .order_by(_d.id, _k.place)
)
_NOBODYS = Statement(
    select(_d.account_id, _e.account_id)
    .select_from(devices.join(extensions, _e.id == _d.extension))
    .where(live, or_(_e.closed.is_not(None), _e.customer != _d.customer), of_one(_d.customer))
    .order_by(_d.id)
)


def close(unit: Unit, id: int, at: str) -> None:
    """Let one be history: its names are free, its account is no more its own, and it has no keys."""
    unit.run(_DELETE_KEYS, device=id)
    unit.run(_CLOSE, key=id, at=at)


def reopen(unit: Unit, id: int, account: int, domain: str) -> None:
    """Let one that was removed be there again, with another account; its names are for :meth:`Records.update`."""
    unit.run(_REOPEN, key=id, account_now=account, domain_now=domain)


def has_name(unit: Unit, customer: int, name: str) -> bool:
    """Has a customer a device of this name, however it is written?"""
    return unit.first(_HAS_NAME, customer=customer, folded=fold(name)) is not None


def live_device(unit: Unit, id: int) -> Device | None:
    """One that is there, by its number in the database, in any scope."""
    return _one(unit.first(_LIVE, id=id))


def removed(unit: Unit, id: int) -> Device | None:
    """One that was removed, by its number in the database, in any scope."""
    return _one(unit.first(_CLOSED, id=id))


def next_number(unit: Unit, customer: int) -> int:
    """The count of a customer's next device: that of a removed one is never given again."""
    last: int | None = unit.one(_LAST_NUMBER, customer=customer)[0]
    return (last or 0) + 1


def count_live(unit: Unit, customer: int) -> int:
    """How many devices a customer has."""
    count: int = unit.one(_COUNT, customer=customer)[0]
    return count


def of_customer(unit: Unit, customer: int) -> list[Device]:
    """The devices of a customer in the order in which they were made, in any scope."""
    return [Device._make(row) for row in unit.all(_OF_CUSTOMER, customer=customer)]


def of_extensions(unit: Unit, wanted: Sequence[int]) -> dict[int, list[Device]]:
    """The devices of each of several extensions; those that have none are left out."""
    found: dict[int, list[Device]] = {}
    for row in unit.all_among(_OF_EXTENSIONS, list(wanted)):
        device = Device._make(row)
        found.setdefault(device.extension or 0, []).append(device)
    return found


def of_account(unit: Unit, account: int) -> Device | None:
    """The device whose SIP account it is, by that one's number in the database."""
    return _one(unit.first(_OF_ACCOUNT, account=account))


def of_mac(unit: Unit, mac: str) -> Device | None:
    """The device of a MAC address, in any scope."""
    return _one(unit.first(_OF_MAC, mac=mac))


def batches(unit: Unit) -> Iterator[list[Device]]:
    """All devices there are, few at a time."""
    after = 0
    while found := [Device._make(row) for row in unit.all(_NEXT_OF_ALL, after=after, most=_BATCH)]:
        yield found
        after = found[-1].id


def replace_keys(unit: Unit, device: int, wanted: Sequence[Key]) -> None:
    """Store the keys of a device instead of those that it had."""
    unit.run(_DELETE_KEYS, device=device)
    rows: list[dict[str, Any]] = [
        {**key._asdict(), "device": device, "target": "" if key.extension else key.target} for key in wanted
    ]
    unit.run_many(_INSERT_KEY, rows)


def keys_of(unit: Unit, wanted: Sequence[int]) -> Mapping[int, Sequence[Key]]:
    """The keys of each of several devices, by their places; devices without any are left out."""
    return grouped(unit.all_among(_KEYS, list(wanted)), Key)


def naming(unit: Unit, extension: int, most: int) -> list[str]:
    """The keys that lead to an extension, in words, the first ones."""
    return [f"{place} of {name}" for name, place in unit.all(_NAMING, extension=extension, most=most)]


def astray(unit: Unit, customer: int = 0) -> Iterator[tuple[str, int, str]]:
    """(account id of a device, place of a key, account id of an extension) where the extension is gone, or another customer's;
    of all customers, or one."""
    yield from each(unit, _ASTRAY, customer=customer)


def nobodys(unit: Unit, customer: int = 0) -> Iterator[tuple[str, str]]:
    """(account id of a device, that of an extension) where the extension whose it is is gone, or another customer's."""
    yield from each(unit, _NOBODYS, customer=customer)


def _one(row: Any) -> Device | None:
    return None if row is None else Device._make(row)
