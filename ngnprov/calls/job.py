# SPDX-License-Identifier: Apache-2.0
"""What a server does beside its calls, as the kernel and ports declare it; :mod:`ngnprov.serve.steward` has it done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ngnprov.db.unit import Unit

if TYPE_CHECKING:
    from ngnprov.calls.call import Call

GoesOn = Callable[[], bool]
"""Asked before each step of a job: is the next one to be done, too?"""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done ``every`` so many seconds, if it ``is_needed``.

    ``work`` does it in steps, each of which is committed or may be done again, for as long as it goes on. ``at_once``:
    ``ngnprov jobs run`` does it, too.
    """

    name: str
    every: float
    is_needed: Callable[[Unit], bool]
    work: Callable[[GoesOn], None]
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """What a port carries out on the day for which it was asked, such as a scheduled order.

    ``due``: (unit, day, most) -> the numbers of what is due on a day or before, in the order of their days.
    ``carry_out``: (call, number, day) does one of these in one unit of work, and says in a sentence what it did; "" when it
    was not due any more. So it is done once, however often, late or by how many it is asked for. One that is
    done ``in_parts``, each a unit of work, is asked for until it says "".
    """

    name: str
    due: Callable[[Unit, str, int], Sequence[int]]
    carry_out: Callable[["Call", int, str], str]
    in_parts: bool = False


def always(_: Unit) -> bool:
    """Whenever its time has come."""
    return True
