# SPDX-License-Identifier: Apache-2.0
"""One call: what a service function gets to know."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from ngnprov import clock
from ngnprov.calls import undo
from ngnprov.calls.actor import Actor
from ngnprov.calls.context import Context
from ngnprov.calls.request import NO_HEADER, Change, Limit, Preview, RequestHeader
from ngnprov.calls.undo import STEPS, Step, Undo
from ngnprov.db.ledgers import journal, outbox
from ngnprov.db.records import Records
from ngnprov.db.unit import Unit
from ngnprov.errors import Changed, InternalFailure, InvalidValue, Refusal


@dataclass(slots=True)
class Call:
    """One operation on its way: who calls, in which transaction; ``address`` is empty at the machine itself.

    ``header`` is what the caller asked besides. ``versioned`` is the table of the record whose version that needs, "" when it
    needs none; ``preview`` is what a dry run finds out, None when it is none; ``reverts`` is the entry of the journal that the
    call undoes, and ``captured`` what it changes for that. ``ahead`` is what the operation has asked of others than the
    database before; None in an undo, where nothing is asked. ``goes_past_ends``: it may change what belongs to a customer that
    has ended, as restoring it does.
    """

    context: Context
    actor: Actor
    unit: Unit
    operation: str
    request_id: str
    address: str = ""
    header: RequestHeader = NO_HEADER
    versioned: str = ""
    preview: Preview | None = None
    only_reads: bool = False
    reverts: int | None = None
    captured: list[Change] | None = None
    ahead: Any = None
    goes_past_ends: bool = False
    _open: int = 0
    _now: str = ""
    _subject: tuple[Records[Any], Any] | None = None
    _entries: int = 0
    _parts: list[Step] | None = None
    _is_gone: bool = False
    _keeps_nothing: bool = False
    _resellers: dict[int, int] = field(default_factory=dict)

    @property
    def now(self) -> str:
        """The one time of all changes of the call."""
        if not self._now:
            self._now = clock.now()
        return self._now

    @property
    def today(self) -> str:
        """The day of the call, ``2026-01-31``, in UTC."""
        return clock.to_day(self.now)

    @property
    def keeps_undo(self) -> bool:
        """Are the steps asked for that undo a change?"""
        return bool(self.context.settings.journal.undo_days)

    def require_open(self, customer: int, field: str | None = None) -> None:
        """Raise the refusal of the port that ends customers, on ``field``, when this one has ended. Each change asks."""
        if customer and customer != self._open and not self.goes_past_ends:
            self.context.require_open(self, customer, field)
            self._open = customer

    def concerns(self, records: Records[Any], key: Any) -> None:
        """Note which record the call is about, if it is one of these; the last one that is locked counts.

        Raises Changed (903) when its version is another.
        """
        if records.name != self.versioned:
            return
        self._subject = (records, key)
        named = self.header.if_version
        if named is None:
            return
        version = records.version(self.unit, key)
        if version != named:
            raise Changed(
                f"the record has version {version} and not {named}: it was changed since",
                field="request.ifVersion",
                version=version,
                if_version=named,
            )

    def made(self, records: Records[Any], key: Any) -> None:
        """Note that the call has made the record that it is about, if it is one of these.

        Raises InvalidValue when the caller named a version, which what is made has not had.
        """
        if self._subject is None and records.name == self.versioned:
            self._require_no_version()
            self._subject = (records, key)

    def gone(self) -> None:
        """Note that the record that the call is about is history now, and has no version."""
        self._subject, self._is_gone = None, True

    def version(self) -> int | None:
        """The version that the record has now, None when the call is about none or it is gone.

        Raises InvalidValue when the caller named one and there was no record to have it.
        """
        if self._is_gone:
            return None
        if self._subject is None:
            self._require_no_version()
            return None
        records, key = self._subject
        return records.version(self.unit, key)

    def _require_no_version(self) -> None:
        if self.header.if_version is not None:
            raise InvalidValue("is given for a call that changes no record with a version", field="request.ifVersion")

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the call that can fail alone: a refusal that leaves it takes back what it has changed, and told of.

        See :meth:`ngnprov.db.unit.Unit.savepoint`.
        """
        told = (self._subject, self._is_gone, self._entries)
        preview = None if self.preview is None else self.preview.copy()
        lists = [(each, len(each)) for each in (self.captured, self._parts) if each is not None]
        try:
            with self.unit.savepoint():
                yield
        except Refusal:
            self._subject, self._is_gone, self._entries = told
            for each, length in lists:
                del each[length:]
            if preview is not None and self.preview is not None:
                self.preview.become(preview)
            raise

    def keep_nothing(self) -> None:
        """Have the call answer and change nothing, as if it had been refused: its request id may be used again."""
        self._keeps_nothing = True
        if self.preview is not None:
            self.preview.become(Preview(limits=self.preview.limits))

    @property
    def keeps_nothing(self) -> bool:
        """Is the unit of work to end without COMMIT, although there is an answer?"""
        return self._keeps_nothing

    def consumed(self, kind: str, holder: int, count: int) -> None:
        """Have a dry run tell that more of a credit is used, or given back."""
        if self.preview is not None:
            used = self.preview.consumes
            used[kind, holder] = used.get((kind, holder), 0) + count

    def meets(self, limit: Limit) -> None:
        """Have a dry run tell of a limit; of several claims what they want together."""
        if self.preview is not None:
            key = (limit.kind, limit.holder)
            first = self.preview.limits.get(key)
            if first is not None:
                limit = replace(first, wanted=first.wanted + limit.wanted)
            self.preview.limits[key] = limit

    def send(self, kind: str, content: str, customer: int = 0) -> None:
        """Have a message leave the house when the call is committed, for a customer or the operator.

        In a dry run nothing does. See :mod:`ngnprov.db.ledgers.outbox`.
        """
        if self.preview is None:
            outbox.add(self.unit, customer, kind, content, self.now)

    def created(self, subject: str, values: Mapping[str, Any], customer: int = 0, undo_by: Undo = ()) -> None:
        """Write that a record was made, ``values`` by column: see :mod:`ngnprov.db.ledgers.journal`.

        ``customer`` is to whom it belongs, when the values do not say.
        """
        self.journal_entry(subject, after=journal.record_values(values), customer=customer, undo_by=undo_by)

    def changed(
        self,
        subject: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        customer: int = 0,
        undo_by: Undo = (),
    ) -> None:
        """Write how members of a record differ now, if they do. ``before`` has at least the members of ``after``."""
        old, new = journal.diff(before, after)
        if new:
            named = customer or _named(before, "customer")
            self.journal_entry(subject, old, new, named, undo_by, reseller=_named(before, "reseller"))

    def removed(self, subject: str, values: Mapping[str, Any], customer: int = 0, undo_by: Undo = ()) -> None:
        """Write what a removed record was."""
        self.journal_entry(subject, before=journal.record_values(values), customer=customer, undo_by=undo_by)

    @contextmanager
    def parts(self) -> Iterator[list[Step]]:
        """Have what is changed within be parts of one change, which the call tells of beside: they are undone with that one
        only.

        What would undo them is found in the list, in the order in which they were changed; nothing where no undo is kept, and
        in a dry run.
        """
        around, self._parts = self._parts, []
        try:
            yield self._parts
        finally:
            self._parts = around

    def journal_entry(
        self,
        subject: str,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        customer: int = 0,
        undo_by: Undo = (),
        reseller: int = 0,
    ) -> None:
        """Write the entry of this change into the same transaction. The values must hold no secrets.

        ``undo_by`` are the calls that undo it, none for what cannot be undone; they may hold secrets.

        For what :meth:`created`, :meth:`changed` and :meth:`removed` do not say. ``customer`` is to whom the record belongs;
        without it the values or the subject may say so, else it is the customer who calls. ``reseller`` is likewise, or the
        customer's.
        """
        actor = self.actor
        named = customer or _named(before, "customer") or _named(after, "customer")
        self.require_open(named or actor.customer)
        customer = named or _customer_in(subject) or actor.customer
        reseller = reseller or _named(before, "reseller") or _named(after, "reseller")
        if self.captured is not None:
            self.captured.append(Change(subject, before, after))
        if self.preview is not None:
            self.preview.changes.append(Change(subject, before, after))
            return
        steps = self._steps(undo_by)
        if self._parts is not None:
            self._parts += steps
            steps = ()
        text = undo.to_text(steps) if steps else ""
        is_sealed = bool(text) and undo.hold_secrets(steps, text)
        journal.write(
            self.unit,
            at=self.now,
            login=actor.login,
            level=actor.level.name.lower(),
            entry=actor.entry,
            behind=actor.impersonated_by_admin,
            request_id=self.request_id,
            operation=self.operation,
            subject=subject,
            before=before,
            after=after,
            address=self.address,
            customer=customer,
            reseller=reseller or actor.reseller or self._reseller_of(customer),
            on_behalf_of=self.header.on_behalf_of,
            reverts=self.reverts,
            undo=undo.PART if self._parts is not None else text if text and not is_sealed else None,
        )
        self._entries += 1
        if is_sealed:
            row = {"transaction": self.request_id, "place": self._entries}
            sealed = STEPS.seal(self.context.keys, text, **row)
            undo.add(self.unit, self.request_id, self._entries, at=self.now, steps=sealed)

    def moved(self, customer: int) -> None:
        """Note that a customer has another reseller now: entries that follow are told to this one."""
        self._resellers.pop(customer, None)

    def _reseller_of(self, customer: int) -> int:
        """Whose a customer is, 0 when that is not known: looked up once for all entries of an administrator's call."""
        if not customer:
            return 0
        if customer not in self._resellers:
            found = self.context.directory.by_id(self.unit, customer)
            self._resellers[customer] = 0 if found is None else found.reseller
        return self._resellers[customer]

    def _steps(self, undo_by: Undo) -> Sequence[Step]:
        """What undoes a change; nothing where that is not kept, or when a former secret does not open any more."""
        if not undo_by or not self.keeps_undo:
            return ()
        try:
            return undo_by() if callable(undo_by) else undo_by
        except InternalFailure:
            return ()


def _named(values: Mapping[str, Any] | None, whose: str) -> int:
    """The customer or reseller that the values of a record name, 0 when they name none."""
    named = values.get(whose, 0) if values else 0
    return named if isinstance(named, int) else 0


_CUSTOMER = "customer "


def _customer_in(subject: str) -> int:
    """The customer whose own entry the subject names, 0 for other subjects."""
    number = subject.removeprefix(_CUSTOMER)
    return int(number) if number != subject and number.isascii() and number.isdecimal() else 0
