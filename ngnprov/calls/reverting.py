# SPDX-License-Identifier: Apache-2.0
"""Undoes entries of the journal: runs the steps that were kept with them, and sees that the former state is back.

The steps are operations of ports (:mod:`ngnprov.calls.reversal`), with the rights and limits of whoever undoes. That an undo
restores the former state is not believed but seen (:mod:`ngnprov.calls.mirror`). It does not when somebody changed the record
since, and then everything stays as it is (920).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from keyword import iskeyword
from typing import Any

from ngnprov import clock
from ngnprov.calls import undo
from ngnprov.calls.call import Call
from ngnprov.calls.keeping import WENT_ALONG
from ngnprov.calls.mirror import differences
from ngnprov.calls.operation import Operation
from ngnprov.calls.overwriting import secrets_changed_since
from ngnprov.calls.port import Unlike
from ngnprov.calls.request import Change
from ngnprov.calls.undo import STEPS, Result, Step, from_text
from ngnprov.db.ledgers import entries, journal
from ngnprov.db.ledgers.entries import Entry
from ngnprov.errors import NotRevertible, Refusal


def chosen(call: Call, name: str) -> list[Entry]:
    """The changes that ``name`` means, an entry by its number or all those of a transaction, the last one first.

    Raises NotRevertible when there are none.
    """
    if not entries.of_transaction(call.unit, name) and name.isascii() and name.isdecimal() and len(name) < 19:
        return chosen_entry(call, int(name))
    return chosen_transaction(call, name)


def chosen_entry(call: Call, id: int) -> list[Entry]:
    """The change of an entry. Raises NotRevertible when there is none."""
    found = entries.get(call.unit, id)
    if found is None or found.kind != journal.CHANGE:
        raise no_such_change()
    return [found]


def chosen_transaction(call: Call, name: str) -> list[Entry]:
    """The changes of a transaction, the last one first. Raises NotRevertible when there are none."""
    changes = [each for each in reversed(entries.of_transaction(call.unit, name)) if each.kind == journal.CHANGE]
    if len(changes) > 1:
        changes = [each for each in changes if each.undo != undo.PART]
    if not changes:
        raise no_such_change()
    return changes


def no_such_change() -> NotRevertible:
    """What is said of an entry or a transaction that is not there, or in nobody's sight who asks."""
    return NotRevertible("the journal has no change of this number or transaction")


def revert(call: Call, wanted: Sequence[Entry]) -> list[Change]:
    """Undo changes, in this order; everything that was changed for it. Raises NotRevertible (920)."""
    ports = {port.name: port for port in call.context.ports}
    operations = {(name, operation.name): operation for name, port in ports.items() for operation in port.operations()}
    done: list[Change] = []
    undone: list[int] = []
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
        unlike = ports[steps[0].port].unlike
        names = differences(entry, call.captured, unlike)
        if names := names or secrets_changed_since(call, entry, undone):
            raise _refused(entry, _what_stands_against(names, unlike))
        done += call.captured
        undone.append(entry.id)
    return done


def _steps(call: Call, entry: Entry) -> list[Step]:
    """What undoes an entry. Raises NotRevertible."""
    days = call.context.settings.journal.undo_days
    if entry.at < clock.text(datetime.now(UTC) - timedelta(days=days)):
        raise _refused(entry, "that was too long ago: see journal.undo_days")
    if entry.undo == undo.PART:
        raise _refused(
            entry, f"it is a part of what the transaction {entry.request_id} has changed, and is undone with that"
        )
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
        arguments = {f"{name}_" if iskeyword(name) else name: value for name, value in step.arguments.items()}
        results.append(operation.function(call, **_filled(arguments, results)))


def _filled(value: Any, results: Sequence[Any]) -> Any:
    """Arguments with what earlier steps have answered."""
    if isinstance(value, Result):
        return getattr(results[value.step], value.member)
    if isinstance(value, Mapping):
        return {name: _filled(each, results) for name, each in value.items()}
    return [_filled(each, results) for each in value] if isinstance(value, list) else value


def _what_stands_against(names: Sequence[str], unlike: Unlike) -> str:
    """In words, of the members in which the former state is not back; some tell what goes along with a record."""
    came = [name for name in names if name in unlike.goes_along]
    changed = [name for name in names if name != WENT_ALONG and name not in came]
    if changed:
        return f"somebody has changed {', '.join(changed)} since"
    return ": ".join(["something has come to it since that would be removed with it", *filter(None, [", ".join(came)])])


def _refused(entry: Entry, why: str) -> NotRevertible:
    return NotRevertible(f"entry {entry.id}, {entry.operation} of {entry.subject}, cannot be undone: {why}")
