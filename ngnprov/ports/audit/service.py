# SPDX-License-Identifier: Apache-2.0
"""The rules of AuditPort (audit.md 1 to 4)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from ngnprov import clock
from ngnprov.calls import reverting
from ngnprov.calls.call import Call
from ngnprov.calls.port import CREATED, DELETED, UPDATED
from ngnprov.calls.request import Preview
from ngnprov.calls.resource import list_maximum
from ngnprov.db.ledgers.entries import Entry
from ngnprov.db.ledgers.journal import CHANGE
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.audit import sight, store
from ngnprov.ports.audit.store import Stored
from ngnprov.ports.audit.wire import (
    JournalEntryAnswer,
    JournalMemberAnswer,
    JournalPageAnswer,
    JournalQueryFields,
    RevertedRecordAnswer,
)

REFUSED = "refused"
"""The kind of what was no change: calls that were denied, and logins that failed."""
_MOMENTS = ("since", "until")


def get_journal(call: Call, query: JournalQueryFields) -> JournalPageAnswer:
    """Entries in scope, the newest first. Raises InvalidValue."""
    given: dict[str, Any] = {**query.get("filter", {})}
    kind = given.pop("kind", "") or CHANGE
    if kind not in (CHANGE, REFUSED):
        raise InvalidValue(f"must be {CHANGE} or {REFUSED}", field="query.filter.kind")
    for name in _MOMENTS:
        if given.get(name):
            given[name] = _moment(given[name], f"query.filter.{name}")
    pages = store.CHANGES if kind == CHANGE else store.REFUSALS
    page = pages.find(call.unit, call.actor, {**query, "filter": given}, list_maximum(call))
    return cast(JournalPageAnswer, page.answer(lambda rows: [_shown(call, Stored._make(row)) for row in rows]))


def revert(call: Call, entry: int, transaction: str, *, tries: bool) -> list[RevertedRecordAnswer]:
    """Undo an entry, or all changes of a transaction; what was changed for that, or with ``tries`` would be.

    Raises MissingInput, InvalidValue, NotRevertible.
    """
    if not entry and not transaction:
        raise MissingInput("must be given, or transaction", field="entry")
    if entry and transaction:
        raise InvalidValue("is given beside entry, and only one of them can be undone", field="transaction")
    if tries and call.preview is None:
        call.preview = Preview()
        call.keep_nothing()
    wanted = reverting.chosen_entry(call, entry) if entry else reverting.chosen_transaction(call, transaction)
    if not all(_is_in_scope(call, each) for each in wanted):
        raise reverting.no_such_change()
    done = reverting.revert(call, wanted)
    return [RevertedRecordAnswer(change.subject, _members(change.before, change.after)) for change in done]


def _is_in_scope(call: Call, entry: Entry) -> bool:
    return call.actor.can_see(entry.customer, entry.reseller)


def _shown(call: Call, entry: Stored) -> JournalEntryAnswer:
    """An entry as the caller may see it."""
    before, after = (_values(each) for each in (entry.before, entry.after))
    names = sight.visible(
        call.context.ports, call.actor, sight.operation_of(call.unit, entry), dict.fromkeys([*before, *after])
    )
    if entry.kind != CHANGE:
        names = list(after)
    return JournalEntryAnswer(
        id=entry.id,
        transaction=entry.request_id,
        kind=entry.kind,
        done=_done(entry),
        time=clock.to_seconds(entry.at),
        actor=sight.who(call.actor, entry),
        level=entry.level,
        entry=entry.entry,
        behind=bool(entry.behind),
        on_behalf_of=entry.on_behalf_of,
        address=entry.address if sight.knows(call.actor, entry) else "",
        operation=entry.operation,
        subject=entry.subject,
        customer=entry.customer,
        code=entry.code,
        members=_members({n: before[n] for n in names if n in before}, {n: after[n] for n in names if n in after}),
        reverts=entry.reverts or 0,
    )


def _done(entry: Stored) -> str:
    if entry.kind != CHANGE:
        return ""
    return CREATED if entry.before is None else DELETED if entry.after is None else UPDATED


def _values(stored: str | None) -> dict[str, Any]:
    """What an entry tells of a record; nothing of what is no such thing, which `ngnprov journal` shows."""
    try:
        told = json.loads(stored or "{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _members(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[JournalMemberAnswer]:
    before, after = before or {}, after or {}
    return [
        JournalMemberAnswer(name, *(_text(side[name]) if name in side else "" for side in (before, after)))
        for name in dict.fromkeys([*before, *after])
    ]


def _text(value: Any) -> str:
    """A text and an amount as they are, anything else as JSON, as in the header reply."""
    return str(value) if isinstance(value, str | Decimal) else json.dumps(value, ensure_ascii=False, default=str)


def _moment(text: str, field: str) -> str:
    """As it is stored. Raises InvalidValue."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return clock.text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise InvalidValue("must be a moment such as 2027-01-31 or 2027-01-31 23:59:00", field=field) from None
