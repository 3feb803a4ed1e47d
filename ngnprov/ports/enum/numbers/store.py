# SPDX-License-Identifier: Apache-2.0
"""SQL of ENUM numbers."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import func, select, update

from ngnprov.db.ledgers.recount import Recount
from ngnprov.db.lists.filters import ByNumber, ByPattern, each_by
from ngnprov.db.lists.page import BATCH, each
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.references import counting, crossing, first_of
from ngnprov.db.statement import Statement, parameter
from ngnprov.db.unit import Row, Unit
from ngnprov.ports.enum import names
from ngnprov.ports.enum.mappings.store import ByMapping
from ngnprov.ports.enum.mappings.tables import mappings
from ngnprov.ports.enum.numbers.tables import numbers
from ngnprov.ports.enum.ranges.tables import ranges
from ngnprov.zonefiles.name_patterns import ByName

_c, _m, _r, _of = numbers.c, mappings.c, ranges.c, ranges.alias()


class Number(NamedTuple):
    """A stored number."""

    id: int
    number: str
    tld: str
    dns_name: str
    range_id: int
    owner: int
    customer: int
    reseller: int
    info: str
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"ENUM number {self.number} {self.tld}"


LISTING = Listing(
    rows=select(*columns_of(Number, numbers)),
    filters={
        "number": ByPattern(_c.number, scoped=True),
        "tld": ByName(_c.tld, scoped=True),
        "mapping": ByMapping(_c.id),
        "owner": ByNumber(_c.owner),
        **each_by(ByNumber, _c.customer, _c.reseller, is_selective=True),
    },
    orders={
        "changeDate": (_c.change_date, _c.tld, _c.number),
        "number": (_c.number, _c.tld),
        "tld": (_c.tld, _c.number),
    },
    key=_c.id,
    customer=_c.customer,
    reseller=_c.reseller,
    is_large=True,
)
"""What lists filter and order by (enum.md 7); ``mapping`` is ``type`` and ``mapto`` together."""

RECOUNT = Recount("enum_number_credit", _c.customer, _c.reseller)
first_ids_of = first_of(_c.customer, _c.tld, _c.number)
"""(tree, number) of a customer's numbers."""
count_held = counting(_c.customer)
"""How many belong to a customer."""
count_owned = counting(_c.owner)
count_crossing = crossing(_c.owner, _c.customer)
"""How many cross the line around an entry: they are its own and another's, or the other way round."""

NUMBERS = Records(numbers, Number, LISTING, names=(_c.number, _c.tld))
"""One stays as it is while its range is held. One that is removed takes its mappings along."""

_IS_THERE = Statement(select(_c.id).where(_c.tld == parameter("tld"), _c.number == parameter("number")))
_between = (_c.range_id == parameter("range"), _c.number >= parameter("first"), _c.number < parameter("end"))
_COUNT_BETWEEN = Statement(select(func.count()).where(*_between))
_MOVE = Statement(
    update(numbers)
    .where(*_between)
    .values(range_id=parameter("to"), customer=parameter("customer"), reseller=parameter("reseller"))
)
_COUNT_IN = Statement(select(func.count()).where(_c.range_id == parameter("range")))
_counted = select(_c.range_id, func.count().label("number")).group_by(_c.range_id).subquery()
_number = func.coalesce(_counted.c.number, 0)
_MISCOUNTED = Statement(
    select(_r.id, _r.prefix, _r.tld, _r.used, _number)
    .select_from(ranges.outerjoin(_counted, _counted.c.range_id == _r.id))
    .where(_r.used != _number)
    .order_by(_r.id)
)
_PUBLISHED = Statement(
    select(_c.dns_name, _m.type, _m.mapto, _m.ttl, _m.priority)
    .select_from(numbers.join(mappings, _m.number == _c.id))
    .where(_c.range_id == parameter("range"))
    .order_by(_c.number, _m.priority, _m.id)
)
_longest = (
    select(func.max(_r.prefix))
    .where(
        _r.tld == _c.tld,
        _r.prefix.in_([func.substr(_c.number, 1, length) for length in range(1, names.LONGEST_NUMBER + 1)]),
    )
    .scalar_subquery()
)
_ASTRAY = Statement(
    select(_c.number, _c.tld)
    .select_from(numbers.join(_of, _of.c.id == _c.range_id))
    .where((_of.c.tld != _c.tld) | (_of.c.prefix != func.coalesce(_longest, "")))
    .order_by(_c.tld, _c.number)
)


def is_there(unit: Unit, number: str, tld: str) -> bool:
    """Is there such a number, in any scope? Certain while its range is held."""
    return unit.first(_IS_THERE, number=number, tld=tld) is not None


def as_stored(query: Mapping[str, Any]) -> dict[str, Any]:
    """A query with digits as they are stored, ``type`` and ``mapto`` together (enum.md 7)."""
    given = names.without_plus(query.get("filter") or {}, "number")
    mapping = {name: given[name] for name in ("type", "mapto") if name in given}
    return {**query, "filter": {**given, "mapping": mapping}}


def count_between(unit: Unit, range: int, first: str, end: str) -> int:
    """How many numbers of a range sort from ``first`` up to ``end``."""
    count: int = unit.one(_COUNT_BETWEEN, range=range, first=first, end=end)[0]
    return count


def move(unit: Unit, range: int, first: str, end: str, to: int, customer: int, reseller: int) -> None:
    """Let these numbers lie in another range, which belongs to ``customer``."""
    unit.run(_MOVE, range=range, first=first, end=end, to=to, customer=customer, reseller=reseller)


def count_in(unit: Unit, range: int) -> int:
    """How many numbers lie in a range."""
    count: int = unit.one(_COUNT_IN, range=range)[0]
    return count


def miscounted(unit: Unit) -> Iterator[Row]:
    """(id, prefix, tld, what it counts, how many numbers lie in it) of every range that counts wrong."""
    return each(unit, _MISCOUNTED)


def published(unit: Unit, range: int) -> Iterator[list[Row]]:
    """(dns_name, type, mapto, ttl, priority) of all mappings in a range, by number and priority, some at a time."""
    return unit.batches(_PUBLISHED, BATCH, range=range)


def astray(unit: Unit) -> Iterator[Row]:
    """(number, tld) of numbers that do not lie in the longest range that covers them."""
    return each(unit, _ASTRAY)
