# SPDX-License-Identifier: Apache-2.0
"""SQL of telephone numbers: first of those that somebody holds, then what is shown of them, and what must not be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, column, exists, literal, literal_column, null, or_, select, table, update

from ngnprov.calls.actor import Actor
from ngnprov.db.lists.filters import ByFlag, ByNumber, ByPattern, Column, Kinds, Values, Wrap
from ngnprov.db.lists.page import each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, first_of
from ngnprov.db.scope import scope_of, scoped
from ngnprov.db.statement import Statement, among, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.extensions.tables import PILOT, extensions
from ngnprov.ports.pbx.numbers.tables import BASE, DERIVED, DID, live, numbers

_c, _e = numbers.c, extensions.c


class Number(NamedTuple):
    """A stored number that is not released. ``extension``, ``alias`` and ``enum_number`` are None where there is none."""

    id: int
    number: str
    customer: int
    extension: int | None
    role: str
    tld: str
    enum_number: int | None
    alias: int | None
    since: str
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"PBX number {self.number}"


_rows = select(*columns_of(Number, numbers)).select_from(numbers.join(customers, customers.c.id == _c.customer))
LISTING = Listing(
    rows=_rows.where(live),
    filters={},
    orders={"changeDate": _c.change_date},
    key=_c.id,
    customer=_c.customer,
    reseller=customers.c.reseller,
)
NUMBERS = Records(numbers, Number, LISTING, names=(_c.number,))
"""One changes while its customer is held."""

count_dids = counting(_c.customer, where=(live, _c.role == literal_column(f"'{DID}'")))
"""How many telephone numbers a customer holds, but for those of its extensions."""
first_held_by = first_of(_c.customer, _c.number, where=(live, _c.role == literal_column(f"'{DID}'")))
"""The telephone numbers that a customer holds, but for those of its extensions."""

count_of = counting(_c.customer)
"""How many numbers an entry holds or has held."""

_plain = select(*columns_of(Number, numbers))
_LIVE = Statement(_plain.where(_c.number == parameter("number"), live))
_OF_EXTENSION = Statement(_plain.where(_c.extension == parameter("extension"), live).order_by(_c.role, _c.number))
_OF_EXTENSIONS = among(_plain.where(live).order_by(_c.role, _c.number), _c.extension)
_DERIVED_OF = Statement(
    _plain.where(_c.customer == parameter("customer"), _c.role == DERIVED, live).order_by(_c.number)
)
_BASE_OF = Statement(select(_c.number).where(_c.customer == parameter("customer"), _c.role == BASE, live))
_HOLDER = Statement(
    select(_c.customer, _c.released.is_(None), _c.until)
    .where(_c.number == parameter("number"), or_(live, _c.until > parameter("now")))
    .order_by(_c.id.desc())
    .limit(1)
)
_HELD_BY = Statement(_plain.where(_c.number == parameter("number"), _c.customer == parameter("customer"), live))
_RELEASE = Statement(
    update(numbers)
    .where(_c.id == parameter("key"), live)
    .values(released=parameter("released"), until=parameter("until"), enum_number=null(), alias=null())
)


class Holder(NamedTuple):
    """Who holds a number, or has held it ``until`` a while ago."""

    customer: int
    is_live: bool
    until: str | None


def holder_of(unit: Unit, number: str, now: str) -> Holder | None:
    """Who holds a number or keeps others from it, in any scope."""
    row = unit.first(_HOLDER, number=number, now=now)
    return None if row is None else Holder(row[0], bool(row[1]), row[2])


def held_by(unit: Unit, customer: int, number: str) -> Number | None:
    """A number, if the customer holds it."""
    row = unit.first(_HELD_BY, customer=customer, number=number)
    return None if row is None else NUMBERS.read(row)


def find_live(unit: Unit, number: str) -> Number | None:
    """A number that somebody holds, in any scope."""
    row = unit.first(_LIVE, number=number)
    return None if row is None else NUMBERS.read(row)


def insert(unit: Unit, new: Number) -> Number:
    """Store a new one; with its number in the database. Raises Duplicate when somebody holds it."""
    values: dict[str, Any] = new._asdict()
    del values["id"]
    return new._replace(id=NUMBERS.insert(unit, {**values, "released": None, "until": None}))


def of_extension(unit: Unit, extension: int) -> list[Number]:
    """The numbers that lead to an extension: its base or derived one first."""
    return [NUMBERS.read(row) for row in unit.all(_OF_EXTENSION, extension=extension)]


def of_extensions(unit: Unit, wanted: Sequence[int]) -> list[Number]:
    """The same of several."""
    return [NUMBERS.read(row) for row in unit.all_among(_OF_EXTENSIONS, list(wanted))]


def base_of(unit: Unit, customer: int) -> str:
    """The base number of a customer, "" without one."""
    row = unit.first(_BASE_OF, customer=customer)
    return "" if row is None else row[0]


def derived_of(unit: Unit, customer: int) -> list[Number]:
    """The numbers of a customer that follow from its base number, by number."""
    return [NUMBERS.read(row) for row in unit.all(_DERIVED_OF, customer=customer)]


def lead(unit: Unit, number: Number) -> None:
    """Store where one leads, and what makes calls arrive there."""
    wanted = {name: getattr(number, name) for name in ("extension", "tld", "enum_number", "alias", "change_date")}
    NUMBERS.update(unit, number.id, wanted)


def let_go(unit: Unit, id: int) -> None:
    """Let one hold neither alias nor ENUM number, so that they can be changed."""
    NUMBERS.update(unit, id, {"enum_number": None, "alias": None}, counts=False)


def release(unit: Unit, id: int, released: str, until: str | None) -> bool:
    """Let one be history; others are kept from it ``until`` a moment, if there is one. False when it was released already."""
    return unit.run(_RELEASE, key=id, released=released, until=until) == 1


class Shown(NamedTuple):
    """A number that somebody holds, or has held until a while ago; ``internal`` and ``account_id`` are its extension's."""

    id: int
    number: str
    customer: int
    role: str
    internal: str | None
    account_id: str | None
    since: str
    released: str | None
    until: str | None


class Holding(NamedTuple):
    """Who held a number; ``released`` is None while it is held."""

    number: str
    customer: int
    role: str
    since: str
    released: str | None


_newer = numbers.alias("newer")
_NOW = "f_now"


@dataclass(frozen=True, slots=True)
class _Current:
    """Not a filter of callers: what is held at a moment, or kept from others then. Of each number there is one row."""

    def read(self, name: str, given: str | None, *, literally: bool) -> tuple[Kinds, Values]:  # noqa: ARG002
        """Always given."""
        return (("now",), {_NOW: given})

    def conditions(self, name: str, kind: str, wrap: Wrap) -> list[Column]:  # noqa: ARG002
        """The last row that still says something."""
        later = select(_newer.c.id).where(
            _newer.c.number == _c.number,
            _newer.c.id > _c.id,
            or_(_newer.c.released.is_(None), _newer.c.until > parameter(_NOW)),
        )
        return [or_(live, and_(_c.until > parameter(_NOW), ~exists(later.correlate(numbers))))]

    def count_query(self, name: str, kind: str, scope: Column | None) -> None:
        """Never counted."""

    def is_indexed_with_scope(self, kind: str) -> bool:  # noqa: ARG002
        """Never."""
        return False


_joined = numbers.join(customers, customers.c.id == _c.customer)
LISTED = Records(
    numbers,
    Shown,
    Listing(
        rows=select(*columns_of(Shown, numbers, internal=_e.number, account_id=_e.account_id)).select_from(
            _joined.outerjoin(extensions, (_e.id == _c.extension) & live)
        ),
        filters={
            "customer": ByNumber(_c.customer, is_selective=True),
            "reseller": ByNumber(customers.c.reseller),
            "number": ByPattern(_c.number, literal="alone"),
            "free": ByFlag(and_(live, _c.extension.is_(None))),
            "quarantined": ByFlag(_c.released.is_not(None)),
            "now": _Current(),
        },
        orders={"number": (_c.number, _c.id), "changeDate": (_c.change_date, _c.id)},
        key=_c.id,
        customer=_c.customer,
        reseller=customers.c.reseller,
        default=("number", False),
    ),
    names=(_c.number,),
)
"""What lists show."""

_HISTORY = scoped(
    select(*columns_of(Holding, numbers)).select_from(_joined).where(_c.number == parameter("number")).order_by(_c.id),
    reseller=customers.c.reseller,
    customer=_c.customer,
)


def history(unit: Unit, actor: Actor, number: str) -> list[Holding]:
    """Who of the actor's scope held a number, the first one first."""
    statement = _HISTORY.get(actor.level)
    rows: list[Any] = [] if statement is None else unit.all(statement, number=number, scope=scope_of(actor))
    return [Holding._make(row) for row in rows]


_a = table("sip_aliases", *map(column, ("id", "username", "domain", "target_username", "target_domain"))).c
_m = table("enum_mappings", *map(column, ("number", "mapto"))).c
_base, _pilot = numbers.alias("base"), extensions.alias("pilot")
_led = numbers.join(extensions, _e.id == _c.extension)
_arrives = exists(
    select(_a.id).where(
        *(_a.id == _c.alias, _a.username == _c.number, _a.domain == _e.domain),
        *(_a.target_username == _e.sip_username, _a.target_domain == _e.domain),
    )
)
_is_mapped = exists(
    select(_m.number).where(
        _m.number == _c.enum_number, _m.mapto == literal("sip:") + _e.sip_username + literal("@") + _e.domain
    )
)
_shown = select(_c.number, _e.account_id)
_WRONG = {
    "leads to {}, which is removed": Statement(_shown.select_from(_led).where(live, _e.closed.is_not(None))),
    "leads to {}, and has no alias that does": Statement(
        _shown.select_from(_led).where(live, _e.closed.is_(None), ~_arrives)
    ),
    "leads to {}, and its ENUM number leads elsewhere": Statement(
        _shown.select_from(_led).where(live, _e.closed.is_(None), _c.enum_number.is_not(None), ~_is_mapped)
    ),
    "leads nowhere, and has an alias or an ENUM number": Statement(
        select(_c.number, _c.role).where(
            live, _c.extension.is_(None), or_(_c.alias.is_not(None), _c.enum_number.is_not(None))
        )
    ),
    "is not the base number with that of {} behind it": Statement(
        _shown.select_from(
            _led.join(
                _pilot, and_(_pilot.c.customer == _c.customer, _pilot.c.kind == PILOT, _pilot.c.closed.is_(None))
            ).join(_base, and_(_base.c.extension == _pilot.c.id, _base.c.role == BASE, _base.c.released.is_(None)))
        ).where(live, _c.role == DERIVED, _c.number != _base.c.number + _e.number)
    ),
}


def wrong(unit: Unit) -> Iterator[str]:
    """What is wrong with numbers that somebody holds, in words."""
    for text, statement in _WRONG.items():
        for number, extension in each(unit, statement):
            yield f"PBX number {number} {text.format(extension)}"
