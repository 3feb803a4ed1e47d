# SPDX-License-Identifier: Apache-2.0
"""What services do with the records of one kind: lock one, create, change, remove it, list them.

A service declares a :class:`Resource` over what its store has declared, and calls it where the contract's rule says so::

    CARRIERS = Resource(
        store.CARRIERS,
        subject=lambda carrier: f"SIP carrier {carrier.id}",
        unknown=partial(CarrierUnknown, "there is no such carrier"),
        exists=partial(CarrierExists, "the reseller has a carrier of this name"),
    )

    def delete_carrier(call: Call, id: int) -> bool:
        CARRIERS.remove(call, CARRIERS.lock(call, id, field="id"))
        return True

Each step bounds itself by the caller's scope, refuses in the port's words and writes the journal. A rule that needs more takes
``records`` and the journal of the call itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ngnprov.calls import keeping
from ngnprov.calls.call import Call
from ngnprov.calls.reversal import Reversal
from ngnprov.calls.undo import Step, Undo
from ngnprov.db.failures import Duplicate, Referenced
from ngnprov.db.lists.page import Found
from ngnprov.db.records import R, Records
from ngnprov.errors import Exists, InUse, Unknown

A = TypeVar("A", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Resource(Generic[R]):
    """Records and what is said of them: ``subject`` is what the journal calls one.

    ``unknown``, ``exists`` and ``in_use`` make the refusals, by the keyword ``field``: there is none in scope, its key is
    taken, others name it. ``taken`` makes it of what the database says, for records with several keys. ``journal_values`` is
    what the journal tells of one, where that is not simply its members; ``reversal`` is how a change of one is undone.
    """

    records: Records[R]
    subject: Callable[[R], str]
    unknown: Callable[..., Unknown]
    exists: Callable[..., Exists] | None = None
    taken: Callable[[Duplicate], Exists] | None = None
    in_use: Callable[..., InUse] | None = None
    journal_values: Callable[[R], Mapping[str, Any]] | None = None
    reversal: Reversal[R] | None = None

    def get(self, call: Call, *names: Any, field: str | None = None) -> R:
        """The record in the caller's scope, for reading. Raises ``unknown`` on ``field``."""
        record = self._known(self.records.get(call.unit, call.actor, *names), field)
        if call.versioned and call.only_reads:
            self.note(call, record)
        return record

    def lock(self, call: Call, *names: Any, field: str | None = None) -> R:
        """The same, and nobody else changes, moves or removes it until the unit ends."""
        record = self._known(self.records.lock(call.unit, call.actor, *names), field)
        if call.versioned:
            self.note(call, record)
        return record

    def note(self, call: Call, record: R) -> None:
        """Let the call be about a record that was locked elsewhere. Raises Changed (903)."""
        call.concerns(self.records, self.records.key_of(record))

    def require_none(self, call: Call, *names: Any, field: str) -> None:
        """Raise ``exists`` when there is such a record in the caller's scope; it is then locked."""
        if self.records.lock(call.unit, call.actor, *names) is not None:
            raise self._taken(field)

    def create(
        self,
        call: Call,
        record: R,
        *,
        field: str | None = None,
        columns: Mapping[str, Any] | None = None,
        journal: Mapping[str, Any] | None = None,
        of_others: bool = False,
        undo_by: Undo = (),
    ) -> R:
        """Store a new record; as it is now, with the number that the database gives to one that has none.

        ``columns`` are those that are not members of the record; ``journal`` is what the journal tells, by default
        ``journal_values``; ``undo_by`` undoes it where no ``reversal`` says how. Raises ``exists`` on ``field``, which gives
        away what others have when ``of_others``.
        """
        try:
            stored = self.records.insert_record(call.unit, record, columns or {})
        except Duplicate as duplicate:
            raise self._taken(field, duplicate, of_others=of_others) from None
        if call.versioned:
            call.made(self.records, self.records.key_of(stored))
        if self.reversal is not None:
            undo_by = self.reversal.of_creation(stored)
        call.created(self.subject(stored), self._told(stored) if journal is None else journal, undo_by=undo_by)
        return stored

    def update(
        self,
        call: Call,
        record: R,
        wanted: Mapping[str, Any],
        *,
        field: str | None = None,
        derived: Callable[[R], Mapping[str, Any]] | None = None,
    ) -> R:
        """Store what of ``wanted`` (by column) differs from the record, with the change date; the record as it is then.

        It is ``record`` itself when nothing differs. ``derived`` makes of it the columns that are stored along and not
        journaled. Raises ``exists`` on ``field``.
        """
        present = record._asdict()
        changes = {name: value for name, value in wanted.items() if value != present[name]}
        if not changes:
            return record
        changed = record._replace(**changes, change_date=call.now)
        along = {} if derived is None else derived(changed)
        try:
            self.records.update(call.unit, self.records.key_of(record), {**changes, **along, "change_date": call.now})
        except Duplicate as duplicate:
            raise self._taken(field, duplicate) from None
        if members := {name: value for name, value in along.items() if name in present}:
            changed = changed._replace(**members)
        reversal = self.reversal
        undo_by: Undo = () if reversal is None else lambda: reversal.of_change(call, record, changed)
        if self.journal_values is None:
            call.changed(self.subject(record), present, changes, undo_by=undo_by)
        else:
            told, told_now = self.journal_values(record), self.journal_values(changed)
            call.changed(self.subject(record), told, told_now, undo_by=undo_by)
        return changed

    def remove(
        self,
        call: Call,
        record: R,
        *,
        journal: Mapping[str, Any] | None = None,
        also: Sequence[Step] = (),
        undo_by: Undo = (),
    ) -> None:
        """Remove a record that was locked; ``journal`` as for :meth:`create`. Raises ``in_use``.

        Where a ``reversal`` makes the record again, what is kept for it (:mod:`~ngnprov.calls.keeping`) comes again, too, and
        ``also`` are the steps that make what else goes with it; otherwise ``undo_by`` are those of all of them.
        """
        reversal = self.reversal
        kept: list[Step] | None = None
        if reversal is not None:
            kept = keeping.steps_of_kept(call, self.records, record, self.in_use)
        try:
            self.records.delete(call.unit, self.records.key_of(record))
        except Referenced:
            if self.in_use is None:
                raise
            raise self.in_use() from None
        told = self._told(record) if journal is None else journal
        if kept:
            told = {**told, keeping.WENT_ALONG: keeping.told(kept)}
        if reversal is not None:
            undo_by = () if kept is None else lambda: [*reversal.of_removal(call, record), *kept, *also]
        call.removed(self.subject(record), told, undo_by=undo_by)

    def find(self, call: Call, query: Mapping[str, Any], show: Callable[[R], A]) -> Found[A]:
        """What a list operation answers: the records in scope that match, each as ``show`` makes it."""
        return self.find_together(call, query, lambda records: [show(record) for record in records])

    def find_together(self, call: Call, query: Mapping[str, Any], show: Callable[[list[R]], list[A]]) -> Found[A]:
        """The same, where ``show`` makes many records at once; a long list comes in several parts."""
        read = self.records.read_to_show
        page = self.records.find(call.unit, call.actor, query, list_maximum(call))
        return page.answer(lambda rows: show([read(row) for row in rows]))

    def _told(self, record: R) -> Mapping[str, Any]:
        return record._asdict() if self.journal_values is None else self.journal_values(record)

    def _known(self, record: R | None, field: str | None) -> R:
        if record is None:
            raise self.unknown(field=field)
        return record

    def _taken(self, field: str | None, duplicate: Duplicate | None = None, *, of_others: bool = False) -> Exists:
        if duplicate is not None and self.taken is not None:
            return self.taken(duplicate)
        assert self.exists is not None, "what can be taken has a refusal for it"
        return self.exists(field=field, of_others=of_others)


def list_maximum(call: Call) -> int:
    """How many records a list answers at the most, whatever was asked for."""
    return call.context.settings.lists.maximum
