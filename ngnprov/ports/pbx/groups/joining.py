# SPDX-License-Identifier: Apache-2.0
"""Users who are members of groups from the beginning, and of none of them when that is undone (pbx.md G9)."""

from collections.abc import Sequence

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step, Undo
from ngnprov.errors import InvalidValue
from ngnprov.ports.pbx.blocking.layers import require_manageable
from ngnprov.ports.pbx.errors import GroupUnknown
from ngnprov.ports.pbx.extensions.store import EXTENSIONS, Extension, named, named_in_undo, number_of
from ngnprov.ports.pbx.extensions.tables import GROUP
from ngnprov.ports.pbx.groups import store

MOST_MEMBERS = 1000


def find_groups(call: Call, customer: int, written: Sequence[str], path: str) -> list[Extension]:
    """The groups of a customer that is held, by number or account id. Raises GroupUnknown, InvalidValue, BlockedFromAbove."""
    found: dict[int, Extension] = {}
    for place, name in enumerate(written):
        field = f"{path}.{place}"
        group = named(call.unit, customer, name) if name else None
        if group is None or group.kind != GROUP:
            raise GroupUnknown("there is no such group", field=field)
        if group.id in found:
            raise InvalidValue("is named twice", field=field)
        require_manageable(call, group, field)
        found[group.id] = group
    return list(found.values())


def join(call: Call, groups: Sequence[Extension], users: Sequence[Extension], path: str) -> None:
    """Let users be the last members of groups, as a part of the change that has made them. Raises InvalidValue."""
    ids, numbers = [each.id for each in users], [each.number or "" for each in users]
    with call.parts():
        for place, group in enumerate(groups):
            members = _members(call, group)
            if len(members) + len(users) > MOST_MEMBERS:
                raise InvalidValue(f"has {len(members)} of at most {MOST_MEMBERS} members", field=f"{path}.{place}")
            store.join(call.unit, group.id, ids)
            _changed(call, group, members, [*members, *numbers])


def steps_out(user: Extension, groups: Sequence[Extension], path: str) -> Sequence[Step]:
    """What lets a user be a member of these groups no more."""
    if not groups:
        return ()
    named_by = {"customer": user.customer, "number": user.number}
    return [Step("pbx", "updateExtension", {path: {**named_by, "groups": [number_of(each.id) for each in groups]}})]


def leave(call: Call, user: Extension, written: Sequence[str], path: str) -> None:
    """Let a user leave those of the groups that :func:`steps_out` names of which it is a member. Raises BlockedFromAbove."""
    for name in written:
        group = named_in_undo(call.unit, user.customer, name)
        if group is None or user.id not in store.member_ids(call.unit, group.id):
            continue
        require_manageable(call, group, path)
        members = _members(call, group)
        store.leave(call.unit, group.id, user.id)
        named_by = {"customer": group.customer, "number": group.number}
        # by number: who is made again is another one in the database, and the journal tells of numbers
        back = Step("pbx", "updateGroup", {"group": {**named_by, "members": members}})
        _changed(call, group, members, [each for each in members if each != user.number], [back])


def _members(call: Call, group: Extension) -> list[str]:
    return list(store.details_of(call.unit, [group.id])[group.id].members)


def _changed(call: Call, group: Extension, before: list[str], after: list[str], undo_by: Undo = ()) -> None:
    EXTENSIONS.update(call.unit, group.id, {"change_date": call.now})
    call.changed(group.subject, {"members": before}, {"members": after}, group.customer, undo_by=undo_by)
