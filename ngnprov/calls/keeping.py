# SPDX-License-Identifier: Apache-2.0
"""What goes with a record that is removed, whichever port keeps it, and how an undo makes it again (``Port.kept``)."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.db.records import Records
from ngnprov.errors import InternalFailure, InUse

WENT_ALONG = "went_along"
"""The member by which the entry of a removal tells what went with the record."""

TELL_WHAT_WENT_ALONG = frozenset({WENT_ALONG, "kept"})
"""Its names in entries that may still be undone; the other one is what it was called before the first release."""


def require_free(call: Call, records: Records[Any], record: Any, in_use: Callable[[], InUse]) -> None:
    """Raise what ``in_use`` makes when another port holds a record as a part of its own (``Port.holds``)."""
    if records.named_by(call.unit, call.context.held_keys, record):
        raise in_use()


def steps_of_kept(
    call: Call, records: Records[Any], record: Any, in_use: Callable[[], InUse] | None = None
) -> list[Step] | None:
    """The steps that make again all that is kept for a record which is about to be removed; one question finds out who keeps
    something. There are no steps where undo is not kept.

    Ports of higher floors come first: what those of lower ones keep may name theirs, as a diversion names a mailbox. None when
    a secret among it does not open any more. Raises what ``in_use`` makes, as :func:`require_free` does.
    """
    held = () if in_use is None else call.context.held_keys
    kept, keys = (call.context.kept, call.context.kept_keys) if call.keeps_undo else ((), ())
    found = records.named_by(call.unit, (*held, *keys), record)
    if in_use is not None and not found.isdisjoint(held):
        raise in_use()
    try:
        return [step for each in kept if not found.isdisjoint(each.keys) for step in each.steps(call, record)]
    except InternalFailure:
        return None


def told(steps: Sequence[Step] | None) -> dict[str, int]:
    """What the journal tells of that which goes: by the operations that make it again, and how often."""
    return dict(Counter(step.operation for step in steps)) if steps else {}
