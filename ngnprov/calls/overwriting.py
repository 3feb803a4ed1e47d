# SPDX-License-Identifier: Apache-2.0
"""Would an undo overwrite a secret that was changed since? The entries alone do not tell, as all secrets are the same stars.

So what is compared of other members (:mod:`ngnprov.calls.mirror`) is looked up for these: whether a later entry of the same
record tells of them, but for those that were undone and those that undid them.
"""

from collections.abc import Collection, Mapping
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.db.ledgers import entries, journal
from ngnprov.db.ledgers.entries import Entry


def secrets_changed_since(call: Call, entry: Entry, undone: Collection[int]) -> list[str]:
    """The secret members that an entry left behind and others have changed; ``undone`` are entries that this call undoes, too.

    The record is locked, so that nobody is about to change it.
    """
    secret = {name for name, value in (entry.after or {}).items() if _is_masked(value)}
    if not secret:
        return []
    changed: set[str] = set()
    for later in entries.later(call.unit, entry):
        told = secret & {*(later.before or {}), *(later.after or {})}
        if told and later.request_id != call.request_id and later.id not in undone and _stands(call, later, entry.id):
            changed |= told
    return sorted(changed)


def _stands(call: Call, later: Entry, id: int) -> bool:
    """Does an entry after ``id`` say what the record is, and is not one of two that make up for each other?"""
    if entries.undone_by(call.unit, later.id) is not None:
        return False
    undoes = later.reverts or 0
    return undoes <= id or entries.undone_by(call.unit, undoes) is None


def _is_masked(value: Any) -> bool:
    """Is it stars, or are some in it?"""
    if isinstance(value, Mapping):
        return any(map(_is_masked, value.values()))
    return any(map(_is_masked, value)) if isinstance(value, list) else value == journal.MASKED
