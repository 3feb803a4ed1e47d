# SPDX-License-Identifier: Apache-2.0
"""SQL of auto attendants, beside that of all extensions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, case, delete, func, literal_column, or_, select, update

from ngnprov.db.grouping import grouped
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.page import each
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.attendants.tables import KEYS, attendants, keys
from ngnprov.ports.pbx.extensions.store import of_kind, of_one
from ngnprov.ports.pbx.extensions.tables import ATTENDANT, extensions
from ngnprov.ports.pbx.numbers.tables import DID, numbers

_e, _a, _k, _n = extensions.c, attendants.c, keys.c, numbers.c
_attendant = extensions.alias()
_target = extensions.alias()


class Key(NamedTuple):
    """Where a key leads: ``target`` as callers write it, which is an ``extension`` or a telephone ``number``, one of which is
    None."""

    key: str
    target: str
    extension: int | None
    number: int | None


class Details(NamedTuple):
    """What an auto attendant has besides."""

    greeting: str
    keys: tuple[Key, ...]


ATTENDANTS = of_kind(
    ATTENDANT,
    (_e.customer, _e.attendant),
    filters={
        "customer": ByNumber(_e.customer, is_selective=True),
        "reseller": ByNumber(customers.c.reseller),
        "num": ByNumber(_e.attendant),
        "account_id": ByPattern(_e.account_id, literal="alone"),
        "name": ByPattern(_e.name_fold),
    },
    orders={"changeDate": (_e.change_date, _e.id), "num": (_e.attendant, _e.customer), "name": (_e.name_fold, _e.id)},
)

_leads = keys.outerjoin(_target, _target.c.id == _k.target).outerjoin(numbers, _n.id == _k.number)
_shown = case(
    (_k.number.is_not(None), literal_column("'+'").concat(_n.number)),
    else_=func.coalesce(_target.c.number, _target.c.account_id),
)
_INSERT = insertion(attendants)
_INSERT_KEY = insertion(keys)
_UPDATE = Statement(
    update(attendants).where(_a.extension == parameter("wanted")).values(greeting=parameter("greeting"))
)
_DELETE = Statement(delete(attendants).where(_a.extension == parameter("extension")))
_DELETE_KEYS = Statement(delete(keys).where(_k.extension == parameter("extension")))
_GREETINGS = among(select(_a.extension, _a.greeting), _a.extension)
_KEYS = among(select(_k.extension, _k.key, _shown, _k.target, _k.number).select_from(_leads), _k.extension)
_names = select(_attendant.c.account_id).distinct().order_by(_attendant.c.account_id).limit(parameter("most"))
_of_key = _leads.join(_attendant, _attendant.c.id == _k.extension)
_LEADING_TO = Statement(
    _names.select_from(_of_key).where(
        or_(
            _k.target == parameter("target"),
            and_(_n.extension == parameter("target"), _n.role != DID),
        )
    )
)
_FOLLOW = Statement(update(keys).where(_k.number == parameter("former")).values(number=parameter("now")))
_LEADING_TO_NUMBER = Statement(_names.select_from(_of_key).where(_k.number == parameter("number")))
_ASTRAY = Statement(
    select(_attendant.c.account_id, _k.key, _shown)
    .select_from(_of_key)
    .where(
        or_(
            _attendant.c.closed.is_not(None),
            _target.c.closed.is_not(None),
            _target.c.customer != _attendant.c.customer,
            _n.released.is_not(None),
            _n.customer != _attendant.c.customer,
        ),
        of_one(_attendant.c.customer),
    )
    .order_by(_k.extension, _k.key)
)


def insert(unit: Unit, extension: int, new: Details) -> None:
    """Store what a new attendant has."""
    unit.run(_INSERT, extension=extension, greeting=new.greeting)
    _insert_keys(unit, extension, new.keys)


def change(unit: Unit, extension: int, new: Details) -> None:
    """Store what an attendant has now."""
    unit.run(_UPDATE, wanted=extension, greeting=new.greeting)
    unit.run(_DELETE_KEYS, extension=extension)
    _insert_keys(unit, extension, new.keys)


def delete_all(unit: Unit, extension: int) -> None:
    """Remove what an attendant has that is removed."""
    unit.run(_DELETE_KEYS, extension=extension)
    unit.run(_DELETE, extension=extension)


def details_of(unit: Unit, wanted: Sequence[int]) -> dict[int, Details]:
    """What each of several attendants has; keys in the order of :data:`KEYS`."""
    found = grouped(unit.all_among(_KEYS, list(wanted)), Key)
    return {
        extension: Details(greeting, in_order(found.get(extension, ())))
        for extension, greeting in unit.all_among(_GREETINGS, list(wanted))
    }


def in_order(found: Sequence[Key]) -> tuple[Key, ...]:
    """Keys in the order in which they are shown."""
    return tuple(sorted(found, key=lambda key: KEYS.index(key.key)))


def leading_to(unit: Unit, extension: int, most: int) -> list[str]:
    """The account ids of attendants of which a key leads to an extension, or to a number that goes with it; the first ones."""
    return [name for (name,) in unit.all(_LEADING_TO, target=extension, most=most)]


def leading_to_number(unit: Unit, number: int, most: int) -> list[str]:
    """The same of a telephone number, by its number in the database."""
    return [name for (name,) in unit.all(_LEADING_TO_NUMBER, number=number, most=most)]


def astray(unit: Unit, customer: int = 0) -> Iterator[tuple[str, str, str]]:
    """(account id, key, target) where one of the two is gone, or they are of two customers; of all customers, or one."""
    yield from each(unit, _ASTRAY, customer=customer)


def _insert_keys(unit: Unit, extension: int, wanted: Sequence[Key]) -> None:
    rows: list[dict[str, Any]] = [
        {"extension": extension, "key": each.key, "target": each.extension, "number": each.number} for each in wanted
    ]
    unit.run_many(_INSERT_KEY, rows)


def follow(unit: Unit, became: Mapping[int, int]) -> None:
    """Let keys that lead to telephone numbers lead to what these have become, by their numbers in the database."""
    for former, now in became.items():
        unit.run(_FOLLOW, former=former, now=now)
