# SPDX-License-Identifier: Apache-2.0
"""SQL of groups, beside that of all extensions."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, func, or_, select, update

from ngnprov.db.grouping import grouped
from ngnprov.db.lists.filters import ByNumber, ByPattern
from ngnprov.db.lists.page import each
from ngnprov.db.statement import Statement, among, insertion, parameter
from ngnprov.db.unit import Unit
from ngnprov.ports.customer.tables import customers
from ngnprov.ports.pbx.extensions.store import of_kind, of_one
from ngnprov.ports.pbx.extensions.tables import GROUP, extensions
from ngnprov.ports.pbx.groups.tables import groups, members

_e, _g, _m = extensions.c, groups.c, members.c
_group = extensions.alias()
_member = extensions.alias()


class Details(NamedTuple):
    """What a group has besides: ``members`` by number, or by account id, in their order."""

    policy: str
    timeout: int
    cancel_mode: str
    members: tuple[str, ...]


GROUPS = of_kind(
    GROUP,
    (_e.customer, _e.number),
    filters={
        "customer": ByNumber(_e.customer, is_selective=True),
        "reseller": ByNumber(customers.c.reseller),
        "number": ByPattern(_e.number, literal="alone"),
        "name": ByPattern(_e.name_fold),
    },
    orders={"changeDate": (_e.change_date, _e.id), "number": (_e.number, _e.customer), "name": (_e.name_fold, _e.id)},
)

_name = func.coalesce(_member.c.number, _member.c.account_id)
_INSERT = insertion(groups)
_INSERT_MEMBER = insertion(members)
_UPDATE = Statement(
    update(groups)
    .where(_g.extension == parameter("key"))
    .values({name: parameter(name) for name in ("policy", "timeout", "cancel_mode")})
)
_DELETE = Statement(delete(groups).where(_g.extension == parameter("extension")))
_DELETE_MEMBERS = Statement(delete(members).where(_m.extension == parameter("extension")))
_LEAVE = Statement(delete(members).where(_m.extension == parameter("extension"), _m.member == parameter("member")))
_NEXT_PLACE = Statement(select(func.coalesce(func.max(_m.place) + 1, 0)).where(_m.extension == parameter("extension")))
_DETAILS = among(select(_g.extension, _g.policy, _g.timeout, _g.cancel_mode), _g.extension)
_MEMBERS = among(
    select(_m.extension, _name)
    .select_from(members.join(_member, _member.c.id == _m.member))
    .order_by(_m.extension, _m.place),
    _m.extension,
)
_together = members.join(_group, _group.c.id == _m.extension)
_OF_MEMBERS = among(
    select(_m.member, _group.c.number).select_from(_together).order_by(_group.c.number, _group.c.id), _m.member
)
_NAMING = Statement(
    select(_group.c.number)
    .select_from(_together)
    .where(_m.member == parameter("member"))
    .order_by(_group.c.number)
    .limit(parameter("most"))
)
_MEMBER_IDS = Statement(select(_m.member).where(_m.extension == parameter("extension")).order_by(_m.place))
_ASTRAY = Statement(
    select(_group.c.account_id, _member.c.account_id)
    .select_from(_together.join(_member, _member.c.id == _m.member))
    .where(
        or_(_group.c.closed.is_not(None), _member.c.closed.is_not(None), _member.c.customer != _group.c.customer),
        of_one(_group.c.customer),
    )
    .order_by(_m.extension, _m.place)
)


def insert(unit: Unit, extension: int, new: Details, wanted: Sequence[int]) -> None:
    """Store what a new group has, and the extensions that are ``wanted`` as its members."""
    unit.run(_INSERT, extension=extension, **_own(new))
    _insert_members(unit, extension, wanted)


def change(unit: Unit, extension: int, new: Details, wanted: Sequence[int] | None) -> None:
    """Store what a group has now; its members only where some are given."""
    unit.run(_UPDATE, key=extension, **_own(new))
    if wanted is not None:
        unit.run(_DELETE_MEMBERS, extension=extension)
        _insert_members(unit, extension, wanted)


def join(unit: Unit, extension: int, wanted: Sequence[int]) -> None:
    """Store extensions as the last members of a group."""
    _insert_members(unit, extension, wanted, unit.one(_NEXT_PLACE, extension=extension)[0])


def leave(unit: Unit, extension: int, member: int) -> None:
    """Let an extension be a member no more; the order of the others stays."""
    unit.run(_LEAVE, extension=extension, member=member)


def delete_all(unit: Unit, extension: int) -> None:
    """Remove what a group has that is removed."""
    unit.run(_DELETE_MEMBERS, extension=extension)
    unit.run(_DELETE, extension=extension)


def details_of(unit: Unit, wanted: Sequence[int]) -> dict[int, Details]:
    """What each of several groups has."""
    found = grouped(unit.all_among(_MEMBERS, list(wanted)), str)
    return {
        extension: Details(policy, timeout, cancel_mode, tuple(found.get(extension, ())))
        for extension, policy, timeout, cancel_mode in unit.all_among(_DETAILS, list(wanted))
    }


def of_members(unit: Unit, wanted: Sequence[int]) -> dict[int, list[str]]:
    """The numbers of the groups to which each of several extensions belongs; those that belong to none are left out."""
    return grouped(unit.all_among(_OF_MEMBERS, list(wanted)), str)


def member_ids(unit: Unit, extension: int) -> list[int]:
    """The members of a group in their order, by their numbers in the database."""
    return [member for (member,) in unit.all(_MEMBER_IDS, extension=extension)]


def naming(unit: Unit, member: int, most: int) -> list[str]:
    """The numbers of groups that have an extension as a member, the first ones."""
    return [number for (number,) in unit.all(_NAMING, member=member, most=most)]


def astray(unit: Unit, customer: int = 0) -> Iterator[tuple[str, str]]:
    """(account id of a group, that of a member) where one of them is closed, or they are of two customers; of all customers,
    or one."""
    yield from each(unit, _ASTRAY, customer=customer)


def _insert_members(unit: Unit, extension: int, wanted: Sequence[int], first: int = 0) -> None:
    rows = [{"extension": extension, "place": place, "member": member} for place, member in enumerate(wanted, first)]
    unit.run_many(_INSERT_MEMBER, rows)


def _own(details: Details) -> dict[str, Any]:
    return {name: value for name, value in details._asdict().items() if name != "members"}
