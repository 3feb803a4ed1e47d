# SPDX-License-Identifier: Apache-2.0
"""Is the former state back? The entries that an undo writes must be the mirror image of the entry that is undone.

They lead from what that entry left to what it found. When somebody has changed the record since, they do not. A port says in
what the two may differ all the same (:class:`~ngnprov.calls.port.Unlike`); what was found is compared more strictly than what
comes back, for nothing of it was made by the undo.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ngnprov.calls.keeping import TELL_WHAT_WENT_ALONG
from ngnprov.calls.port import Unlike
from ngnprov.calls.request import Change
from ngnprov.db.ledgers.entries import Entry

Values = dict[str, Any]


def differences(entry: Entry, captured: Iterable[Change], unlike: Unlike) -> list[str]:
    """The members that keep the ``captured`` changes from being the mirror image of ``entry``; none when they are."""
    old, new = _back(entry.before, unlike), _present(entry.after, unlike)
    found, left = _together(captured, entry, unlike)
    if old is not None and new is None:
        old, left = (_without_what_goes_along(each, unlike) for each in (old, left))
    if old is not None and new is not None:  # of a record that was changed, what else belongs to it is not asked for
        found = None if found is None else {name: value for name, value in found.items() if name in new}
        left = None if left is None else {name: value for name, value in left.items() if name in old}
    if (found, left) == (new, old):
        return []
    return sorted({*_unequal(found, new), *_unequal(left, old)}) or ["the record"]


def _together(captured: Iterable[Change], entry: Entry, unlike: Unlike) -> tuple[Values | None, Values | None]:
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
        before, after = _present(change.before, unlike), _back(change.after, unlike)
        if is_first:
            found, left, is_first = before, after, False
            continue
        if entry.after is None:
            break  # what went with the record
        found = None if found is None else {**(before or {}), **found}
        left = None if left is None and after is None else {**(left or {}), **(after or {})}
    return found, left


def _without_what_goes_along(values: Values | None, unlike: Unlike) -> Values | None:
    goes_along = unlike.goes_along | TELL_WHAT_WENT_ALONG
    return None if values is None else {name: value for name, value in values.items() if name not in goes_along}


def _kind(subject: str) -> str:
    return subject.rpartition(" ")[0]


def _present(values: Mapping[str, Any] | None, unlike: Unlike) -> Values | None:
    """What was there before the undo, as it is compared: a number says nothing of what a part holds."""
    return _compared(values, unlike, {name: member for name, member in unlike.made_again if member == "id"})


def _back(values: Mapping[str, Any] | None, unlike: Unlike) -> Values | None:
    """What an undo leaves, or is to leave, as it is compared: its parts may be new ones."""
    return _compared(values, unlike, dict(unlike.made_again))


def _compared(values: Mapping[str, Any] | None, unlike: Unlike, parts: Mapping[str, str]) -> Values | None:
    if values is None:
        return None
    plain: Values = json.loads(json.dumps(values, default=str))
    beside = unlike.told_beside if plain.keys() >= set(unlike.told_beside) else ()
    left_out = unlike.set_by_server | set(beside[1:])
    return {
        name: _without(value, parts[name]) if name in parts else value
        for name, value in plain.items()
        if name not in left_out
    }


def _without(value: Any, member: str) -> Any:
    if isinstance(value, dict):
        return {name: _without(each, member) for name, each in value.items() if name != member}
    return [_without(each, member) for each in value] if isinstance(value, list) else value


def _unequal(some: Values | None, others: Values | None) -> list[str]:
    some, others = some or {}, others or {}
    return [name for name in {**some, **others} if some.get(name) != others.get(name)]
