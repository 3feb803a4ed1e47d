# SPDX-License-Identifier: Apache-2.0
"""What ``ngnprov doctor`` finds, and how a port says that it can be put right."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from ngnprov.calls.call import Call

Repair = Callable[["Call"], Optional["Finding"]]
"""Puts one thing right in a writing unit of its own, for changes may have come since it was found.

It locks what the changes lock, looks again and stores what is right by then, with an entry in the journal. It returns the
finding as it is at repair time: REPAIRED, WRONG when it cannot be put right, None when nothing is wrong any more. It may be
run again.
"""


class State(Enum):
    """What became of a finding; the value is the word for it."""

    WRONG = "wrong"
    REPAIRED = "repaired"
    RIGHT = "right by now"
    REMARK = "remark"
    """Nothing is wrong, but somebody may want to know."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, or worth a remark, as a sentence. Without a ``repair`` only a person can help."""

    text: str
    state: State = State.WRONG
    repair: Repair | None = field(default=None, compare=False, repr=False)
