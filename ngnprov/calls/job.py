# SPDX-License-Identifier: Apache-2.0
"""What a server does beside its calls, as the kernel and ports declare it; :mod:`ngnprov.serve.steward` has it done."""

from collections.abc import Callable
from dataclasses import dataclass

from ngnprov.db.unit import Unit

GoesOn = Callable[[], bool]
"""Asked before each step of a job: is the next one to be done, too?"""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done ``every`` so many seconds, if it ``is_needed``.

    ``work`` does it in steps, each of which is committed or may be done again, for as long as it goes on.
    """

    name: str
    every: float
    is_needed: Callable[[Unit], bool]
    work: Callable[[GoesOn], None]


def always(_: Unit) -> bool:
    """Whenever its time has come."""
    return True
