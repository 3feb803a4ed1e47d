# SPDX-License-Identifier: Apache-2.0
"""SQL of what phones are given."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from ngnprov.db.engine import Database
from ngnprov.db.lists.page import each
from ngnprov.db.records import columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.pbx.devices.tables import devices
from ngnprov.ports.pbx.provisioning.tables import applied, fetches, redirections
from ngnprov.ports.pbx.revisions.tables import revisions

_a, _d, _f, _r = applied.c, devices.c, fetches.c, revisions.c


class Applied(NamedTuple):
    """What was applied last of a device, which may be removed since; ``configuration`` is sealed."""

    device: int
    customer: int
    account_id: str
    digest: str
    mac: str | None
    configuration: bytes
    content_hash: str
    applied_at: str


class Asked(NamedTuple):
    """A device that asks, and what was applied of it; without ``content_hash`` nothing was."""

    device: int
    customer: int
    account_id: str
    token: bytes
    configuration: bytes
    content_hash: str
    applied_at: str


class Fetch(NamedTuple):
    """A file that a device asked for last."""

    device: int
    at: str
    address_hash: str
    user_agent: str
    file: str
    status: int


redirections_of = counting(redirections.c.reseller)
"""Does a reseller have an account with a vendor's service?"""

_applied = select(*columns_of(Applied, applied))
_of_customer = _a.customer == parameter("customer")
_OF_CUSTOMER = Statement(_applied.where(_of_customer).order_by(_a.account_id))
_OF_DEVICE = Statement(_applied.where(_a.device == parameter("device")))
_DIGESTS = among(select(_a.device, _a.digest), _a.device)
_OF_MAC = Statement(_applied.where(_a.mac == parameter("mac")).order_by(_a.applied_at.desc(), _a.device.desc()))
_CLEAR = Statement(delete(applied).where(_of_customer))
_REMOVE = Statement(delete(applied).where(_a.device == parameter("device")))
_INSERT = insertion(applied)
_ALL = Statement(_applied.order_by(_a.customer, _a.account_id))
_asked = select(
    _d.id, _d.customer, _d.account_id, _d.door_token, _a.configuration, _a.content_hash, _a.applied_at
).select_from(devices.outerjoin(applied, _a.device == _d.id))
_BY_TOKEN = Statement(_asked.where(_d.token_hash == parameter("token_hash")))
_BY_ID = Statement(_asked.where(_d.id == parameter("device")))
_BY_MAC = Statement(_asked.where(_a.mac == parameter("mac")).order_by(_a.applied_at.desc(), _d.id.desc()).limit(1))
_LAST_REVISION = Statement(
    select(_r.id, _r.applied_at).where(_r.customer == parameter("customer")).order_by(_r.id.desc()).limit(1)
)
_SNAPSHOT = Statement(select(_r.snapshot).where(_r.id == parameter("revision")))
_x = redirections.c
_CREDENTIALS = Statement(select(_x.credentials).where(_x.reseller == parameter("of")))
_FORGET = Statement(delete(redirections).where(_x.reseller == parameter("of")))
_REMEMBER = insertion(redirections)
_FETCHES = among(select(*columns_of(Fetch, fetches)), _f.device)


_MISSED = 400
"""From this HTTP status on a device got nothing: that does not hide when it got something last."""


def _upsert(module: Any) -> Statement:
    values = {name: parameter(name) for name in Fetch._fields}
    made = module.insert(fetches).values(values)
    is_no_worse = (made.excluded.status < _MISSED) | (_f.status >= _MISSED)
    return Statement(made.on_conflict_do_update(index_elements=[_f.device], set_=_without(values), where=is_no_worse))


def _without(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "device"}


_NOTE = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}


def of_customer(unit: Unit, customer: int) -> list[Applied]:
    """What was applied last of a customer's devices, by account id."""
    return [Applied._make(row) for row in unit.all(_OF_CUSTOMER, customer=customer)]


def of_device(unit: Unit, device: int) -> Applied | None:
    """The same of one."""
    row = unit.first(_OF_DEVICE, device=device)
    return None if row is None else Applied._make(row)


def digests_of(unit: Unit, wanted: Sequence[int]) -> dict[int, str]:
    """With what each of several devices is compared; those that are new are left out."""
    return dict(unit.all_among(_DIGESTS, list(wanted)))


def of_mac(unit: Unit, mac: str) -> list[Applied]:
    """What was applied under a MAC address, in any scope, the latest first."""
    return [Applied._make(row) for row in unit.all(_OF_MAC, mac=mac)]


def replace(unit: Unit, customer: int, wanted: Sequence[Applied]) -> None:
    """Store what the devices of a customer are given from now on."""
    unit.run(_CLEAR, customer=customer)
    unit.run_many(_INSERT, [each._asdict() for each in wanted])


def change(unit: Unit, wanted: Applied) -> None:
    """Store what one of them is given from now on."""
    unit.run(_REMOVE, device=wanted.device)
    unit.run_many(_INSERT, [wanted._asdict()])


def every(unit: Unit) -> Iterator[Applied]:
    """What was applied of all devices, by customer."""
    for row in each(unit, _ALL):
        yield Applied._make(row)


def by_token(database: Database, token_hash: bytes) -> Asked | None:
    """The device that has a token, also one that was removed."""
    return _asked_by(database.ask(_BY_TOKEN, token_hash=token_hash))


def of_id(unit: Unit, device: int) -> Asked | None:
    """The device of a number in the database."""
    return _asked_by(unit.first(_BY_ID, device=device))


def by_mac(database: Database, mac: str) -> Asked | None:
    """The device of which something was applied under a MAC address."""
    return _asked_by(database.ask(_BY_MAC, mac=mac))


def last_revision(database: Database, customer: int) -> tuple[int, str]:
    """The last revision of a customer, by its number in the database, and when it was applied; 0 before the first one."""
    row = database.ask(_LAST_REVISION, customer=customer)
    return (0, "") if row is None else (row[0], row[1])


def snapshot(database: Database, revision: int) -> str:
    """That of a revision, which is never changed, by its number in the database."""
    row = database.ask(_SNAPSHOT, revision=revision)
    assert row is not None, "revisions stay"
    text: str = row[0]
    return text


def note(unit: Unit, fetch: Fetch) -> None:
    """Store that a file was asked for."""
    unit.run(_NOTE[unit.dialect_name], **fetch._asdict())


def fetches_of(unit: Unit, wanted: Sequence[int]) -> dict[int, Fetch]:
    """What each of several devices has asked for last; those that never did are left out."""
    found = (Fetch._make(row) for row in unit.all_among(_FETCHES, list(wanted)))
    return {fetch.device: fetch for fetch in found}


def redirection_of(unit: Unit, reseller: int) -> bytes:
    """With what a reseller speaks to a vendor's service, sealed; empty for nothing."""
    row = unit.first(_CREDENTIALS, of=reseller)
    return b"" if row is None else bytes(row[0])


def set_redirection(unit: Unit, reseller: int, credentials: bytes, at: str) -> None:
    """Store that, sealed; nothing is kept of nothing."""
    unit.run(_FORGET, of=reseller)
    if credentials:
        unit.run(_REMEMBER, reseller=reseller, credentials=credentials, change_date=at)


def _asked_by(row: Any) -> Asked | None:
    if row is None:
        return None
    device, customer, account_id, token, configuration, content, applied_at = row
    return Asked(
        device,
        customer,
        account_id,
        bytes(token),
        bytes(configuration or b""),
        content or "",
        applied_at or "",
    )
