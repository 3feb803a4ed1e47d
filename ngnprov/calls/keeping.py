# SPDX-License-Identifier: Apache-2.0
"""What goes with a record that is removed, whichever port keeps it, and how an undo makes it again (``Port.kept``)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ngnprov.calls.call import Call
from ngnprov.calls.undo import Step
from ngnprov.db.records import Records
from ngnprov.errors import InternalFailure

WENT_ALONG = "went_along"
"""The member by which the entry of a removal tells what went with the record."""

TELL_WHAT_WENT_ALONG = frozenset({WENT_ALONG, "kept"})
"""Its names in entries that may still be undone; the other one is what it was called before the first release."""


def steps_of_kept(call: Call, records: Records[Any], record: Any) -> list[Step] | None:
    """The steps that make again all that is kept for a record which is about to be removed; one question finds out who keeps
    something. There are no steps where undo is not kept.

    Ports of higher floors come first: what those of lower ones keep may name theirs, as a diversion names a mailbox. None when
    a secret among it does not open any more.
    """
    if not call.keeps_undo:
        return []
    kept = call.context.kept
    found = records.named_by(call.unit, call.context.kept_keys, record)
    try:
        return [step for each in kept if not found.isdisjoint(each.keys) for step in each.steps(call, record)]
    except InternalFailure:
        return None


def told(steps: Sequence[Step] | None) -> dict[str, int]:
    """What the journal tells of that which goes: by the operations that make it again, and how often."""
    return dict(Counter(step.operation for step in steps or ()))
