# SPDX-License-Identifier: Apache-2.0
"""The properties of a customer: who may change which, and how a given list merges (customer.md 3 and 7.2).

A property carries its permission with it, as a label that the client sends. Some names mean rights whatever their label
says: the counters follow a credit by its name. Their permission is ``admin`` by the name (:func:`protected`), new ones are
stored with it, and a row that was stored otherwise gives nobody a right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ngnprov.calls.actor import Actor, Level
from ngnprov.calls.call import Call
from ngnprov.calls.port import Switch
from ngnprov.db.ledgers.counters import UNLIMITED
from ngnprov.errors import InvalidValue, NotAuthorized
from ngnprov.ports.customer import entitlements
from ngnprov.ports.customer.properties.store import Property, value_of
from ngnprov.ports.customer.wire import CustomerPropertyFields

ADMIN, RESELLER, CUSTOMER = "admin", "reseller", "customer"
"""Permissions. Any other word is stored as sent and counts as ``customer`` (C17)."""

KEPT_BY_ADMINISTRATORS = frozenset({"payment_processor_class", "support_order"})
"""The names that customer.md 3.2 creates with ``admin`` and that are neither credit nor switch of a port."""

MOST = 1000
"""Properties of one entry."""

_COUNT = re.compile(r"[0-9]{1,10}").fullmatch


@dataclass(frozen=True, slots=True)
class PropertyOwner:
    """The entry whose properties are meant; ``id`` 0 for one that is being created."""

    id: int
    reseller: int


@dataclass(slots=True)
class PropertyChanges:
    """What a given list changes."""

    changed: list[Property] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed)


def is_self(actor: Actor, entry: int) -> bool:
    """Is the entry the actor itself, as the reseller or as the login that works with its rights?"""
    return entry in (actor.reseller, actor.entry)


@lru_cache
def protected(credits: frozenset[str], switches: frozenset[Switch]) -> frozenset[str]:
    """The names whose permission is ``admin``, whatever permission a caller gives them."""
    return KEPT_BY_ADMINISTRATORS | credits | {each.name for each in switches}


@lru_cache
def managed(credits: frozenset[str], switches: frozenset[Switch]) -> frozenset[str]:
    """Those marked M in customer.md 3.2: a reseller sets them for its customers in spite of the permission ``admin``."""
    return credits | {each.name for each in switches if each.managed}


@lru_cache
def shared(switches: frozenset[Switch]) -> frozenset[str]:
    """Switches that a customer may have only if its reseller has them (customer.md 3.2).

    When the reseller loses one, its customers keep theirs: without effect until it is on again, and listed by
    ``ngnprov doctor``.
    """
    return frozenset(each.name for each in switches if each.shared)


def permission_of(call: Call, name: str, label: str) -> str:
    """The permission that counts: of a protected name ``admin``, else the label that was sent or stored."""
    return ADMIN if name in protected(call.context.credits, call.context.switches) else label


def may_set(call: Call, level: Level, subject: PropertyOwner, name: str, label: str) -> bool:
    """May the caller, with the rights of ``level``, set a property of this name and label on the entry (customer.md 3.1)?"""
    if level is Level.ADMIN:
        return True
    is_reseller = level is Level.RESELLER
    permission = permission_of(call, name, label)
    if permission == ADMIN:
        is_managed = name in managed(call.context.credits, call.context.switches)
        return is_reseller and is_managed and not is_self(call.actor, subject.id)
    if permission == RESELLER:
        return is_reseller
    return True


def merge(
    call: Call,
    level: Level,
    subject: PropertyOwner,
    present: Sequence[Property],
    given: Sequence[CustomerPropertyFields],
    *,
    path: str,
    strictly: bool,
) -> PropertyChanges:
    """What the list ``given`` changes of the properties ``present``, with the rights of ``level``.

    By name; the last of a name counts; names that are not in the list stay. What the actor may not change is kept, or,
    ``strictly``, refused with :class:`NotAuthorized`. ``path`` is the wire path of the list, for faults. Raises
    :class:`InvalidValue` for a missing name, a credit that is not a number, or a switch that the reseller does not have.
    """
    stored = {item.name: _labelled(call, item) for item in present}
    result = PropertyChanges()
    for position, item in _last_of_each_name(given, path):
        name = item["name"]
        old = stored.get(name)
        where = f"{path}.{position}"
        if "value" in item and item["value"] is None:
            if old is not None and level is Level.ADMIN:
                result.removed.append(name)
            continue
        new = _labelled(call, _merged(level, item, old))
        if new == old:
            continue
        if not may_set(call, level, subject, name, (old or new).permission):
            if strictly:
                raise NotAuthorized("this property is not yours to change", field=where)
            continue
        if old is None or new.value != old.value:
            _check_credit(call, new, f"{where}.value")
            if not _is_shared(call, level, subject, new):
                if subject.id == 0 and level is not Level.ADMIN:
                    continue  # a copy leaves out what its maker cannot give (7.1)
                raise InvalidValue(f"cannot be switched on: {name} of the reseller is off", field=f"{where}.value")
        result.changed.append(new)
    if len(stored) + len(result.changed) > MOST:
        added = sum(item.name not in stored for item in result.changed)
        if len(stored) + added > MOST:
            raise InvalidValue(f"an entry has at most {MOST} properties", field=path)
    return result


def _last_of_each_name(given: Sequence[CustomerPropertyFields], path: str) -> list[tuple[int, CustomerPropertyFields]]:
    found: dict[str, tuple[int, CustomerPropertyFields]] = {}
    for position, item in enumerate(given):
        name = item.get("name")
        if not name:
            raise InvalidValue("must not be empty", field=f"{path}.{position}.name")
        found[name] = position, item
    return list(found.values())


def _merged(level: Level, item: CustomerPropertyFields, old: Property | None) -> Property:
    """The property as it would be stored; only an administrator changes the permission of one that is there."""
    kept = old or Property(name=item["name"], category="", value="", permission=CUSTOMER)
    is_relabelled = old is None or level is Level.ADMIN
    return Property(
        name=kept.name,
        category=item.get("category", kept.category),
        value=item.get("value", kept.value) or "",
        permission=item.get("permission", kept.permission) if is_relabelled else kept.permission,
    )


def _labelled(call: Call, item: Property) -> Property:
    """The property with the permission that counts."""
    permission = permission_of(call, item.name, item.permission)
    return item if permission == item.permission else item._replace(permission=permission)


def _check_credit(call: Call, new: Property, path: str) -> None:
    if new.name in call.context.credits and new.value and (not _COUNT(new.value) or int(new.value) > UNLIMITED):
        raise InvalidValue("must be a whole number from 0", field=path)


def _is_shared(call: Call, level: Level, subject: PropertyOwner, new: Property) -> bool:
    """Does the reseller have what the property switches on for one of its customers?

    Nobody hands on what they were not given: a switch that is missing is off (PHP truth, customer.md 3). An administrator may
    give a customer what the reseller does not have yet, but not what the reseller was refused.
    """
    is_own_entry = subject.id == subject.reseller
    if new.name not in shared(call.context.switches) or not entitlements.is_true(new.value) or is_own_entry:
        return True
    of_reseller = value_of(call.unit, subject.reseller, new.name)
    return level is Level.ADMIN if of_reseller is None else entitlements.is_true(of_reseller)


def follow_credits(call: Call, id: int, merged: PropertyChanges) -> None:
    """Set the limits of the counters to the credits that changed."""
    for item in merged.changed:
        if item.name in call.context.credits:
            entitlements.set_limit(call.unit, id, item.name, item.value)
    for name in merged.removed:
        if name in call.context.credits:
            entitlements.set_limit(call.unit, id, name, None)
