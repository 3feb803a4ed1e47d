# SPDX-License-Identifier: Apache-2.0
"""SQL of hooks and deliveries, and of the settled entries of the journal."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, true, update

from ngnprov.calls.actor import Actor, Level
from ngnprov.db.ledgers.journal import CHANGE, entries
from ngnprov.db.lists.filters import ByNumber, ByValue
from ngnprov.db.lists.query import Listing
from ngnprov.db.records import Records, columns_of
from ngnprov.db.scope import scope_of
from ngnprov.db.statement import Statement, insertion, insertion_if_new, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.audit.store import Stored
from ngnprov.ports.event.tables import DEAD, PENDING, deliveries, hooks, positions

KIND = "event_hook"
"""The sequence of the numbers of hooks, none of which is given twice."""
ROUTED = "routed"
"""How far deliveries were made of the journal."""


class Hook(NamedTuple):
    """A stored hook; its secrets are sealed. ``customer`` is None, and ``reseller`` 0, for one of the operator.

    ``reseller`` is whose the customer was when the hook was made: it stays his when the customer moves.
    """

    id: int
    customer: int | None
    reseller: int
    url: str
    events: str
    template: str
    secret: bytes
    former: bytes
    former_until: int
    since: int
    enabled: bool
    reason: str
    failures: int
    change_date: str

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"hook {self.id}"

    @property
    def reader(self) -> Actor:
        """Whoever hears of its events, as the one who may see what they tell."""
        if self.customer is None:
            return Actor(Level.ADMIN, "")
        level = Level.RESELLER if self.customer == self.reseller else Level.CUSTOMER
        return Actor(level, "", self.customer, self.customer, self.reseller)

    def hears_of(self, entry: Stored) -> bool:
        """Is an entry one of its customer, or of its reseller's customers, of when they were this reseller's?"""
        if self.customer is None:
            return True
        return entry.reseller == self.reseller and self.customer in (self.reseller, entry.customer)


class Delivery(NamedTuple):
    """An event on its way to a hook."""

    id: int
    hook: int
    entry: int
    customer: int
    type: str
    state: str
    attempts: int
    due: int
    status: int
    failure: str
    change_date: str


_h, _d, _j = hooks.c, deliveries.c, entries.c
_rows = select(*columns_of(Hook, hooks))
HOOKS = Records(
    hooks,
    Hook,
    Listing(
        rows=_rows,
        filters={"id": ByNumber(_h.id), "customer": ByNumber(_h.customer)},
        orders={"id": _h.id},
        key=_h.id,
        reseller=_h.reseller,
        default=("id", False),
    ),
    names=(_h.id,),
)
DELIVERIES = Listing(
    rows=select(*[_d[name] for name in Delivery._fields]).select_from(deliveries.join(hooks, _h.id == _d.hook)),
    filters={"hook": ByNumber(_d.hook), "customer": ByNumber(_d.customer), "state": ByValue(_d.state)},
    orders={"id": _d.id},
    key=_d.id,
    reseller=_h.reseller,
    default=("id", True),
)

_OF = Statement(_rows.where(_h.customer == parameter("of")).order_by(_h.id))
_ENABLED = Statement(_rows.where(_h.enabled.is_(true())).order_by(_h.id))
_FAILING = Statement(_rows.where(or_(_h.failures > 0, _h.reason != "")).order_by(_h.id))
_HOOK = Statement(_rows.where(_h.id == parameter("of")))
_COUNT_OF = Statement(select(func.count()).where(_h.customer == parameter("of"), _h.reseller == parameter("by")))
_FAILURES = Statement(update(hooks).where(_h.id == parameter("of")).values(failures=parameter("count")))

_settled = and_(_j.kind == CHANGE, _j.id > parameter("after"), _j.id <= parameter("top"), _j.at >= parameter("since"))
_changes = select(*[_j[name] for name in Stored._fields]).where(_settled).order_by(_j.id).limit(parameter("most"))
_CHANGES = {
    Level.ADMIN: Statement(_changes),
    Level.RESELLER: Statement(_changes.where(_j.reseller == parameter("scope"))),
    Level.CUSTOMER: Statement(_changes.where(_j.customer == parameter("scope"))),
}
_ENTRY = Statement(select(*[_j[name] for name in Stored._fields]).where(_j.id == parameter("of")))

_POSITION = Statement(select(positions.c.entry).where(positions.c.name == parameter("of")).with_for_update())
_READ_POSITION = Statement(select(positions.c.entry).where(positions.c.name == parameter("of")))
_FIRST_POSITION = insertion_if_new(positions)
_MOVE = Statement(update(positions).where(positions.c.name == parameter("of")).values(entry=parameter("to")))

_INSERT = insertion(deliveries, without=("id",))


def _heads(of: ColumnElement[bool]) -> Select[Any]:
    """(hook, id) of the first delivery that is pending of each customer, of the hooks that are wanted.

    It goes from customer to customer in the index of those that are pending: however many wait behind the first one of a
    customer, none of them is looked at.
    """
    first, later, ahead = (deliveries.alias(name).c for name in ("first", "later", "ahead"))
    begun = select(func.min(first.customer)).where(first.hook == _h.id, first.state == PENDING).scalar_subquery()
    owners = select(_h.id.label("hook"), begun.label("customer")).where(of).cte("owners", recursive=True)
    following = (
        select(func.min(later.customer))
        .where(later.hook == owners.c.hook, later.state == PENDING, later.customer > owners.c.customer)
        .scalar_subquery()
    )
    owners = owners.union_all(select(owners.c.hook, following).where(owners.c.customer.is_not(None)))
    oldest = (
        select(func.min(ahead.id))
        .where(ahead.hook == owners.c.hook, ahead.state == PENDING, ahead.customer == owners.c.customer)
        .scalar_subquery()
    )
    return select(owners.c.hook, oldest.label("id")).where(owners.c.customer.is_not(None))


_is_due = _d.due <= parameter("moment")
_every_head = _heads(_h.enabled.is_(true())).subquery("heads")
_DUE_HOOKS = Statement(
    _rows.where(
        _h.id.in_(
            select(_every_head.c.hook).join_from(_every_head, deliveries, _d.id == _every_head.c.id).where(_is_due)
        )
    ).order_by(_h.id)
)
_head = _heads(_h.id == parameter("of")).subquery("heads")
_DUE = Statement(
    select(*[_d[name] for name in Delivery._fields])
    .join_from(_head, deliveries, _d.id == _head.c.id)
    .where(_is_due)
    .order_by(_d.id)
    .limit(parameter("most"))
)
_TRIED = Statement(
    update(deliveries)
    .where(_d.id == parameter("of"))
    .values(
        state=parameter("now"),
        attempts=_d.attempts + 1,
        due=parameter("next"),
        status=parameter("answered"),
        failure=parameter("sentence"),
        change_date=parameter("at"),
    )
)
_DELIVERY = Statement(select(*[_d[name] for name in Delivery._fields]).where(_d.id == parameter("of")))
_DEAD = Statement(
    select(_d.hook, func.count(), func.max(_d.change_date)).where(_d.state == DEAD).group_by(_d.hook).order_by(_d.hook)
)
_OLD = Statement(
    select(_d.id)
    .where(_d.state != PENDING, _d.change_date < parameter("before"))
    .order_by(_d.change_date)
    .limit(parameter("most"))
)
_FORGET = Statement(delete(deliveries).where(_d.id == parameter("of")))


def of_customer(unit: Unit, customer: int) -> list[Hook]:
    """The hooks of an entry."""
    return [HOOKS.read(row) for row in unit.all(_OF, of=customer)]


def count_of(unit: Unit, customer: int, reseller: int) -> int:
    """How many hooks an entry has of a reseller."""
    count: int = unit.one(_COUNT_OF, of=customer, by=reseller)[0]
    return count


def enabled(unit: Unit) -> list[Hook]:
    """Those to which something is sent."""
    return [HOOKS.read(row) for row in unit.all(_ENABLED)]


def failing(unit: Unit) -> list[Hook]:
    """Those whose receiver does not answer, or that were switched off for that."""
    return [HOOKS.read(row) for row in unit.all(_FAILING)]


def hook(unit: Unit, id: int) -> Hook | None:
    """One of anybody, as it stands."""
    row = unit.first(_HOOK, of=id)
    return None if row is None else HOOKS.read(row)


def set_failures(unit: Unit, id: int, count: int) -> None:
    """How many attempts have failed since the last one that did not; no change of the record."""
    unit.run(_FAILURES, of=id, count=count)


def changes(unit: Unit, reader: Actor, *, after: int, top: int, since: str, most: int) -> list[Stored]:
    """Changes that a reader sees, of entries above ``after`` up to ``top``, written since a moment; the first ones."""
    values: dict[str, Any] = {"after": after, "top": top, "since": since, "most": most}
    if reader.level is not Level.ADMIN:
        values["scope"] = scope_of(reader)
    return [Stored._make(row) for row in unit.all(_CHANGES[reader.level], **values)]


def entry(unit: Unit, id: int) -> Stored | None:
    """An entry of the journal; None when it was pruned."""
    row = unit.first(_ENTRY, of=id)
    return None if row is None else Stored._make(row)


def position(unit: Unit, name: str) -> int:
    """How far something was looked at."""
    row = unit.first(_READ_POSITION, of=name)
    return 0 if row is None else row[0]


def move(unit: Unit, name: str, come_from: int, to: int) -> bool:
    """Note how far it is looked at now, unless somebody else has done so meanwhile."""
    unit.run(_FIRST_POSITION[unit.dialect_name], name=name, entry=0)
    if unit.one(_POSITION, of=name)[0] != come_from:
        return False
    unit.run(_MOVE, of=name, to=to)
    return True


def add(unit: Unit, made: Iterable[Delivery]) -> None:
    """Have events delivered; the database numbers them."""
    rows = [each._asdict() for each in made]
    for each in rows:
        del each["id"]
    unit.run_many(_INSERT, rows)


def due_hooks(unit: Unit, moment: int) -> list[Hook]:
    """Those that are enabled and have something that may be tried at a moment."""
    return [HOOKS.read(row) for row in unit.all(_DUE_HOOKS, moment=moment)]


def due(unit: Unit, hook: int, moment: int, most: int) -> list[Delivery]:
    """The first one of each customer of a hook, if it may be tried at a moment; at most so many."""
    return [Delivery._make(row) for row in unit.all(_DUE, of=hook, moment=moment, most=most)]


def delivery(unit: Unit, id: int) -> Delivery | None:
    """One of any hook."""
    row = unit.first(_DELIVERY, of=id)
    return None if row is None else Delivery._make(row)


def tried(unit: Unit, id: int, *, state: str, due: int, status: int, failure: str, at: str) -> None:
    """What has come of an attempt."""
    unit.run(_TRIED, of=id, now=state, next=due, answered=status, sentence=failure, at=at)


def dead(unit: Unit) -> list[tuple[int, int, str]]:
    """(hook, how many of its deliveries are dead, since when no more has come to them)."""
    return [(hook, count, since) for hook, count, since in unit.all(_DEAD)]


def forget_old(unit: Unit, before: str, most: int) -> int:
    """Remove at most so many deliveries that ended before a moment; how many."""
    ids = [id for (id,) in unit.all(_OLD, before=before, most=most)]
    for id in ids:
        unit.run(_FORGET, of=id)
    return len(ids)
