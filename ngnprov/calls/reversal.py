# SPDX-License-Identifier: Apache-2.0
"""How the operations of a port undo what they did to a record: declared beside the :class:`~ngnprov.calls.resource.Resource`.

::

    UNDO = Reversal(port="sip", add="addCarrier", update="updateCarrier", delete="deleteCarrier", given="carrier")

What was made is deleted, what was changed is given its former members, what was removed is added again. The steps name
operations, so that an undo has their rights and limits and is in the journal as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.db.records import R

N = TypeVar("N", bound=NamedTuple)

NEVER_GIVEN = frozenset({"change_date", "create_date", "serial", "used"})
"""Members of answers that the server sets, and operations do not take."""

_PLAIN = frozenset({str, int, bool, type(None)})
"""Types of most members, which are given as they are answered."""


@dataclass(frozen=True, slots=True)
class Reversal(Generic[R]):
    """The operations of one kind of record.

    ``given`` is the parameter of ``add`` and ``update`` that is the record, and ``shown`` makes of a stored one what is
    answered, with its secrets, which is what can be given; most are answered as they are stored. ``key`` are the members by
    which ``update`` knows it, and ``named_by`` the arguments of ``delete``: the key itself unless they are said.
    ``is_listed``: the operations take a list of records.
    """

    port: str
    add: str
    update: str
    delete: str
    given: str
    shown: Callable[[Call, R], Any] = lambda _, record: record
    named_by: Callable[[R], Mapping[str, Any]] | None = None
    key: tuple[str, ...] = ("id",)
    is_listed: bool = False

    def of_creation(self, record: R) -> list[Step]:
        """What removes a record that was made."""
        named = {name: getattr(record, name) for name in self.key} if self.named_by is None else self.named_by(record)
        return [Step(self.port, self.delete, named)]

    def of_change(self, call: Call, before: R, after: R) -> list[Step]:
        """What gives a record its former members again."""
        shown, wanted = self.shown(call, before), set(self.key)
        changed = changed_members(before, after)
        if changed - NEVER_GIVEN <= set(shown._fields):
            wanted |= changed
        else:  # what is shown has other members than what is stored
            wanted |= changed_members(shown, self.shown(call, after))
        members = {name: given_of(value) for name, value in zip(shown._fields, shown, strict=True) if name in wanted}
        for name in NEVER_GIVEN & members.keys():
            del members[name]
        return [Step(self.port, self.update, self._argument(members))]

    def of_removal(self, call: Call, record: R) -> list[Step]:
        """What makes a record again that was removed."""
        return [Step(self.port, self.add, self._argument(given_of(self.shown(call, record))))]

    def _argument(self, members: Mapping[str, Any]) -> dict[str, Any]:
        return {self.given: [members] if self.is_listed else members}


def changed_members(before: N, after: N) -> set[str]:
    """The names of the members in which two records of a kind differ."""
    return {name for name, old, new in zip(before._fields, before, after, strict=True) if old != new}


def given_of(answer: Any) -> Any:
    """An answer as a caller would give it: records as dicts of members, lists as lists."""
    if not isinstance(answer, list | tuple):
        return answer
    given = [value if type(value) in _PLAIN else given_of(value) for value in answer]
    names: Sequence[str] | None = getattr(answer, "_fields", None)
    if names is None:
        return given
    record = dict(zip(names, given, strict=True))
    for name in NEVER_GIVEN & record.keys():
        del record[name]
    return record
