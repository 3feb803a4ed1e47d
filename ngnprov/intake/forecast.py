# SPDX-License-Identifier: Apache-2.0
"""How long a file will take that is added in one transaction: on SQLite others can write nothing until it ends."""

from collections.abc import Callable
from itertools import islice
from time import monotonic
from typing import TextIO

from ngnprov.calls.call import Call
from ngnprov.calls.operator import Operator
from ngnprov.intake.adding import Form, add_good, in_one
from ngnprov.intake.report import Report

SAMPLE = 256
"""Items by which it is measured."""
FEWEST = 2000
"""Lines of a file that is measured; shorter ones keep nobody waiting."""


def seconds(operator: Operator, form: Form, opened: Callable[[], TextIO]) -> float:
    """About how long, by the time that the first items take in a transaction that is undone; 0 for a file of few lines."""
    with opened() as file:
        lines = sum(1 for _ in file)
    if lines < FEWEST:
        return 0
    with opened() as file:
        sample = list(islice(form.read(file), SAMPLE))
    if not sample:
        return 0
    began = 0.0

    def attempt(call: Call) -> Report:
        nonlocal began
        began = monotonic()  # by now nobody else writes
        return add_good(form, iter(sample), call)

    in_one(operator, form, attempt, keep=False)
    return (monotonic() - began) * lines / max(item.line for item in sample)
