# SPDX-License-Identifier: Apache-2.0
"""SQL of blocks. They change while the customer whose they are, or the reseller, is held."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, or_, select, update

from ngnprov.db.grouping import grouped
from ngnprov.db.records import columns_of
from ngnprov.db.references import counting
from ngnprov.db.statement import Statement, among, numbered_insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.blocking.tables import blocks
from ngnprov.ports.pbx.extensions.store import EXTENSIONS, Extension
from ngnprov.ports.pbx.extensions.tables import extensions, live
from ngnprov.ports.tenant.lifecycle.tables import suspensions

_BATCH = 500
_b, _e, _t = blocks.c, extensions.c, suspensions.c


class Block(NamedTuple):
    """A stored block of an extension, which belongs to ``customer``."""

    id: int
    customer: int
    extension: int
    level: str
    reason: str
    created_by: str
    since: str


class Layer(NamedTuple):
    """What blocks an extension: a block of its own, or a suspension of its customer or reseller."""

    level: str
    is_own: bool


count_of = counting(_b.customer)
"""How many blocks there are of the extensions of an entry."""

_rows = select(*columns_of(Block, blocks))
_GET = Statement(_rows.where(_b.extension == parameter("extension"), _b.level == parameter("level")))
_OF_EXTENSION = Statement(_rows.where(_b.extension == parameter("extension")).order_by(_b.id))
_INSERT = numbered_insertion(blocks)
_REASON = Statement(update(blocks).where(_b.id == parameter("key")).values(reason=parameter("reason")))
_DELETE = Statement(delete(blocks).where(_b.id == parameter("key")))
_OF_ENTRIES = Statement(
    select(_t.level).where(or_(_t.customer == parameter("customer"), _t.customer == parameter("reseller")))
)
_owned = extensions.join(customers, customers.c.id == _e.customer)
_OWN = among(select(_b.extension, _b.level), _b.extension)
_FROM_ABOVE = among(
    select(_e.id, _t.level).select_from(
        _owned.join(suspensions, or_(_t.customer == _e.customer, _t.customer == customers.c.reseller))
    ),
    _e.id,
)
_extension = select(*columns_of(Extension, extensions))
_LIVE = Statement(_extension.where(_e.id == parameter("key"), live))
_NEXT = Statement(_extension.where(live, _e.id > parameter("after")).order_by(_e.id).limit(parameter("most")))
_NEXT_BELOW = Statement(
    _extension.select_from(_owned)
    .where(
        or_(_e.customer == parameter("entry"), customers.c.reseller == parameter("entry")),
        live,
        _e.id > parameter("after"),
    )
    .order_by(_e.id)
    .limit(parameter("most"))
)


def get(unit: Unit, extension: int, level: str) -> Block | None:
    """The block of an extension at a level."""
    row = unit.first(_GET, extension=extension, level=level)
    return None if row is None else Block._make(row)


def of_extension(unit: Unit, extension: int) -> list[Block]:
    """An extension's own blocks, in the order in which they were made."""
    return [Block._make(row) for row in unit.all(_OF_EXTENSION, extension=extension)]


def insert(unit: Unit, new: Block) -> Block:
    """Store a new one; with its number in the database."""
    values: dict[str, Any] = new._asdict()
    del values["id"]
    return new._replace(id=unit.insert(_INSERT, **values))


def set_reason(unit: Unit, id: int, reason: str) -> None:
    """Change why there is a block."""
    unit.run(_REASON, key=id, reason=reason)


def remove(unit: Unit, id: int) -> None:
    """Remove a block."""
    unit.run(_DELETE, key=id)


def is_entry_blocked(unit: Unit, customer: int, reseller: int) -> bool:
    """Is a customer suspended, or its reseller?"""
    return unit.first(_OF_ENTRIES, customer=customer, reseller=reseller) is not None


def layers_of(unit: Unit, wanted: Sequence[int]) -> dict[int, list[Layer]]:
    """What blocks each of several extensions; those that nothing blocks are left out."""
    ids = list(wanted)
    found = grouped(unit.all_among(_OWN, ids), lambda level: Layer(level, is_own=True))
    for id, layers in grouped(unit.all_among(_FROM_ABOVE, ids), lambda level: Layer(level, is_own=False)).items():
        found.setdefault(id, []).extend(layers)
    return found


def live_extension(unit: Unit, id: int) -> Extension | None:
    """An extension that is there, by its number in the database, in any scope."""
    row = unit.first(_LIVE, key=id)
    return None if row is None else EXTENSIONS.read(row)


def batches(unit: Unit, entry: int | None = None) -> Iterator[list[Extension]]:
    """The live extensions of an entry and, if it is a reseller, of its customers, few at a time; without one all there are."""
    after = 0
    while rows := _next(unit, after, entry):
        found = [EXTENSIONS.read(row) for row in rows]
        yield found
        after = found[-1].id


def _next(unit: Unit, after: int, entry: int | None) -> Sequence[Any]:
    if entry is None:
        return unit.all(_NEXT, after=after, most=_BATCH)
    return unit.all(_NEXT_BELOW, after=after, most=_BATCH, entry=entry)
