# SPDX-License-Identifier: Apache-2.0
"""Undoes entries of the journal: runs the steps that were kept with them, and sees that the former state is back.

The steps are operations of ports (:mod:`ngnprov.calls.reversal`), with the rights and limits of whoever undoes. That an undo
restores the former state is not believed but seen: the entries that its steps write must be the mirror image of the entry
that is undone. They are not when somebody changed the record since, and then everything stays as it is (920).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ngnprov import clock
from ngnprov.calls import undo
from ngnprov.calls.call import Call
from ngnprov.calls.operation import Operation
from ngnprov.calls.request import Change
from ngnprov.calls.undo import STEPS, Result, Step, from_text
from ngnprov.db.ledgers import entries, journal
from ngnprov.db.ledgers.entries import Entry
from ngnprov.errors import NotRevertible, Refusal

SET_BY_SERVER: Mapping[str, str] = {
    "create_date": "a record that is made again is made now",
    "serial": "serials only rise",
    "used": "follows the numbers of a range",
    "impersonated_by": "other entries are told; they are changed back, with entries of their own",
}
"""Members of records by which an undo and what it undoes may differ, and why. No caller sets one of them."""

MADE_AGAIN: Mapping[str, str] = {
    "mappings": "id",
    "accept_rules": "ends",
}
"""Members whose parts are made again, and what of a part may then differ: the number of a mapping, the end of a temporary
rule."""

PAYMENT = frozenset({"value", "description"})
"""What a payment tells beside the balance: a payment back has others."""

GOES_ALONG = frozenset({"records", "fancy_records", "aliases", "kept"})
"""Members by which a removal tells what went with the record. It is made again with entries of its own; but what was made is
not undone with what came to it since."""

Values = dict[str, Any]


def chosen(call: Call, name: str) -> list[Entry]:
    """The changes that ``name`` means, an entry by its number or all those of a transaction, the last one first.

    Raises NotRevertible when there are none.
    """
    found = entries.of_transaction(call.unit, name)
    if not found and name.isascii() and name.isdecimal() and len(name) < 19:
        found = [each for each in (entries.get(call.unit, int(name)),) if each is not None]
    changes = [each for each in reversed(found) if each.kind == journal.CHANGE]
    if not changes:
        raise NotRevertible("the journal has no change of this number or transaction")
    return changes


def revert(call: Call, wanted: Sequence[Entry]) -> list[Change]:
    """Undo changes, in this order; everything that was changed for it. Raises NotRevertible (920)."""
    operations = {
        (port.name, operation.name): operation for port in call.context.ports for operation in port.operations()
    }
    done: list[Change] = []
    for entry in wanted:
        if (undone_by := entries.undone_by(call.unit, entry.id)) is not None:
            raise _refused(entry, f"entry {undone_by} has undone it")
        steps = _steps(call, entry)
        call.reverts, call.captured = entry.id, []
        try:
            _run(call, operations, steps)
        except NotRevertible:
            raise
        except Refusal as refusal:
            raise _refused(entry, f"{refusal.sentence} ({refusal.code})") from None
        _require_mirror(entry, call.captured)
        done += call.captured
    return done


def _steps(call: Call, entry: Entry) -> list[Step]:
    """What undoes an entry. Raises NotRevertible."""
    days = call.context.settings.journal.undo_days
    if entry.at < clock.text(datetime.now(UTC) - timedelta(days=days)):
        raise _refused(entry, "that was too long ago: see journal.undo_days")
    if entry.undo is not None:
        return from_text(entry.undo)
    place = entries.place_in_transaction(call.unit, entry)
    row: dict[str, Any] = {"transaction": entry.request_id, "place": place}
    sealed = undo.get(call.unit, at=entry.at, **row)
    if sealed is None:
        raise _refused(entry, "nothing is kept that would undo it")
    return from_text(STEPS.open(call.context.keys, sealed, **row))


def _run(call: Call, operations: Mapping[tuple[str, str], Operation], steps: Iterable[Step]) -> None:
    results: list[Any] = []
    for step in steps:
        operation = operations.get((step.port, step.operation))
        if operation is None:
            raise NotRevertible(f"there is no {step.operation} of the port {step.port} any more")
        operation.policy.require(call.actor)
        results.append(operation.function(call, **_filled(step.arguments, results)))


def _filled(value: Any, results: Sequence[Any]) -> Any:
    """Arguments with what earlier steps have answered."""
    if isinstance(value, Result):
        return getattr(results[value.step], value.member)
    if isinstance(value, Mapping):
        return {name: _filled(each, results) for name, each in value.items()}
    return [_filled(each, results) for each in value] if isinstance(value, list) else value


def _require_mirror(entry: Entry, captured: Iterable[Change]) -> None:
    """Raise NotRevertible unless the changes that were made lead from what the entry left to what it found."""
    old, new = _comparable(entry.before, made_again=True), _comparable(entry.after, made_again=False)
    if old is not None and new is None:
        old = {name: value for name, value in old.items() if name not in GOES_ALONG}
    found, left = _together(captured, entry)
    if old is not None and new is not None:  # of a record that was changed, what else belongs to it is not asked for
        found = None if found is None else {name: value for name, value in found.items() if name in new}
        left = None if left is None else {name: value for name, value in left.items() if name in old}
    if (found, left) == (new, old):
        return
    names = sorted({*_unlike(found, new), *_unlike(left, old)}) or ["the record"]
    raise _refused(entry, f"{', '.join(names)} {'was' if len(names) == 1 else 'were'} changed since")


def _together(captured: Iterable[Change], entry: Entry) -> tuple[Values | None, Values | None]:
    """What the changes of one record found and left behind, one after the other. A record made again may have a new number."""
    found: Values | None = None
    left: Values | None = None
    is_first = True
    for change in captured:
        is_it = change.subject == entry.subject or (
            entry.after is None and _kind(change.subject) == _kind(entry.subject)
        )
        if not is_it:
            continue
        before, after = _comparable(change.before, made_again=False), _comparable(change.after, made_again=True)
        if is_first:
            found, left, is_first = before, after, False
            continue
        if entry.after is None:
            break  # what went with the record
        found = None if found is None else {**(before or {}), **found}
        left = None if left is None and after is None else {**(left or {}), **(after or {})}
    return found, left


def _kind(subject: str) -> str:
    return subject.rpartition(" ")[0]


def _comparable(values: Mapping[str, Any] | None, *, made_again: bool) -> Values | None:
    """What is compared. ``made_again``: it is what an undo leaves, or is to leave, whose parts may be new ones."""
    if values is None:
        return None
    plain: Values = json.loads(json.dumps(values, default=str))
    left_out = SET_BY_SERVER.keys() | (PAYMENT if {"balance", "value"} <= plain.keys() else set())
    compared = {name: value for name, value in plain.items() if name not in left_out}
    for name, member in MADE_AGAIN.items():
        if name in compared and (made_again or member == "id"):  # a number says nothing of what a part holds
            compared[name] = _without(compared[name], member)
    return compared


def _without(value: Any, member: str) -> Any:
    if isinstance(value, dict):
        return {name: _without(each, member) for name, each in value.items() if name != member}
    return [_without(each, member) for each in value] if isinstance(value, list) else value


def _unlike(some: Values | None, others: Values | None) -> list[str]:
    some, others = some or {}, others or {}
    return [name for name in {**some, **others} if some.get(name) != others.get(name)]


def _refused(entry: Entry, why: str) -> NotRevertible:
    return NotRevertible(f"entry {entry.id}, {entry.operation} of {entry.subject}, cannot be undone: {why}")
